import { takeEnd, takeStart, visibleSource, widthOf } from "./visible.js";

/** The columns of a frame. */
export const FRAME_WIDTH = 100;

/** What is kept before the caret when a line must be clipped: enough to recognise the entry. */
const CONTEXT = 28;

/** A line of source may be megabytes long; more than this much of it is never looked at. */
const WINDOW = 2 * FRAME_WIDTH;

/** A span that ends within a character beyond U+FFFF takes the whole of it. */
const SPLIT_PAIR = /^[\ud800-\udbff][\udc00-\udfff]$/;

export interface Marked {
  readonly line: number;
  readonly text: string;
  /** UTF-16 code units from 0. */
  readonly start: number;
  readonly length: number;
  readonly label: string;
}

/** The end of what stands before the caret, from the beginning of a word where there is one. */
function clipBefore(before: string): string {
  if (widthOf(before) <= CONTEXT) return before;
  const kept = takeEnd(before, CONTEXT);
  const word = kept.search(/(?<=\s)\S/);
  return word === -1 ? `…${kept}` : `… ${kept.slice(word)}`;
}

function clipAfter(text: string, columns: number): string {
  return widthOf(text) <= columns ? text : `${takeStart(text, Math.max(0, columns - 1))}…`;
}

/** The source line with its number and the carets below it, clipped so that both are within the frame's width where the label allows. */
export function frameLines(marked: Marked, digits: number): readonly [source: string, caret: string] {
  const { text, start, label } = marked;
  const end = start + marked.length + (SPLIT_PAIR.test(text.slice(start + marked.length - 1, start + marked.length + 1)) ? 1 : 0);
  const columns = FRAME_WIDTH - digits - 3;
  const all = visibleSource(text.slice(Math.max(0, start - WINDOW), start));
  const under = visibleSource(text.slice(start, Math.min(end, start + WINDOW)));
  const after = visibleSource(text.slice(end, end + WINDOW));
  const tail = label === "" ? "" : ` ${label}`;
  const fits = start <= WINDOW && widthOf(all) + Math.max(1, widthOf(under)) + widthOf(tail) <= columns;
  const before = fits ? all : clipBefore(all);
  const target = clipAfter(under, columns - widthOf(before));
  const rest = clipAfter(after, columns - widthOf(before) - widthOf(target));
  const carets = "^".repeat(Math.max(1, widthOf(target)));
  return [
    `${String(marked.line).padStart(digits)} | ${before}${target}${rest}`.trimEnd(),
    `${" ".repeat(digits)} | ${" ".repeat(widthOf(before))}${carets}${tail}`,
  ];
}
