import type { Path } from "../diagnostics/diagnostic.js";
import { MAX_DEPTH, MAX_PROBLEMS, MAX_VALUES } from "./limits.js";
import { type Problem, type Range, Refused } from "./problem.js";
import { duplicateKey, refuseDeep, refuseLarge } from "./refusals.js";
import { type Entry, mappingNode, sequenceNode, type TreeNode } from "./tree.js";

interface Reader {
  readonly text: string;
  readonly problems: Problem[];
  readonly maxValues: number;
  at: number;
  values: number;
}

interface Advice {
  readonly message: string;
  readonly fix: string;
}

function refuse({ text }: Reader, start: number, { message, fix }: Advice): never {
  const end = Math.min(text.length, start + 1);
  throw new Refused({ code: "json-malformed", message: `malformed JSON: ${message}`, start, end, path: [], fix });
}

// RFC 8259, section 2: the four characters of insignificant white space. Sticky, so that nothing is copied.
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /[\w$.+-]+/y;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Section 7: what is below must be escaped in a string. */
const SPACE_CODE = 0x20;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

function match(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  return pattern.exec(reader.text)?.[0] ?? "";
}

function skipSpace(reader: Reader): void {
  reader.at += match(reader, SPACE).length;
}

function peek(reader: Reader): string {
  skipSpace(reader);
  return reader.text.charAt(reader.at);
}

function brokenString(reader: Reader, start: number, at: number): never {
  const character = reader.text.charAt(at);
  if (character === "\\")
    refuse(reader, at, {
      message: "this escape is not one of JSON's",
      fix: 'write \\\\ for a backslash; JSON has \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX',
    });
  if (character === "" || character === "\n" || character === "\r")
    refuse(reader, start, { message: "a string is not closed on its line", fix: 'write the closing " and \\n for a line break' });
  refuse(reader, at, { message: "a control character stands in a string", fix: "remove it, or write it as an escape (\\t, \\u0000)" });
}

/** Where the string's characters end: at its closing quote, or at what cannot stand in a string. A loop, since a pattern's stack has an end. */
function endOfCharacters(reader: Reader): number {
  const { text } = reader;
  for (reader.at += 1; ; ) {
    const code = text.charCodeAt(reader.at);
    if (code === QUOTE || code < SPACE_CODE || Number.isNaN(code)) return reader.at;
    const step = code === BACKSLASH ? match(reader, ESCAPE).length : 1;
    if (step === 0) return reader.at;
    reader.at += step;
  }
}

function readString(reader: Reader): { readonly value: string; readonly range: Range } {
  const start = reader.at;
  const end = endOfCharacters(reader);
  if (reader.text.charAt(end) !== '"') brokenString(reader, start, end);
  reader.at = end + 1;
  const written = reader.text.slice(start, end + 1);
  const value: unknown = written.includes("\\") ? JSON.parse(written) : written.slice(1, -1);
  return { value: String(value), range: { start, end: end + 1 } };
}

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

const CUT_OFF = "close every bracket and quote; the file may have been cut off";
const NUMBER_FORM = "a number has no leading zero or plus sign, and digits around its point";

function isNumber(reader: Reader, word: string): boolean {
  return match(reader, NUMBER) === word;
}

/** A word or a number that JSON does not have, or null for one that it has elsewhere. */
function unknownWord(reader: Reader, word: string, wanted: string): Advice | null {
  const lower = word.toLowerCase();
  if (WORDS.has(lower)) return lower === word ? null : { message: `${word} must be written in lower case`, fix: lower };
  if (isNumber(reader, word)) return null;
  if (/^[-+.]?\d/.test(word)) return { message: `${word} is not a JSON number`, fix: `"${word}" if it is a text; ${NUMBER_FORM}` };
  return { message: `${word} is not JSON: ${wanted} must stand here`, fix: `"${word}"` };
}

function unexpected(reader: Reader, wanted: string): Advice {
  skipSpace(reader);
  const word = match(reader, WORD);
  const known = word === "" ? null : unknownWord(reader, word, wanted);
  if (known !== null) return known;
  const [character = ""] = reader.text.slice(reader.at, reader.at + 2);
  if (character === "") return { message: `the text ends where ${wanted} must stand`, fix: CUT_OFF };
  if (character === "'") return { message: "JSON has no single quotes", fix: 'write "…"' };
  if (character === "/" || character === "#")
    return { message: "JSON has no comments", fix: "remove the comment, or name the file .yaml, which has them" };
  if (character === '"') return { message: `a string stands where ${wanted} must stand`, fix: `write ${wanted} before it` };
  const found = word === "" ? character : word;
  return { message: `${found} stands where ${wanted} must stand`, fix: `write ${wanted} here, or remove the ${found}` };
}

/** A number or a word, which must end where a value can end: `010` is not 0, then 10. */
function readBare(reader: Reader): TreeNode {
  const start = reader.at;
  const word = match(reader, WORD);
  const end = start + word.length;
  const known = WORDS.get(word);
  if (known === undefined && (word === "" || !isNumber(reader, word))) refuse(reader, start, unexpected(reader, "a value"));
  reader.at = end;
  return { kind: "scalar", start, end, value: known === undefined ? Number(word) : known };
}

function separator(reader: Reader, close: string, wanted: string): boolean {
  const character = peek(reader);
  if (character !== "," && character !== close) {
    const advice = unexpected(reader, `a comma or ${close}`);
    refuse(reader, reader.at, advice);
  }
  reader.at += 1;
  if (character === close) return false;
  if (peek(reader) === close)
    refuse(reader, reader.at, { message: `a comma stands before ${close}`, fix: `remove the comma, or write ${wanted} after it` });
  return true;
}

function readEntry(reader: Reader, path: Path, depth: number): Entry {
  if (peek(reader) !== '"') refuse(reader, reader.at, unexpected(reader, "a key in double quotes"));
  const { value: key, range: keyRange } = readString(reader);
  if (peek(reader) !== ":") refuse(reader, reader.at, unexpected(reader, "a colon"));
  reader.at += 1;
  return { key, keyRange, node: readValue(reader, [...path, key], depth) };
}

function readObject(reader: Reader, path: Path, depth: number): TreeNode {
  const start = reader.at;
  const entries: Entry[] = [];
  const seen = new Map<string, Range>();
  reader.at += 1;
  let more = peek(reader) !== "}";
  if (!more) reader.at += 1;
  while (more) {
    const entry = readEntry(reader, path, depth + 1);
    const first = seen.get(entry.key);
    if (first === undefined) seen.set(entry.key, entry.keyRange);
    else if (reader.problems.length < MAX_PROBLEMS)
      reader.problems.push(duplicateKey(entry.key, entry.keyRange, first, [...path, entry.key]));
    entries.push(entry);
    more = separator(reader, "}", "an entry");
  }
  return mappingNode({ start, end: reader.at }, entries);
}

function readArray(reader: Reader, path: Path, depth: number): TreeNode {
  const start = reader.at;
  const items: TreeNode[] = [];
  reader.at += 1;
  let more = peek(reader) !== "]";
  if (!more) reader.at += 1;
  while (more) {
    items.push(readValue(reader, [...path, items.length], depth + 1));
    more = separator(reader, "]", "a value");
  }
  return sequenceNode({ start, end: reader.at }, items);
}

/** `depth` is the number of brackets around the value. */
function readValue(reader: Reader, path: Path, depth: number): TreeNode {
  const character = peek(reader);
  reader.values += 1;
  if (reader.values > reader.maxValues) refuseLarge(reader.at);
  if (character === '"') {
    const { value, range } = readString(reader);
    return { kind: "scalar", ...range, value };
  }
  if (character !== "{" && character !== "[") return readBare(reader);
  if (depth >= MAX_DEPTH) refuseDeep(reader.at, path);
  return character === "{" ? readObject(reader, path, depth) : readArray(reader, path, depth);
}

/**
 * A JSON text (RFC 8259) as values with places, keys that occur twice reported. A reader of our own, because the platform's gives no places,
 * words its errors differently in each engine, and drops the first of two equal keys. Throws `Refused` for what is not JSON.
 */
export function readJson(text: string, maxValues: number = MAX_VALUES): { readonly root: TreeNode; readonly problems: readonly Problem[] } {
  const reader: Reader = { text, problems: [], maxValues, at: 0, values: 0 };
  const root = readValue(reader, [], 0);
  if (peek(reader) !== "")
    refuse(reader, reader.at, { message: "something follows the value", fix: "keep one value in the file, and close no bracket twice" });
  return { root, problems: reader.problems };
}
