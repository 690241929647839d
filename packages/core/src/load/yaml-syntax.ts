import { Composer, type CST, type Document, type ErrorCode, Lexer, Parser } from "yaml";
import { MAX_DEPTH, MAX_LEXEMES } from "./limits.js";
import { type Problem, Refused } from "./problem.js";
import { refuseDeep, refuseLarge } from "./refusals.js";
import { syntaxProblem } from "./yaml-hints.js";

/** The document, the collections, and a scalar in the innermost: what the parser's stack holds at the greatest depth. */
const MAX_STACK = MAX_DEPTH + 2;

/** The parser's tokens up to the first error, with the limits held while it works: afterwards the memory would be spent. */
function* parseTokens(text: string, maxLexemes: number): Generator<CST.Token> {
  const parser = new Parser();
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    lexemes += 1;
    if (lexemes > maxLexemes) refuseLarge(parser.offset);
    let failed = false;
    for (const token of parser.next(lexeme)) {
      failed ||= token.type === "error";
      yield token;
    }
    if (parser.stack.length > MAX_STACK) refuseDeep(parser.offset, []);
    if (failed) break;
  }
  yield* parser.end();
}

type ErrorPlace = number | readonly [number, number] | { readonly offset: number };

function startOf(place: ErrorPlace): number {
  if (typeof place === "number") return place;
  return "offset" in place ? place.offset : place[0];
}

/**
 * A composer that stops at the first error. Left alone it goes on and makes an error of everything that follows from the first (a megabyte of
 * commas is a million), and a person needs only the first. The hook is not in the
 * parser's types; without it the errors would be found at the end, and only the time be lost.
 */
function strictComposer(text: string): Composer {
  const composer = new Composer({ version: "1.2", schema: "core", uniqueKeys: false, logLevel: "silent" });
  let first: Refused | null = null;
  const onError = (place: ErrorPlace, code: ErrorCode, message: string, warning?: boolean): void => {
    if (warning === true) return;
    // Every collection around the error catches what is thrown in it, and comes here again.
    first ??= new Refused(syntaxProblem(text, code, startOf(place), message));
    throw first;
  };
  Object.defineProperty(composer, "onError", { value: onError });
  return composer;
}

function checkDirective({ offset, source }: CST.Directive): void {
  if (!source.startsWith("%YAML") || /^%YAML\s+1\.2(?:\s|$)/.test(source)) return;
  const message = `${source.trim()}: the document is read as YAML 1.2 and as nothing else`;
  throw new Refused({ code: "yaml-version", message, start: offset, end: offset + source.length, path: [], fix: "remove the line" });
}

function refuseSecond({ offset }: CST.Document): never {
  const message = "a second document begins here; one file holds one edge";
  const fix = "put each edge into a file of its own, and remove the --- line";
  throw new Refused({ code: "document-multiple", message, start: offset, end: offset + 3, path: [], fix });
}

/** Hands one token to the composer. It gives a document out only when the next one begins, which is refused before. */
function compose(composer: Composer, token: CST.Token, seen: boolean): void {
  if (token.type === "directive") checkDirective(token);
  if (token.type === "document" && seen) refuseSecond(token);
  composer.next(token).next();
}

/** A bracket that closes nothing is found while the document around it is still open, so an error above it is found later. */
function throwFirst(stray: Problem, thrown: unknown): never {
  throw thrown instanceof Refused && thrown.problem.start < stray.start ? thrown : new Refused(stray);
}

/**
 * One YAML document's nodes, or null where the text holds none (nothing but blanks and comments).
 * Throws `Refused` for a text that is malformed, too deep, too large, of another YAML version, or more than one document.
 */
export function composeYaml(text: string, maxLexemes: number = MAX_LEXEMES): Document.Parsed | null {
  const composer = strictComposer(text);
  let seen = false;
  let stray: Problem | null = null;
  for (const token of parseTokens(text, maxLexemes)) {
    if (token.type === "error") {
      stray ??= syntaxProblem(text, "UNEXPECTED_TOKEN", token.offset, `${token.message}: ${JSON.stringify(token.source)}`);
      continue;
    }
    try {
      compose(composer, token, seen);
    } catch (thrown) {
      if (stray !== null) throwFirst(stray, thrown);
      throw thrown;
    }
    seen ||= token.type === "document";
  }
  if (stray !== null) throw new Refused(stray);
  const [document] = composer.end();
  const [error] = document?.errors ?? [];
  if (error !== undefined) throw new Refused(syntaxProblem(text, error.code, error.pos[0], error.message));
  return document ?? null;
}
