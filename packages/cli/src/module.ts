import { resolve } from "node:path";
import { type Diagnostic, type SourceMap, type SourceSpan, valueSource } from "@edgewright/core";
import type { Document } from "./document.js";
import { readInput } from "./files.js";
import { explainModuleError, type ModuleError } from "./module-error.js";
import { importModule } from "./module-loader.js";

function refuse(source: SourceMap, span: SourceSpan | null, rest: Pick<Diagnostic, "code" | "message" | "why" | "fix">): Document {
  return { ok: false, source, diagnostics: [{ ...rest, severity: "error", path: [], related: [], source: span }] };
}

/** The whole line where only that is known. */
function spanOf({ file, line, column, length }: NonNullable<ModuleError["at"]>, text: string): SourceSpan {
  if (column !== null) return { file, line, column, length };
  const written = text.split(/\r?\n/)[line - 1] ?? "";
  return { file, line, column: written.length - written.trimStart().length + 1, length: Math.max(1, written.trim().length) };
}

/** The text of the file that broke, which the document may only import. */
async function textOf(file: string): Promise<string> {
  return readInput(file).catch(() => "");
}

async function refuseBroken(error: unknown, file: string, text: string): Promise<Document> {
  const { message, fix, at } = explainModuleError(error, file, text);
  const broken = at === null || at.file === file ? text : await textOf(at.file);
  return refuse(valueSource(at?.file ?? file, broken), at === null ? null : spanOf(at, broken), {
    code: "module-broken",
    message,
    why: "a TypeScript or JavaScript document is run to get its value",
    fix,
  });
}

/** What is wrong with a default export, null where it is an object, which the schema looks at. */
function refusalOf(value: unknown): string | null {
  if (value === undefined) return "the module has no default export";
  if (typeof value === "function") return "the default export is a function, not what it returns";
  if (typeof value !== "object" || value === null) return `the default export is ${value === null ? "null" : `a ${typeof value}`}`;
  return "then" in value ? "the default export is a promise, not what it becomes: write `export default await …`" : null;
}

/** The line that exports the document, or that exports something else in its place; the first line where there is neither. */
function exportAt(file: string, text: string): SourceSpan {
  const lines = text.split("\n");
  const found = [/^\s*(?:export\s+default|module\.exports)\b/, /^\s*export\b/]
    .map((pattern) => lines.findIndex((line) => pattern.test(line)))
    .find((index) => index !== -1);
  return spanOf({ file, line: (found ?? 0) + 1, column: null, length: 1 }, text);
}

/** Runs a TypeScript or JavaScript document and takes its default export. The module is code: it is run, not read. @throws InputError */
export async function readModule(file: string): Promise<Document> {
  const text = await readInput(file);
  try {
    const { default: value } = await importModule(resolve(file), resolve(file));
    const source = valueSource(file, text);
    const message = refusalOf(value);
    if (message === null) return { ok: true, value, source };
    return refuse(source, exportAt(file, text), {
      code: "module-no-document",
      message,
      why: "the document is the module's default export: a plain object, not a function or a promise",
      fix: 'export default defineEdge({ apiVersion: "edgewright/v1", … })',
    });
  } catch (error) {
    return refuseBroken(error, file, text);
  }
}
