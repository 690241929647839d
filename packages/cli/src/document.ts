import { type Diagnostic, formatOf, loadText, type SourceMap } from "@edgewright/core";
import { readArgument } from "./input.js";
import type { Terminal } from "./terminal.js";

/** A document as it was read: its value and its places, or what is wrong with the text. */
export type Document =
  | { readonly ok: true; readonly value: unknown; readonly source: SourceMap }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[]; readonly source: SourceMap };

const moduleExtension = /\.[cm]?[jt]s$/i;

/** Reads one FILE argument: YAML, JSON, a module, or `-` for standard input. @throws InputError */
export async function readDocument(file: string, terminal: Terminal): Promise<Document> {
  if (moduleExtension.test(file)) {
    const { readModule } = await import("./module.js");
    return readModule(file);
  }
  const text = await readArgument(file, terminal);
  return loadText(text, { file, format: formatOf(file, text) ?? "yaml" });
}
