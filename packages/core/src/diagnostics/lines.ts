import type { SourceMap } from "./diagnostic.js";

/** A place in a text: line and column count from 1, the column in UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The lines of a text. A line ends at LF; a CR before it belongs to the line break. */
export interface LineIndex {
  placeOf(offset: number): Place;
  offsetOf(place: Place): number;
  /** The line without its line break; a line that does not exist is empty. */
  lineText(line: number): string;
}

function startsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The number of starts that are not after the offset, which is the line's number. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function indexLines(text: string): LineIndex {
  const starts = startsOf(text);
  const startOf = (line: number): number => starts[line - 1] ?? text.length;
  return {
    placeOf: (offset) => {
      const line = lineOf(starts, Math.max(0, offset));
      return { line, column: offset - startOf(line) + 1 };
    },
    offsetOf: ({ line, column }) => startOf(line) + column - 1,
    lineText: (line) => text.slice(startOf(line), startOf(line + 1)).replace(/\r?\n$/, ""),
  };
}

const known = new WeakMap<SourceMap, LineIndex>();

/** The lines of a source, indexed once however many diagnostics ask. A source without text has none. */
export function linesOf(source: SourceMap): LineIndex {
  const found = known.get(source);
  if (found !== undefined) return found;
  const made = indexLines(source.text ?? "");
  known.set(source, made);
  return made;
}
