import type { ErrorCode } from "yaml";
import type { Problem } from "./problem.js";
import { lineAround, quotedEntry } from "./quote-line.js";

const INDENT = "indent the entries of one mapping or list by the same number of spaces, and close every bracket";
const QUOTE = "put quotes around the value";
const NAME = "write the anchor's name after & or *, or put quotes around a value that begins with one";

/** What to do about each of the parser's errors, where its place in the text does not say more. */
const FIXES: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "write the alias alone: it takes no anchor and no tag of its own",
  BAD_ALIAS: NAME,
  BAD_COLLECTION_TYPE: "remove the tag",
  BAD_DIRECTIVE: "remove the line that begins with %",
  BAD_DQ_ESCAPE: "write \\\\ for a backslash, or use single quotes, which have no escapes",
  BAD_INDENT: INDENT,
  BAD_PROP_ORDER: "write the anchor or tag after the dash or question mark",
  BAD_SCALAR_START: QUOTE,
  BLOCK_AS_IMPLICIT_KEY: INDENT,
  BLOCK_IN_FLOW: "within [ ] and { }, write lists and mappings with brackets too",
  DUPLICATE_KEY: "remove one of the two",
  IMPOSSIBLE: INDENT,
  KEY_OVER_1024_CHARS: "shorten the key to at most 1024 characters",
  MISSING_CHAR: "write `key: value`, with a space after the colon, and close every quote and bracket",
  MULTILINE_IMPLICIT_KEY: "write `key: value` on one line, with a space after the colon",
  MULTIPLE_ANCHORS: "keep one anchor",
  MULTIPLE_DOCS: "put each document into a file of its own",
  MULTIPLE_TAGS: "keep one tag",
  NON_STRING_KEY: "put quotes around the key",
  RESOURCE_EXHAUSTION: "remove the levels that no field needs",
  TAB_AS_INDENT: "indent with spaces; YAML allows no tabs there",
  TAG_RESOLVE_FAILED: "remove the tag",
  UNEXPECTED_TOKEN: INDENT,
};

interface Wording {
  readonly message: string;
  readonly fix: string;
}

function unclosed(bracket: string): Wording {
  const message = `${bracket === "]" ? "a list that began with [" : "a mapping that began with {"} is not closed before this`;
  return { message, fix: `write the missing ${bracket}, and indent what stands within the brackets` };
}

/** The parser's sentences that speak of its own insides, in words of the document. */
const WORDINGS: readonly (readonly [RegExp, (said: string) => Wording])[] = [
  [/end with a ([\]}])/, unclosed],
  [
    /^Unexpected flow-\w+-end token.*"([\]}])"$/,
    (bracket) => ({
      message: `this ${bracket} closes nothing`,
      fix: `remove it, or write the ${bracket === "]" ? "[" : "{"} that it closes`,
    }),
  ],
  [
    /at node end$/,
    () => ({
      message: "something follows a value that is complete",
      fix: "put quotes around the whole value, or indent this like the entries it belongs to",
    }),
  ],
  [/^Missing closing (["'])quote$/, (quote) => ({ message: `this ${quote} is never closed`, fix: `write the closing ${quote}` })],
  [/^Nested mappings|^A block sequence may not/, () => ({ message: "the indentation fits no entry above", fix: FIXES.BAD_INDENT })],
  [/^Implicit (?:map )?keys/, () => ({ message: "this is not an entry of the form `key: value`", fix: FIXES.MISSING_CHAR })],
];

/** The parser's sentence, begun in lower case, without its own quotation of the text: the frame shows that. */
function wordingOf(message: string, code: ErrorCode): Wording {
  for (const [pattern, word] of WORDINGS) {
    const found = pattern.exec(message);
    if (found !== null) return word(found[1] ?? "");
  }
  return { message: (message.charAt(0).toLowerCase() + message.slice(1)).replace(/: ".*$/s, ""), fix: FIXES[code] };
}

// Where a value can begin, and a character there that no plain text begins with (YAML 1.2, 5.3). Quotes and comments before it end the search.
const RESERVED = /^(?:[^"'#]*(?:[:,-]\s+|[{[]\s*)|\s*)([*@`%])([^\s,\]}]*)/;

/** An unquoted `*` or a reserved character, at or before the error on its line: where it stands, else -1. An alias of an anchor is none. */
function reservedStart(text: string, offset: number): number {
  const { before } = lineAround(text, offset);
  const start = offset - before.length;
  const [line = ""] = text.slice(start, offset + 1).split("\n", 1);
  const found = RESERVED.exec(line);
  if (found === null) return -1;
  const [all, character = "", rest = ""] = found;
  const anchored = character === "*" && rest !== "" && text.includes(`&${rest}`);
  return anchored ? -1 : start + all.length - rest.length - 1;
}

function reservedMessage(character: string): string {
  return character === "*"
    ? "an unquoted * begins a YAML alias, not a text"
    : `a text without quotes cannot begin with ${character} in YAML`;
}

/** `path: /a: b`: the value holds what YAML takes for a second key. */
function nestedStart(text: string, offset: number, code: ErrorCode): number {
  const { before, after } = lineAround(text, offset);
  return code === "BLOCK_AS_IMPLICIT_KEY" && /\S/.test(before) && /: /.test(after) ? offset : -1;
}

function runBefore(text: string, end: number, character: string): number {
  let start = end;
  while (start > 0 && text[start - 1] === character) start -= 1;
  return end - start;
}

/** Behind the quote that was opened there are only escaped ones: \\" in double quotes, '' in single ones (YAML 1.2, 7.3). */
function lastOpened(text: string, end: number, quote: string): number {
  let at = text.lastIndexOf(quote, end - 1);
  while (at >= 0) {
    const run = quote === '"' ? runBefore(text, at, "\\") : runBefore(text, at, quote);
    const opened = quote === '"' ? at : at - run;
    if (run % 2 === 0) return opened;
    at = opened === 0 ? -1 : text.lastIndexOf(quote, opened - 1);
  }
  return -1;
}

/** The parser finds an open quote at the end of the text; the person finds it where it was opened. */
function openingQuote(text: string, offset: number, message: string): number {
  const quote = /^Missing closing (["'])quote$/.exec(message)?.[1];
  const opened = quote === undefined ? -1 : lastOpened(text, offset, quote);
  return opened === -1 ? offset : opened;
}

interface Advice extends Wording {
  readonly start: number;
}

function advise(text: string, code: ErrorCode, offset: number, message: string): Advice {
  const reserved = reservedStart(text, offset);
  if (reserved !== -1) return { start: reserved, message: reservedMessage(text.charAt(reserved)), fix: quotedEntry(text, reserved) };
  const nested = nestedStart(text, offset, code);
  if (nested !== -1)
    return { start: nested, message: "a text that holds a colon and a space needs quotes", fix: quotedEntry(text, nested) };
  // The parser calls a tab by what it broke, not by its name.
  const tab = /^\s*\t/.test(lineAround(text, offset).before + text.charAt(offset));
  if (tab) return { start: offset, message: "a tab where YAML wants spaces", fix: FIXES.TAB_AS_INDENT };
  return { start: openingQuote(text, offset, message), ...wordingOf(message, code) };
}

/** What the parser refused, as a problem with a sentence and a way out. */
export function syntaxProblem(text: string, code: ErrorCode, offset: number, message: string): Problem {
  const { start, message: said, fix } = advise(text, code, offset, message);
  return { code: "yaml-malformed", message: `malformed YAML: ${said}`, start, end: start + 1, path: [], fix };
}
