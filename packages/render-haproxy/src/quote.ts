import { type Quoted, quotedText } from "@edgewright/core";

/**
 * The only escaping of haproxy.cfg (configuration manual, section 2.2, "Quoting and escaping"). Each function gives text that is
 * one word of its line. Line breaks cannot reach it: `no-control-characters` refuses them in any string of a document.
 */
const word = quotedText("HaproxyWord");
const line = quotedText("HaproxyLine");

export type HaproxyWord = Quoted<"HaproxyWord">;
export type HaproxyLine = Quoted<"HaproxyLine">;

export const HaproxyWord = word.schema;
export const HaproxyLine = line.schema;

const lineBreak = /[\r\n\0]/;

function refuseLineBreaks(text: string): string {
  if (lineBreak.test(text)) throw new Error("a value with a line break reached haproxy.cfg: no-control-characters should have refused it");
  return text;
}

/** One word: bare where it may be, else in double quotes, inside which only `"`, `\` and `$` mean something. */
export function quoteWord(text: string): HaproxyWord {
  if (/^[A-Za-z0-9_./:@,+*=[\]-]+$/.test(text)) return word.make(text);
  return word.make(`"${refuseLineBreaks(text).replace(/["\\$]/g, "\\$&")}"`);
}

/** A line of `raw`, as it stands: the document's author answers for it, `raw-stays-in-section` for where it ends. */
export const rawLine = (text: string): HaproxyLine => line.make(refuseLineBreaks(text));

/** An address and a port as `bind` and `server` read them: IPv6 in brackets, since the last colon begins the port. */
export const quoteSocket = (address: string, port: number): HaproxyWord =>
  word.make(address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`);

const units = [
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
] as const;

/** A time in the largest unit that says it exactly (configuration manual, section 2.5). */
export function quoteTime(milliseconds: number): HaproxyWord {
  const unit = units.find(([, size]) => milliseconds % size === 0);
  return word.make(unit === undefined ? `${milliseconds}ms` : `${milliseconds / unit[1]}${unit[0]}`);
}
