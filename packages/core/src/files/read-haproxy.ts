import type { Directive, EdgeFile, Gaps, Unread, Word } from "./text.js";
import { fewUnread, linesWithNumbers } from "./text.js";

/** A section of haproxy.cfg: `frontend NAME` and the lines below it. */
export interface HaproxySection {
  readonly keyword: Word;
  readonly values: readonly Word[];
  readonly lines: readonly Directive[];
}

export interface HaproxyFile {
  readonly name: string;
  readonly sections: readonly HaproxySection[];
  readonly unread: readonly Unread[];
  readonly gaps: Gaps;
}

const sectionKeywords: ReadonlySet<string> = new Set(
  "global defaults frontend backend listen peers resolvers mailers userlist program http-errors cache ring log-forward fcgi-app crt-store".split(
    " ",
  ),
);

const blank = (character: string): boolean => character === " " || character === "\t" || character === "\v" || character === "\f";

interface Token {
  readonly text: string;
  readonly end: number;
  /** An environment variable in double quotes, which HAProxy replaces. */
  readonly variable: boolean;
}

/** One word from `start`. Configuration manual, section 2.2: single quotes keep everything, double quotes know escapes and variables. */
function readToken(line: string, start: number): Token {
  let text = "";
  let quote = "";
  let variable = false;
  let index = start;
  for (; index < line.length; index += 1) {
    const character = line.charAt(index);
    if (quote === "" && (blank(character) || character === "#")) break;
    if (character === "\\" && quote !== "'") {
      index += 1;
      text += line.charAt(index);
    } else if (character === quote) quote = "";
    else if (quote === "" && (character === '"' || character === "'")) quote = character;
    else {
      variable ||= quote === '"' && character === "$";
      text += character;
    }
  }
  // A backslash at the line's end takes nothing with it.
  return { text, end: Math.min(index, line.length), variable };
}

interface HaproxyLine {
  readonly words: readonly Word[];
  readonly variable: boolean;
}

function readLine(line: string, number: number, file: string): HaproxyLine {
  const words: Word[] = [];
  let variable = false;
  let index = 0;
  while (index < line.length) {
    if (blank(line.charAt(index))) {
      index += 1;
      continue;
    }
    if (line.charAt(index) === "#") break;
    const token = readToken(line, index);
    words.push({ text: token.text, at: { file, line: number, column: index + 1, length: token.end - index } });
    variable ||= token.variable;
    index = token.end;
  }
  return { words, variable };
}

/** What a line takes from outside of the file, null for an ordinary one. */
function outside(keyword: Word, variable: boolean): Unread | null {
  if (variable) return { message: "an environment variable is not replaced here: what it brings was not checked", at: keyword.at };
  if (/^\.(if|elif|else|endif)$/.test(keyword.text))
    return { message: `${keyword.text} is not decided here: the lines of every branch were checked together`, at: keyword.at };
  return null;
}

/** Which lines something unread makes unsure: its section, and everything between `.if` and `.endif`. */
class GapFinder {
  readonly #lines = { unread: new Set<number>(), open: new Set<number>() };
  #section = 1;
  #isOpen = false;
  #depth = 0;

  #settle(last: number): void {
    for (let line = this.#section; this.#isOpen && line <= last; line += 1) this.#lines.open.add(line);
    this.#isOpen = this.#depth > 0;
  }

  begin(line: number): void {
    this.#settle(line - 1);
    this.#section = line;
  }

  note({ text, at }: Word, isNoted: boolean): void {
    if (text === ".if") this.#depth += 1;
    if (text === ".endif") this.#depth = Math.max(0, this.#depth - 1);
    if (!isNoted) return;
    this.#lines.unread.add(at.line);
    this.#isOpen = true;
  }

  end(last: number): Gaps {
    this.#settle(last);
    return this.#lines;
  }
}

/**
 * Reads haproxy.cfg: sections, lines and words with their places. Ours, since no library reads it with places in a browser. Any text gives a
 * result, in time that grows with its length; `haproxy -c` says what is wrong with its grammar.
 */
export function readHaproxy({ name, text }: EdgeFile): HaproxyFile {
  const sections: { keyword: Word; values: readonly Word[]; lines: Directive[] }[] = [];
  const unread: Unread[] = [];
  const gaps = new GapFinder();
  const lines = linesWithNumbers(text);
  for (const [line, number] of lines) {
    const { words, variable } = readLine(line, number, name);
    const [keyword, ...values] = words;
    if (keyword === undefined) continue;
    const note = outside(keyword, variable);
    if (note !== null) unread.push(note);
    const isSection = sectionKeywords.has(keyword.text);
    if (isSection) gaps.begin(number);
    gaps.note(keyword, note !== null);
    if (isSection) sections.push({ keyword, values, lines: [] });
    else sections.at(-1)?.lines.push({ keyword, values });
  }
  return { name, sections, unread: fewUnread(unread), gaps: gaps.end(lines.length) };
}
