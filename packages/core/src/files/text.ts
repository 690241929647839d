import type { SourceSpan } from "../diagnostics/diagnostic.js";

/** A file of a machine or of the cluster, as it was found or rendered. */
export interface EdgeFile {
  /** Its place in the output folder: `hapxy1/keepalived.conf`. */
  readonly path: string;
  /** The name that diagnostics give to it. */
  readonly name: string;
  readonly text: string;
}

/** A word of a daemon's file, quotes and escapes taken off, and where it stands as written. */
export interface Word {
  readonly text: string;
  readonly at: SourceSpan;
}

/** A line of a daemon's file: what it sets, and to what. */
export interface Directive {
  readonly keyword: Word;
  readonly values: readonly Word[];
}

/** Something that the readers see and do not follow: what it brings is not judged. */
export interface Unread {
  readonly message: string;
  readonly at: SourceSpan;
}

/** What a file's unread parts leave open, by line. */
export interface Gaps {
  /** Lines that are themselves not understood. */
  readonly unread: ReadonlySet<number>;
  /** Lines of every block or section that has one of them: what they seem to say may be changed. */
  readonly open: ReadonlySet<number>;
}

/** As many of a file's unread parts are told; after that the file is another language. */
const mostUnread = 10;
export const fewUnread = (unread: readonly Unread[]): readonly Unread[] => unread.slice(0, mostUnread);

/** The lines of a text with their numbers, which count from 1. A CR before the line feed belongs to the line break. */
export const linesWithNumbers = (text: string): readonly (readonly [line: string, number: number])[] =>
  text.split("\n").map((line, index) => [line.endsWith("\r") ? line.slice(0, -1) : line, index + 1]);

const indexes = new WeakMap<readonly Directive[], ReadonlyMap<string, readonly number[]>>();

/** Where each keyword stands. Many proxies ask one `defaults` section, so its lines are gone through once. */
function placesOf(lines: readonly Directive[], keyword: string): readonly number[] {
  const known = indexes.get(lines);
  if (known !== undefined) return known.get(keyword) ?? [];
  const index = new Map<string, number[]>();
  for (const [place, line] of lines.entries()) {
    const places = index.get(line.keyword.text);
    if (places === undefined) index.set(line.keyword.text, [place]);
    else places.push(place);
  }
  indexes.set(lines, index);
  return index.get(keyword) ?? [];
}

/** Every line with a keyword. */
export const findAll = <T extends Directive>(lines: readonly T[], keyword: string): readonly T[] =>
  placesOf(lines, keyword).flatMap((place) => lines[place] ?? []);

/** The first line with a keyword. */
export const find = <T extends Directive>(lines: readonly T[], keyword: string): T | null =>
  lines[placesOf(lines, keyword)[0] ?? -1] ?? null;

/** The last one: daemons take what was said last. */
export const findLast = <T extends Directive>(lines: readonly T[], keyword: string): T | null =>
  lines[placesOf(lines, keyword).at(-1) ?? -1] ?? null;

/** A line from its keyword to its last value. */
export const lineText = ({ keyword, values }: Directive): string => [keyword, ...values].map(({ text }) => text).join(" ");
