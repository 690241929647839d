import { Conditions, Variables } from "./keepalived-outside.js";
import type { Directive, EdgeFile, Gaps, Unread, Word } from "./text.js";
import { fewUnread, linesWithNumbers } from "./text.js";

/** A line of keepalived.conf, with what stands between the braces behind it; null for a line without braces. */
export interface Block extends Directive {
  readonly block: readonly Block[] | null;
}

export interface KeepalivedFile {
  readonly name: string;
  readonly entries: readonly Block[];
  readonly unread: readonly Unread[];
  readonly gaps: Gaps;
}

interface Growing extends Block {
  block: Growing[] | null;
}

interface Token {
  readonly kind: "word" | "{" | "}";
  readonly word: Word;
}

const isBlank = (character: string): boolean => character === " " || character === "\t";

/** The end of a bare word: a blank, a comment, a quote or a brace. */
const endsWord = (character: string): boolean => isBlank(character) || '#!"{}'.includes(character);

const braced = /\$\{\w+\}/y;

/** The length of `${NAME}`, whose braces are no block's; 1 where none is. */
function bracedVariable(line: string, index: number): number {
  if (line.charAt(index) !== "$") return 1;
  braced.lastIndex = index;
  return braced.exec(line)?.[0].length ?? 1;
}

/** A `#` or `!` begins a comment wherever it stands outside quotes (keepalived.conf(5), "Comments"). */
function* tokensOf(line: string, number: number, file: string): Generator<Token> {
  const span = (start: number, end: number) => ({ file, line: number, column: start + 1, length: Math.max(1, end - start) });
  let index = 0;
  while (index < line.length) {
    const character = line.charAt(index);
    if (character === "#" || character === "!") return;
    const start = index;
    if (character === "{" || character === "}") {
      index += 1;
      yield { kind: character, word: { text: character, at: span(start, index) } };
    } else if (character === '"') {
      const close = line.indexOf('"', start + 1);
      index = close === -1 ? line.length : close + 1;
      yield { kind: "word", word: { text: line.slice(start + 1, close === -1 ? line.length : close), at: span(start, index) } };
    } else if (isBlank(character)) index += 1;
    else {
      while (index < line.length && !endsWord(line.charAt(index))) index += bracedVariable(line, index);
      yield { kind: "word", word: { text: line.slice(start, index), at: span(start, index) } };
    }
  }
}

/** `include`, and with letters behind it what is to happen where nothing matches (keepalived.conf(5), "Include files"). */
const isInclude = (text: string): boolean => /^include[a-z]?$/.test(text);

/** A line that takes something from outside of the file. */
function outside({ text, at }: Word): Unread | null {
  if (isInclude(text)) return { message: "an included file is not read here: what it brings was not checked", at };
  return text.startsWith("~SEQ") || text.startsWith("~LST")
    ? { message: "a sequence is not repeated here: what it brings was not checked", at }
    : null;
}

/** Puts entries where they belong: in the file, or in the block that is open. */
class Tree {
  readonly entries: Growing[] = [];
  readonly unread: Unread[] = [];
  readonly #open: Growing[] = [];
  /** Whether the outermost block that is open has something unread. */
  #gap = false;
  readonly #lines = { unread: new Set<number>(), open: new Set<number>() };

  #current(): Growing[] {
    return this.#open.at(-1)?.block ?? this.entries;
  }

  add(words: readonly Word[]): void {
    const [keyword, ...values] = words;
    if (keyword === undefined) return;
    const note = outside(keyword);
    if (note !== null) this.leave(note);
    if (note === null || isInclude(keyword.text)) this.#current().push({ keyword, values, block: null });
  }

  /** Something is not understood, and with it the block around it. */
  leave(note: Unread): void {
    this.unread.push(note);
    this.#lines.unread.add(note.at.line);
    this.#gap ||= this.#open.length > 0;
  }

  /** The outermost block ends: had it a gap, none of its lines is sure. */
  #settle(first: number, last: number): void {
    for (let line = first; this.#gap && line <= last; line += 1) this.#lines.open.add(line);
    this.#gap = false;
  }

  get gaps(): Gaps {
    return this.#lines;
  }

  /** The brace may stand in the line of its keyword or in the next one. */
  open(brace: Word): void {
    const last = this.#current().at(-1);
    const entry = last !== undefined && last.block === null ? last : { keyword: brace, values: [], block: null };
    if (entry !== last) this.#current().push(entry);
    entry.block = [];
    this.#open.push(entry);
  }

  close(brace: Word): void {
    const closed = this.#open.pop();
    if (closed === undefined) this.unread.push({ message: "this brace closes nothing: a block was closed before", at: brace.at });
    else if (this.#open.length === 0) this.#settle(closed.keyword.at.line, brace.at.line);
  }

  /** A brace that is missing is the file's own mistake: no line from elsewhere mends it, so it leaves nothing open. */
  end(last: number): void {
    const [outermost] = this.#open;
    for (const { keyword } of this.#open) this.unread.push({ message: `the block of ${keyword.text} is never closed`, at: keyword.at });
    if (outermost !== undefined) this.#settle(outermost.keyword.at.line, last);
  }
}

/** Reads the tokens of lines, and puts what they say into the tree. */
class Reader {
  readonly tree = new Tree();
  readonly #conditions: Conditions;
  readonly #variables = new Variables();
  readonly #file: string;
  #words: Word[] = [];

  constructor(file: string, conditions: Conditions) {
    this.#file = file;
    this.#conditions = conditions;
  }

  flush(): void {
    this.tree.add(this.#words);
    this.#words = [];
  }

  /** The line without the condition before it; null where it is for another machine, or nobody knows for which. */
  #decided(line: string, number: number): string | null {
    const condition = this.#conditions.of(line);
    if (condition === null) return line;
    if (condition.holds === null) {
      const at = { file: this.#file, line: number, column: condition.column, length: condition.word.length };
      this.tree.leave({ message: `the condition ${condition.word} is not decided here: its line was not checked`, at });
    }
    return condition.holds === true ? condition.line : null;
  }

  read(whole: string, number: number): void {
    const line = this.#decided(whole, number);
    if (line === null || this.#variables.define(line)) return;
    // A backslash at its end joins a line with the next.
    const joined = line.endsWith("\\");
    for (const token of tokensOf(joined ? line.slice(0, -1) : line, number, this.#file)) {
      const value = token.kind === "word" ? this.#variables.replace(token.word.text) : null;
      if (value === null) this.#take(token);
      else if (value === "unknown") {
        this.tree.leave({ message: "a variable is not known here: what it brings was not checked", at: token.word.at });
        this.#take(token);
      } else this.#takeLines(value.lines, token.word);
    }
    if (!joined) this.flush();
  }

  /** What a variable stands for stands where its name does. */
  #takeLines(lines: readonly string[], { at }: Word): void {
    for (const [index, line] of lines.entries()) {
      if (index > 0) this.flush();
      for (const token of tokensOf(line, at.line, this.#file)) this.#take({ ...token, word: { ...token.word, at } });
    }
  }

  #take({ kind, word }: Token): void {
    if (kind === "word") {
      this.#words.push(word);
      return;
    }
    this.flush();
    if (kind === "{") this.tree.open(word);
    else this.tree.close(word);
  }
}

/**
 * Reads keepalived.conf: entries, blocks and words with their places. Variables that the file defines are replaced, and conditions on the machine's name
 * decided where one of them names a machine. Ours, since no library reads it. Any text gives a result, in time that grows with its length;
 * `keepalived -t` says what is wrong with its grammar.
 */
export function readKeepalived({ path, name, text }: EdgeFile, machines: readonly string[] = []): KeepalivedFile {
  const lines = linesWithNumbers(text);
  const reader = new Reader(name, new Conditions(lines, path.slice(0, Math.max(0, path.indexOf("/"))), machines));
  for (const [line, number] of lines) reader.read(line, number);
  reader.flush();
  reader.tree.end(lines.length);
  const { entries, unread, gaps } = reader.tree;
  return { name, entries, unread: fewUnread(unread), gaps };
}
