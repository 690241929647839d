import type { Directive, EdgeFile, Unread, Word } from "./text.js";
import { fewUnread, linesWithNumbers } from "./text.js";

/** A line of keepalived.conf, with what stands between the braces behind it; null for a line without braces. */
export interface Block extends Directive {
  readonly block: readonly Block[] | null;
}

export interface KeepalivedFile {
  readonly name: string;
  readonly entries: readonly Block[];
  readonly unread: readonly Unread[];
}

interface Growing extends Block {
  block: Growing[] | null;
}

type Token = { readonly kind: "word"; readonly word: Word } | { readonly kind: "{" | "}" | "end"; readonly word: Word };

const isBlank = (character: string): boolean => character === " " || character === "\t";

/** The end of a bare word: a blank, a comment, a quote or a brace. */
const endsWord = (character: string): boolean => isBlank(character) || '#!"{}'.includes(character);

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
      while (index < line.length && !endsWord(line.charAt(index))) index += 1;
      yield { kind: "word", word: { text: line.slice(start, index), at: span(start, index) } };
    }
  }
}

/** Everything that is not a line of the file itself. */
function outside({ text, at }: Word): Unread | null {
  if (text === "include") return { message: "an included file is not read here: what it brings was not checked", at };
  if (text.startsWith("@")) return { message: `the condition ${text} is not decided here: its line was not checked`, at };
  if (/^\$\w+=/.test(text)) return { message: "a variable is not replaced here: what it brings was not checked", at };
  return text.startsWith("~SEQ") || text.startsWith("~LST")
    ? { message: "a sequence is not repeated here: what it brings was not checked", at }
    : null;
}

/** Puts entries where they belong: in the file, or in the block that is open. */
class Tree {
  readonly entries: Growing[] = [];
  readonly unread: Unread[] = [];
  readonly #open: Growing[] = [];

  #current(): Growing[] {
    return this.#open.at(-1)?.block ?? this.entries;
  }

  add(words: readonly Word[]): void {
    const [keyword, ...values] = words;
    if (keyword === undefined) return;
    const note = outside(keyword);
    if (note !== null) this.unread.push(note);
    if (note === null || keyword.text === "include") this.#current().push({ keyword, values, block: null });
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
    if (this.#open.pop() === undefined) this.unread.push({ message: "this brace closes nothing: a block was closed before", at: brace.at });
  }

  end(): void {
    for (const { keyword } of this.#open) this.unread.push({ message: `the block of ${keyword.text} is never closed`, at: keyword.at });
  }
}

/**
 * Reads keepalived.conf: entries, blocks and words with their places. Ours, since no library reads it. Any text gives a result, in time that
 * grows with its length; `keepalived -t` says what is wrong with its grammar.
 */
export function readKeepalived({ name, text }: EdgeFile): KeepalivedFile {
  const tree = new Tree();
  let words: Word[] = [];
  const flush = (): void => {
    tree.add(words);
    words = [];
  };
  for (const [line, number] of linesWithNumbers(text)) {
    // A backslash at its end joins a line with the next.
    const joined = line.endsWith("\\");
    for (const token of tokensOf(joined ? line.slice(0, -1) : line, number, name)) {
      if (token.kind === "word") words.push(token.word);
      else {
        flush();
        if (token.kind === "{") tree.open(token.word);
        else tree.close(token.word);
      }
    }
    if (!joined) flush();
  }
  flush();
  tree.end();
  return { name, entries: tree.entries, unread: fewUnread(tree.unread) };
}
