import type { SourceMap, SourceSpan } from "./diagnostic.js";
import { linesOf } from "./lines.js";

/** Where a span begins and ends, for formats that want both. Lines and columns count from 1; the end's column is behind the last character. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The source that a span is of; null where its text is not at hand. */
export function sourceOf(span: SourceSpan | null, sources: readonly SourceMap[]): SourceMap | null {
  return sources.find((source) => span !== null && source.file === span.file && source.text !== null) ?? null;
}

/** Where the characters of a span end; one that begins behind its line's end, as a caret under what is missing does, stays in the line. */
function endOf({ line, column, length }: SourceSpan, source: SourceMap | null): { readonly line: number; readonly column: number } {
  const inLine = { line, column: column + length };
  if (source === null) return inLine;
  const lines = linesOf(source);
  const left = lines.lineText(line).length - column + 1;
  return length <= Math.max(1, left) ? inLine : lines.placeOf(lines.offsetOf({ line, column }) + length);
}

/** A span's region. Without the text a span is taken to end in its line. */
export function regionOf(span: SourceSpan, sources: readonly SourceMap[]): Region {
  const end = endOf(span, sourceOf(span, sources));
  return { startLine: span.line, startColumn: span.column, endLine: end.line, endColumn: end.column };
}
