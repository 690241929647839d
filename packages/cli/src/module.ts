import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Diagnostic, type SourceMap, valueSource } from "@edgewright/core";
import { createJiti } from "jiti";
import type { Document } from "./document.js";
import { readInput } from "./files.js";

interface Place {
  readonly line: number;
  readonly column: number;
}

const bounded = (value: number): number => (Number.isSafeInteger(value) && value > 0 ? value : 1);

/** Where the module broke, as its own error tells: the parser's `(3:7)`, or the first line of the stack that is in the file. */
function placeOf(error: Error, file: string): Place | null {
  const parser = /\((\d+):(\d+)\)/.exec(error.message);
  if (parser !== null) return { line: bounded(Number(parser[1])), column: bounded(Number(parser[2]) + 1) };
  const path = resolve(file);
  const frame = (error.stack ?? "").split("\n").find((line) => line.includes(path));
  const [, line, column] = /:(\d+):(\d+)\)?$/.exec(frame ?? "") ?? [];
  return line === undefined ? null : { line: bounded(Number(line)), column: bounded(Number(column)) };
}

function refuse(
  file: string,
  source: SourceMap,
  place: Place | null,
  rest: Pick<Diagnostic, "code" | "message" | "why" | "fix">,
): Document {
  const diagnostic: Diagnostic = {
    ...rest,
    severity: "error",
    path: [],
    related: [],
    source: place === null ? null : { file, ...place, length: 1 },
  };
  return { ok: false, file, source, diagnostics: [diagnostic] };
}

const firstLine = (text: string): string => text.split("\n")[0]?.trim() ?? "";

/** `import "edgewright"` in a document means the package that is running, whatever folder the document is in. */
const alias = { edgewright: fileURLToPath(new URL("./index.js", import.meta.url)) };

/** Runs a TypeScript or JavaScript document and takes its default export. The module is code: it is run, not read. */
export async function readModule(file: string): Promise<Document> {
  const source = valueSource(file, await readInput(file));
  try {
    const jiti = createJiti(pathToFileURL(resolve(file)).href, { alias, fsCache: false, moduleCache: false });
    const module: unknown = await jiti.import(resolve(file));
    const value: unknown = typeof module === "object" && module !== null && "default" in module ? module.default : undefined;
    if (value !== undefined && typeof value === "object" && value !== null && !("then" in value)) return { ok: true, file, value, source };
    const what = value === undefined ? "has no default export" : "has a default export that is no document";
    return refuse(
      file,
      source,
      { line: 1, column: 1 },
      {
        code: "module-no-document",
        message: `${file} ${what}`,
        why: "the document is the module's default export: a plain object, not a function or a promise",
        fix: 'export default defineEdge({ apiVersion: "edgewright/v1", … })',
      },
    );
  } catch (error) {
    const thrown = error instanceof Error ? error : new Error(String(error));
    return refuse(file, source, placeOf(thrown, file), {
      code: "module-broken",
      message: `the module could not be run: ${thrown.name === "Error" ? "" : `${thrown.name}: `}${firstLine(thrown.message)}`,
      why: "a TypeScript or JavaScript document is run to get its value",
      fix: "mend the module; `npx tsc --noEmit` says more",
    });
  }
}
