/**
 * Reads keepalived.conf as keepalived does (keepalived.conf(5), "Configuration file format"), independently of how it was written.
 * Variables, conditions, sequences and escapes are refused: no rendered file has one, so a value that reaches them has escaped.
 */
export interface KeepalivedEntry {
  readonly words: readonly string[];
  /** What stands between the braces behind it; null for a plain line. */
  readonly block: readonly KeepalivedEntry[] | null;
}

/** Tried on 2.2.7: at the beginning of a line it repeats the line; within one it is a text like any other. */
const sequence = /^~(SEQ|LST)\(/;
/** keepalived reads 1023 bytes at a time: what is behind them is a line of its own. */
const longestLine = 1023;

/** Why keepalived reads a line and what follows it otherwise than as two lines, also where it ends in a comment; null for one that is whole. */
export function lineTrouble(line: string): string | null {
  if (new TextEncoder().encode(line).length > longestLine) return "is read as two lines";
  return line.endsWith("\\") ? "goes on in the next line" : null;
}

/** The words of a line without its comment; braces outside quotes are words of their own. */
export function keepalivedWords(line: string): string[] {
  const trouble = lineTrouble(line);
  if (trouble !== null) throw new Error(`${line.slice(0, 80)} ${trouble}`);
  const words: string[] = [];
  let word: string | null = null;
  let quoted = false;
  const end = (): void => {
    if (word !== null) words.push(word);
    word = null;
  };
  for (const character of line) {
    if (/[\0\r\\]/.test(character) || character === "$") throw new Error(`${JSON.stringify(character)} in ${line}`);
    // A quote within a word would begin another word.
    if (character === '"' && !quoted && word !== null) throw new Error(`a quote within a word in ${line}`);
    if (character === '"') {
      quoted = !quoted;
      word ??= "";
    } else if (quoted) word = `${word ?? ""}${character}`;
    else if (character === "#" || character === "!") break;
    else if (/[ \t]/.test(character)) end();
    else word = `${word ?? ""}${character}`;
  }
  if (quoted) throw new Error(`an open quote in ${line}`);
  end();
  if (words[0] !== undefined && sequence.test(words[0])) throw new Error(`a sequence in ${line}`);
  if (words[0]?.startsWith("@") === true) throw new Error(`a condition in ${line}`);
  // keepalived takes quotes off before it looks for braces: a lone quoted one ends the block all the same.
  if (words.some((each) => /[{}]/.test(each) && each.length > 1)) throw new Error(`a brace within a word in ${line}`);
  return words;
}

/** The entries of a file. Throws where blocks do not balance. */
export function readKeepalived(text: string): KeepalivedEntry[] {
  if (!text.endsWith("\n")) throw new Error("keepalived.conf has no line end at its end");
  const root: KeepalivedEntry[] = [];
  const open: KeepalivedEntry[][] = [root];
  for (const line of text.split("\n")) {
    const words = keepalivedWords(line);
    const current = open.at(-1);
    if (words.length === 0 || current === undefined) continue;
    if (words[0] === "}") {
      if (words.length > 1 || open.length === 1) throw new Error(`an unexpected } in ${line}`);
      open.pop();
    } else if (words.at(-1) === "{") {
      const block: KeepalivedEntry[] = [];
      current.push({ words: words.slice(0, -1), block });
      open.push(block);
    } else current.push({ words, block: null });
  }
  if (open.length > 1) throw new Error("a block is open at the end");
  return root;
}

const entriesOf = (entries: readonly KeepalivedEntry[], keyword: string): readonly KeepalivedEntry[] =>
  entries.filter(({ words }) => words[0] === keyword);

/** The words behind the one line of a keyword; null without one. */
export function wordsBehind(entries: readonly KeepalivedEntry[], keyword: string): readonly string[] | null {
  const [entry, ...others] = entriesOf(entries, keyword);
  if (others.length > 0) throw new Error(`${keyword} stands twice`);
  return entry === undefined ? null : entry.words.slice(1);
}

/** The lines of the one block of a keyword; none without one. */
export function blockOf(entries: readonly KeepalivedEntry[], keyword: string): readonly KeepalivedEntry[] {
  const [entry, ...others] = entriesOf(entries, keyword);
  if (others.length > 0) throw new Error(`${keyword} stands twice`);
  return entry?.block ?? [];
}

/** A VRRP instance as its text says it. */
export interface VrrpText {
  readonly name: string;
  readonly state: string;
  readonly interface: string;
  readonly virtualRouterId: number;
  readonly version: number;
  readonly priority: number;
  readonly interval: string;
  readonly noPreempt: boolean;
  readonly preemptDelay: string | null;
  readonly source: string;
  readonly peers: readonly string[];
  readonly addresses: readonly string[];
  readonly authentication: readonly (readonly string[])[];
  /** Each tracker with its weight; null makes its failure a fault. */
  readonly processes: readonly Tracker[];
  readonly scripts: readonly Tracker[];
  readonly notify: string | null;
}

export interface Tracker {
  readonly name: string;
  readonly weight: number | null;
}

function trackersOf(entries: readonly KeepalivedEntry[], keyword: string): Tracker[] {
  return blockOf(entries, keyword).map(({ words: [name = "", option, weight] }) => ({
    name,
    weight: option === "weight" ? Number(weight) : null,
  }));
}

const firstOf = (entries: readonly KeepalivedEntry[], keyword: string): string => wordsBehind(entries, keyword)?.[0] ?? "";

export function instancesOf(file: readonly KeepalivedEntry[]): VrrpText[] {
  return entriesOf(file, "vrrp_instance").map(({ words, block }): VrrpText => {
    const lines = block ?? [];
    return {
      name: words[1] ?? "",
      state: firstOf(lines, "state"),
      interface: firstOf(lines, "interface"),
      virtualRouterId: Number(firstOf(lines, "virtual_router_id")),
      version: Number(firstOf(lines, "version")),
      priority: Number(firstOf(lines, "priority")),
      interval: firstOf(lines, "advert_int"),
      noPreempt: wordsBehind(lines, "nopreempt") !== null,
      preemptDelay: wordsBehind(lines, "preempt_delay")?.[0] ?? null,
      source: firstOf(lines, "unicast_src_ip"),
      peers: blockOf(lines, "unicast_peer").map((each) => each.words[0] ?? ""),
      addresses: blockOf(lines, "virtual_ipaddress").map((each) => each.words[0] ?? ""),
      authentication: blockOf(lines, "authentication").map((each) => each.words),
      processes: trackersOf(lines, "track_process"),
      scripts: trackersOf(lines, "track_script"),
      notify: wordsBehind(lines, "notify")?.[0] ?? null,
    };
  });
}
