/**
 * Reads haproxy.cfg as HAProxy does (configuration manual, section 2.2, "Quoting and escaping"), independently of how it was written.
 * What a rendered file has no use for, `$` variables and escapes that name a byte, is refused: a value that reaches them has escaped its quotes.
 */
export interface HaproxyLine {
  readonly words: readonly string[];
}

export interface HaproxySection {
  readonly keyword: string;
  readonly name: string;
  readonly lines: readonly HaproxyLine[];
}

const sectionKeywords: ReadonlySet<string> = new Set([
  "global",
  "defaults",
  "frontend",
  "backend",
  "listen",
  "peers",
  "resolvers",
  "userlist",
  "program",
  "cache",
  "ring",
]);

/** Outside single quotes a backslash takes the meaning from these; before any other character it stands for itself. */
const escapable = (character: string, inDouble: boolean): boolean =>
  inDouble ? '"\\$# '.includes(character) : `"'\\# `.includes(character);

type Quote = '"' | "'" | null;

/** The words of a line without its comment. Throws at what no rendered line has. */
export function haproxyWords(line: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote: Quote = null;
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    const next = line.charAt(index + 1);
    if (character === "\0" || character === "\r") throw new Error(`control character in ${JSON.stringify(line)}`);
    if (quote === null && character === "#") break;
    if (quote === null && /[ \t\v\f]/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (quote !== "'" && character === "\\" && /[nrtx]/.test(next)) throw new Error(`an escape that names a byte in ${line}`);
    else if (quote !== "'" && character === "\\" && escapable(next, quote === '"') && next !== "") {
      word = `${word ?? ""}${next}`;
      index += 1;
    } else if ((character === '"' && quote !== "'") || (character === "'" && quote !== '"')) {
      quote = quote === null ? character : null;
      word ??= "";
    } else if (character === "$" && quote === '"') throw new Error(`a variable in ${line}`);
    else word = `${word ?? ""}${character}`;
  }
  if (quote !== null) throw new Error(`an open quote in ${line}`);
  return word === null ? words : [...words, word];
}

/** The sections of a file. Throws where HAProxy would end with an error of syntax. */
export function readHaproxy(text: string): HaproxySection[] {
  if (!text.endsWith("\n")) throw new Error("haproxy.cfg has no line end at its end");
  const sections: { keyword: string; name: string; lines: HaproxyLine[] }[] = [];
  for (const line of text.split("\n")) {
    const words = haproxyWords(line);
    const [keyword, name = ""] = words;
    if (keyword === undefined) continue;
    if (sectionKeywords.has(keyword)) sections.push({ keyword, name, lines: [] });
    else {
      const section = sections.at(-1);
      if (section === undefined) throw new Error(`${keyword} stands in no section`);
      section.lines.push({ words });
    }
  }
  return sections;
}

/** The section of a kind and name; throws where there is not exactly one. */
export function sectionOf(sections: readonly HaproxySection[], keyword: string, name: string): HaproxySection {
  const [section, ...others] = sections.filter((each) => each.keyword === keyword && each.name === name);
  if (section === undefined || others.length > 0)
    throw new Error(`${others.length + (section === undefined ? 0 : 1)} sections "${keyword} ${name}"`);
  return section;
}

/** The words behind a keyword, of each line that begins with it. */
export const valuesOf = (section: HaproxySection, ...keyword: readonly string[]): (readonly string[])[] =>
  section.lines.flatMap(({ words }) => (keyword.every((word, index) => words[index] === word) ? [words.slice(keyword.length)] : []));

/** A server line, read by keyword. */
export interface HaproxyServer {
  readonly name: string;
  readonly socket: string;
  readonly weight: number;
  readonly disabled: boolean;
}

export function serversOf(backend: HaproxySection): HaproxyServer[] {
  return valuesOf(backend, "server").map(([name = "", socket = "", ...options]) => {
    const at = options.indexOf("weight");
    return { name, socket, weight: at < 0 ? 1 : Number(options[at + 1]), disabled: options.includes("disabled") };
  });
}
