import type { Diagnostic, Path, SourceSpan } from "./diagnostic.js";

/** By code unit, not by language: the order must be the same on every machine. */
function compareValues(left: string | number, right: string | number): number {
  if (typeof left !== typeof right) return typeof left === "number" ? -1 : 1;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function comparePaths(left: Path, right: Path): number {
  for (const [index, segment] of left.entries()) {
    const other = right[index];
    const order = other === undefined ? 1 : compareValues(segment, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareSpans(left: SourceSpan | null, right: SourceSpan | null): number {
  if (left === null || right === null) return (left === null ? 1 : 0) - (right === null ? 1 : 0);
  return compareValues(left.file, right.file) || left.line - right.line || left.column - right.column;
}

function compareDiagnostics(left: Diagnostic, right: Diagnostic): number {
  // Without a place the path is the place, so it goes before the code.
  const byPath = comparePaths(left.path, right.path);
  const byPlace = compareSpans(left.source, right.source) || (left.source === null ? byPath : 0);
  return byPlace || compareValues(left.code, right.code) || byPath || compareValues(left.message, right.message);
}

/** Diagnostics in the order of the file: file, line, column, code; those without a place after them, by path. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted(compareDiagnostics);
}
