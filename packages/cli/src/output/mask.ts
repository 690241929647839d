import type { OutputFile } from "./layout.js";

/*
 * What a person may see of a file on disk whose rendered form holds secrets, or that held some earlier. The secret on disk need
 * not be the one we know: a password is rotated, a person edits the file. So nothing is shown because it is not a known secret;
 * a line is shown because it is known to be public, and of the others only the words that the rendered file has in public too.
 */

export const hidden = "<hidden>";

const wordsOf = (line: string): readonly string[] => line.split(/\s+/).filter((word) => word !== "");

/** The words of a line before its first secret: what introduces the secret on disk as well. */
function introduction(line: string, redacted: string): readonly string[] {
  let same = 0;
  while (same < line.length && line[same] === redacted[same]) same += 1;
  return wordsOf(redacted.slice(0, same).replace(/\S+$/, ""));
}

interface Known {
  /** Line as rendered → line as shown. */
  readonly lines: ReadonlyMap<string, string>;
  readonly introductions: readonly (readonly string[])[];
  readonly words: ReadonlySet<string>;
}

function knownOf(lines: readonly string[], redacted: readonly string[]): Known {
  const pairs = lines.map((line, index) => [line, redacted[index] ?? hidden] as const);
  const open = pairs.filter(([line, shown]) => line === shown);
  const secret = pairs.filter(([line, shown]) => line !== shown);
  return {
    // The redacted form shows as itself; where a public line equals one with a secret in it, the masked form wins.
    lines: new Map([...redacted.map((line) => [line, line] as const), ...open, ...secret]),
    introductions: secret.map(([line, shown]) => introduction(line, shown)),
    words: new Set(redacted.flatMap(wordsOf)),
  };
}

function maskLine(line: string, { lines, introductions, words }: Known): string {
  const known = lines.get(line);
  if (known !== undefined) return known;
  const indent = /^\s*/.exec(line)?.[0] ?? "";
  const own = wordsOf(line);
  const introduced = introductions.find((start) => start.every((word, index) => own[index] === word));
  if (introduced !== undefined) return own.length === introduced.length ? line : `${indent}${[...introduced, hidden].join(" ")}`;
  return `${indent}${own.map((word) => (words.has(word) ? word : hidden)).join(" ")}`;
}

/** A text found on disk at the path of a rendered file, with everything masked that may be a secret of today or of an earlier day. */
export function maskFound(found: string, rendered: OutputFile): string {
  const lines = rendered.text.split("\n");
  const redacted = rendered.redacted.split("\n");
  // Masks stay within their line. Should one not, lines cannot be matched, and none is known to be public.
  const known =
    lines.length === redacted.length ? knownOf(lines, redacted) : { lines: new Map(), introductions: [[]], words: new Set<string>() };
  return found
    .split("\n")
    .map((line) => maskLine(line, known))
    .join("\n");
}
