import { dirname, relative, resolve } from "node:path";

/** Where a module broke. */
export interface BrokenAt {
  /** As a person calls it: relative to the current folder. */
  readonly file: string;
  readonly line: number;
  /** From 1; null when only the line is known. */
  readonly column: number | null;
  readonly length: number;
}

/** Why a module could not be run, in words of its author. */
export interface ModuleError {
  readonly message: string;
  readonly fix: string;
  readonly at: BrokenAt | null;
}

const firstLine = (text: string): string => text.split("\n", 1)[0]?.trim() ?? "";
const nameOf = (path: string, file: string): string => (path === resolve(file) ? file : relative("", path));
const counted = (text: string | undefined): number => Math.max(1, Number(text ?? 1));

/** The loader's parser says `ParseError: Unexpected token` and below it `PATH:LINE:COLUMN`, the column from 0. */
function syntaxError(message: string, file: string): ModuleError | null {
  const [, says = "", path = "", line, column] = /^ParseError: (.+?)\s*\n\s*(.+):(\d+):(\d+)$/.exec(message) ?? [];
  if (path === "") return null;
  const at = { file: nameOf(path, file), line: counted(line), column: Number(column) + 1, length: 1 };
  return { message: `the module is not valid: ${says}`, fix: "mend the syntax there; `npx tsc --noEmit` says more", at };
}

/** The first line of the stack that is in the document's own folder. Lines are true, columns are those of the code that it was turned into. */
function thrownAt(stack: string, file: string): BrokenAt | null {
  const folder = `${dirname(resolve(file))}/`;
  for (const frame of stack.split("\n")) {
    const [, path = "", line] = /^\s+at (?:.*\()?(\/.+):(\d+):\d+\)?$/.exec(frame) ?? [];
    if (path.startsWith(folder) && !path.includes("/node_modules/"))
      return { file: nameOf(path, file), line: counted(line), column: null, length: 1 };
  }
  return null;
}

/** Where a text names a module in quotes. */
function importIn(text: string, specifier: string, file: string): BrokenAt | null {
  const found = [`"${specifier}"`, `'${specifier}'`].map((quoted) => text.indexOf(quoted)).find((offset) => offset !== -1);
  if (found === undefined) return null;
  const before = text.slice(0, found).split("\n");
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, length: specifier.length + 2 };
}

const packageOf = (specifier: string): string => specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");

function notFound(message: string, file: string, text: string): ModuleError | null {
  const [, specifier] = /^Cannot find (?:module|package) '([^']+)'/.exec(message) ?? [];
  if (specifier === undefined) return null;
  const isPath = /^[./]/.test(specifier);
  return {
    message: `${specifier} cannot be found`,
    fix: isPath ? "check the path: it is relative to the file that imports it" : `npm install ${packageOf(specifier)}`,
    at: importIn(text, specifier, file),
  };
}

/** Explains what `importModule` threw for a file with this text. */
export function explainModuleError(error: unknown, file: string, text: string): ModuleError {
  const thrown = error instanceof Error ? error : new Error(String(error));
  const explained = syntaxError(thrown.message, file) ?? notFound(thrown.message, file, text);
  if (explained !== null) return explained;
  // An imported name is called through the loader's own object: `(0, _edgewright.name) is not a function`.
  const says = firstLine(thrown.message).replace(/\(0 ?, \w+\.(\w+)\)/g, "$1");
  const kind = thrown.name === "Error" ? "" : `${thrown.name}: `;
  return { message: `the module threw ${kind}${says}`, fix: "mend the module, or what it reads", at: thrownAt(thrown.stack ?? "", file) };
}
