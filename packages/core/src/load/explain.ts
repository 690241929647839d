import { parse } from "yaml";
import type { Path, SourceMap } from "../diagnostics/diagnostic.js";
import { linesOf } from "../diagnostics/lines.js";
import { quoted } from "./quote-line.js";

/** Why a value is not of the type that its text suggests, and the entry as it should be written. */
export interface Explanation {
  readonly message: string;
  readonly fix: string;
}

/** No number, boolean or null is longer; what is longer need not be read again. */
const LONGEST = 400;

function writtenAt(source: SourceMap, path: Path, part: "key" | "value"): string | null {
  const span = source.locate(path, part);
  if (span === null || source.text === null) return null;
  const offset = linesOf(source).offsetOf(span);
  return source.text.slice(offset, offset + span.length);
}

/** The entry with another value: under its key as that was written, or as an item of its list. */
function entryWith(source: SourceMap, path: Path, value: string): string {
  if (typeof path.at(-1) === "number") return `- ${value}`;
  return `${writtenAt(source, path, "key") ?? ""}: ${value}`;
}

/** What a plain word is in YAML's core schema, which JSON's numbers and words are part of. */
function meaningOf(word: string): unknown {
  return word.length <= LONGEST && /^[\w.+~-]+$/.test(word) ? parse(word, { schema: "core" }) : undefined;
}

function nameOf(value: unknown): string {
  if (value === null) return "null";
  return typeof value === "number" ? `the number ${value}` : `the boolean ${String(value)}`;
}

/**
 * For "wanted a string": what the unquoted word at the path was read as, and the entry with quotes. `keepalived: 3.10` is the number 3.1.
 * Null where the value is no number, boolean or null, or is not written at that path as a plain word (an alias, a value left out, a module).
 */
export function explainUnquoted(source: SourceMap, path: Path, value: unknown): Explanation | null {
  if (value !== null && typeof value !== "number" && typeof value !== "boolean") return null;
  const word = writtenAt(source, path, "value");
  if (word === null || !Object.is(meaningOf(word), value)) return null;
  return { message: `${word} without quotes is ${nameOf(value)}`, fix: entryWith(source, path, quoted(word)) };
}

// What YAML 1.1 called booleans and YAML 1.2 does not.
const OLD_BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...["yes", "on", "y"].map((word) => [word, true] as const),
  ...["no", "off", "n"].map((word) => [word, false] as const),
]);

/**
 * For "wanted a number" or "wanted a boolean" where a string was given: the quotes that make `"80"` a string, or the word that YAML 1.2 no longer
 * takes for a boolean (`yes`, `off`), and the entry as it should be. Null where the string is neither.
 */
export function explainString(source: SourceMap, path: Path, value: unknown, wanted: "number" | "boolean"): Explanation | null {
  const written = typeof value === "string" ? writtenAt(source, path, "value") : null;
  if (typeof value !== "string" || written === null) return null;
  const old = wanted === "boolean" && written === value ? OLD_BOOLEANS.get(value.toLowerCase()) : undefined;
  if (old !== undefined) return { message: `${value} is a text in YAML 1.2, not a boolean`, fix: entryWith(source, path, String(old)) };
  if (!/^["']/.test(written) || typeof meaningOf(value) !== wanted) return null;
  return { message: `the quotes make ${written} a text`, fix: entryWith(source, path, value) };
}
