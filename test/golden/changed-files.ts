/** Rendered files, by path. */
export type Texts = Readonly<Record<string, string>>;

interface Change {
  readonly path: string;
  readonly lines: readonly string[];
}

function changesIn(example: string): readonly Change[] {
  return example
    .split(/^--- /m)
    .slice(1)
    .map((part) => {
      const [path = "", ...lines] = part.trimEnd().split("\n");
      return { path, lines };
    });
}

/** Lines with the signs that a change keeps, without them. A line that comes after one that stays or goes is placed there. */
const side = (lines: readonly string[], sign: string): readonly string[] =>
  lines.filter((line) => line.startsWith(" ") || line.startsWith(sign)).map((line) => line.slice(1));

/** The runs of a change: each is a place in the file, begun by a line that stays or goes after one that comes. */
function runsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const runs: string[][] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || (!line.startsWith("+") && lines[index - 1]?.startsWith("+") === true)) runs.push([]);
    runs.at(-1)?.push(line);
  }
  return runs;
}

function applyRun(text: string, run: readonly string[], path: string): string {
  const whole = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");
  const before = whole(side(run, "-"));
  const at = `\n${text}`.indexOf(`\n${before}`);
  if (before === "" || at === -1) throw new Error(`${path} has no\n${before}`);
  return `${text.slice(0, at)}${whole(side(run, "+"))}${text.slice(at + before.length)}`;
}

/** The files with a page's example applied: `--- FILE`, lines that stay (a blank before them), that go (`-`) and that come (`+`). */
export function changeFiles(files: Texts, example: string): Texts {
  const changed: Record<string, string> = { ...files };
  for (const { path, lines } of changesIn(example)) {
    const text = changed[path];
    if (text === undefined) throw new Error(`there is no ${path} among ${Object.keys(files).join(", ")}`);
    changed[path] = runsOf(lines).reduce((whole, run) => applyRun(whole, run, path), text);
  }
  return changed;
}
