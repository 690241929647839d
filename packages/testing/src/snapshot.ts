import { type CompileResult, type Diagnostic, formatPretty, noSource } from "@edgewright/core";

const pretty = (diagnostics: readonly Diagnostic[]): string => formatPretty(diagnostics, [noSource], { color: false });

/**
 * What a result shows, by name: each file by its path, and `diagnostics` where there are any. Secrets' values are masked.
 * A result with errors has diagnostics only.
 */
export function filesForSnapshot(result: CompileResult): Readonly<Record<string, string>> {
  const files = result.ok ? result.files.map((file): [string, string] => [file.path, file.redacted]) : [];
  const diagnostics: [string, string][] = result.diagnostics.length === 0 ? [] : [["diagnostics", pretty(result.diagnostics)]];
  return Object.fromEntries([...files, ...diagnostics]);
}

/**
 * A result as one text for a snapshot: a heading for each file, with its permissions, then its text; diagnostics, if any, at the end.
 * Secrets' values are masked, and the same result gives the same text.
 */
export function renderForSnapshot(result: CompileResult): string {
  const modes = new Map(result.ok ? result.files.map((file) => [file.path, ` (${file.mode.toString(8).padStart(4, "0")})`]) : []);
  const texts = Object.entries(filesForSnapshot(result));
  return texts.map(([name, text]) => `=== ${name}${modes.get(name) ?? ""} ===\n${text}`).join("\n");
}
