import { type Quoted, quotedText } from "@edgewright/core";

/**
 * The only escaping of keepalived.conf (keepalived.conf(5), "Configuration file format"). keepalived knows quotes and no reliable escape
 * within them, and ends a block at a lone quoted brace, so what could mean something is refused before it comes here.
 */
const word = quotedText("KeepalivedWord");
const line = quotedText("KeepalivedLine");

export type KeepalivedWord = Quoted<"KeepalivedWord">;
export type KeepalivedLine = Quoted<"KeepalivedLine">;

export const KeepalivedWord = word.schema;
export const KeepalivedLine = line.schema;

/** Characters that mean nothing to keepalived's parser wherever they stand: no comment, variable, condition, quote or brace. */
const plain = /^[A-Za-z0-9._+:/=%^&*?,-]+$/;

export const isPlainWord = (text: string): boolean => plain.test(text);

/** One word, bare. */
export function plainWord(text: string): KeepalivedWord {
  if (!isPlainWord(text)) throw new Error("a word that keepalived would read otherwise reached keepalived.conf");
  return word.make(text);
}

/** A secret's value, or the words that stand for it where a person looks: those are never read by a daemon. */
export const secretWord = (secret: { readonly name: string; readonly value: string }): KeepalivedWord =>
  word.make(isPlainWord(secret.value) ? secret.value : `"<secret ${secret.name.replace(/[^A-Za-z0-9._/-]/g, "_")}>"`);

/** A path, in quotes: inside them `!` and `#` begin no comment. The model's paths have no quote, backslash, brace or `$`. */
export function quotePath(path: string): KeepalivedWord {
  if (/["\\${}\s]/.test(path)) throw new Error("a path that keepalived would read otherwise reached keepalived.conf");
  return word.make(`"${path}"`);
}

/** A script and its arguments, in quotes as keepalived wants it. */
export const quoteCommand = (command: string, ...options: readonly KeepalivedWord[]): KeepalivedWord =>
  word.make(`"${[plainWord(command), ...options].join(" ")}"`);

/** Milliseconds as the seconds that keepalived counts in, with no more digits than they need. */
export const quoteSeconds = (milliseconds: number): KeepalivedWord => word.make(String(milliseconds / 1000));

/** A line of `raw`, as it stands: `raw-stays-in-block` has looked at its braces. */
export function rawLine(text: string): KeepalivedLine {
  if (/[\r\n\0]/.test(text)) throw new Error("a line break reached keepalived.conf: no-control-characters should have refused it");
  return line.make(text);
}
