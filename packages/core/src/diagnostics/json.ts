import type { Diagnostic, SourceSpan } from "./diagnostic.js";
import { visibleJson } from "./visible.js";

/** A span's length is for frames; what reads JSON gets the place. */
function placeOf(source: SourceSpan | null): { readonly file: string; readonly line: number; readonly column: number } | null {
  return source === null ? null : { file: source.file, line: source.line, column: source.column };
}

/**
 * Diagnostics as a JSON array, indented, one line feed at the end. Each has exactly `code`, `severity`, `message`, `path` (keys and indices),
 * `source` (`file`, `line`, `column`; null without a text), `related` (`message`, `path`, `source`), `why` and `fix`.
 */
export function formatJson(diagnostics: readonly Diagnostic[]): string {
  const shown = diagnostics.map(({ code, severity, message, path, source, related, why, fix }) => ({
    code,
    severity,
    message,
    path,
    source: placeOf(source),
    related: related.map((other) => ({ message: other.message, path: other.path, source: placeOf(other.source) })),
    why,
    fix,
  }));
  return `${visibleJson(JSON.stringify(shown, null, 2))}\n`;
}
