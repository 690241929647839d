/**
 * controller-retired is true of nearly every document of these tests, whatever they are about, and is said on standard error each time: `run`
 * takes it out, and test/cli/remarks.test.ts shows that the command says it.
 */
const standing = "controller-retired";

const summary = /^(?:no errors|\d+ (?:error|warning|note)s?(?:, \d+ \w+)*); .*\.$/;

/** The last line without its notes, which are all of that one code here; null where it counted nothing else. */
function withoutNotes(line: string): string | null {
  const [counts = "", ...outcome] = line.split("; ");
  const others = counts.split(", ").filter((count) => !/ notes?$/.test(count));
  return others.length === 0 ? null : [others.join(", "), ...outcome].join("; ");
}

/** What stands before the remark in its block, the text of a document's own logging, stays. */
function withoutRemark(block: string): string {
  const lines = block.split("\n");
  const headline = lines.findIndex((line) => line.includes(` info ${standing}: `));
  return headline === -1 ? block : lines.slice(0, headline).join("\n");
}

/** Blocks with an empty line between them, then the summary, then what else went wrong. */
function fromPretty(text: string): string {
  const lines = text.trimEnd().split("\n");
  const found = lines.findIndex((line) => summary.test(line));
  const end = found === -1 ? lines.length : found;
  const blocks = lines
    .slice(0, end)
    .join("\n")
    .split("\n\n")
    .map(withoutRemark)
    .filter((block) => block !== "");
  const counts = lines.slice(end, end + 1).flatMap((line) => withoutNotes(line) ?? []);
  const kept = [...(blocks.length === 0 ? [] : [blocks.join("\n\n")]), ...counts, ...lines.slice(end + 1)];
  return kept.length === 0 ? "" : `${kept.join("\n")}\n`;
}

function fromJson(text: string): string {
  const diagnostics: readonly { readonly code: string }[] = JSON.parse(text);
  const kept = diagnostics.filter(({ code }) => code !== standing);
  return kept.length === diagnostics.length ? text : `${JSON.stringify(kept, null, 2)}\n`;
}

interface SarifLog {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly { readonly ruleId: string }[];
  }[];
}

/** Results name their rule by its place in the list too. */
function fromSarif(text: string): string {
  const log: SarifLog = JSON.parse(text);
  const runs = log.runs.map((run) => {
    const rules = run.tool.driver.rules.filter(({ id }) => id !== standing);
    const results = run.results
      .filter(({ ruleId }) => ruleId !== standing)
      .map((result) => ({ ...result, ruleIndex: rules.findIndex(({ id }) => id === result.ruleId) }));
    return { ...run, tool: { ...run.tool, driver: { ...run.tool.driver, rules } }, results };
  });
  return `${JSON.stringify({ ...log, runs }, null, 2)}\n`;
}

/** Standard error without that remark, in whichever format. */
export function withoutStanding(text: string): string {
  if (!text.includes(standing)) return text;
  if (text.startsWith("{")) return fromSarif(text);
  if (text.startsWith("[")) return fromJson(text);
  if (text.startsWith("::")) return text.replace(/^::notice [^\n]*title=controller-retired::.*\n/gm, "");
  return fromPretty(text);
}
