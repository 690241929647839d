import type { SourceSpan } from "../diagnostics/diagnostic.js";
import { type Family, readAddress } from "../model/address.js";
import type { Block, KeepalivedFile } from "./read-keepalived.js";
import { find, findAll, findLast, type Word } from "./text.js";

/** A value with its place; where the file does not say it, keepalived's default with the place of the instance's name. */
export interface Setting<T> {
  readonly value: T;
  readonly at: SourceSpan;
  readonly given: boolean;
}

/** An address that an instance names. */
export interface NamedAddress {
  /** In its one text, without a prefix length; as written where it is none. */
  readonly text: string;
  readonly family: Family | null;
  readonly at: SourceSpan;
}

/** A tracker as an instance uses it. A weight of 0 makes its failure a fault; null: the weight is not one number (a file's content). */
export interface UsedTracker {
  readonly kind: TrackerKind;
  readonly name: string;
  readonly weight: Setting<number | null>;
}

export interface Instance {
  readonly machine: string;
  readonly name: string;
  readonly at: SourceSpan;
  readonly lines: readonly Block[];
  readonly family: Family | null;
  readonly state: Setting<string>;
  readonly interface: Setting<string>;
  readonly virtualRouterId: Setting<number>;
  readonly version: Setting<number>;
  readonly priority: Setting<number>;
  /** In seconds, as written. */
  readonly interval: Setting<number>;
  readonly noPreempt: Word | null;
  readonly preemptDelay: Word | null;
  readonly source: NamedAddress | null;
  /** Null: multicast. */
  readonly peers: readonly NamedAddress[] | null;
  readonly addresses: readonly NamedAddress[];
  readonly excluded: readonly NamedAddress[];
  readonly trackers: readonly UsedTracker[];
  /** Words that stand where a number must, and are none: each counts as if it were not there. */
  readonly garbled: readonly Word[];
}

export type TrackerKind = "script" | "process" | "interface" | "file";

/** The block that defines a tracker of a kind; an interface needs none. `vrrp_track_file` is the older name of `track_file`. */
const definitions: Readonly<Record<TrackerKind, readonly string[]>> = {
  script: ["vrrp_script"],
  process: ["vrrp_track_process"],
  interface: [],
  file: ["vrrp_track_file", "track_file"],
};

export const trackerKinds: readonly TrackerKind[] = ["script", "process", "interface", "file"];

export interface TrackerDefinition {
  readonly kind: TrackerKind;
  readonly name: string;
  readonly at: SourceSpan;
  readonly lines: readonly Block[];
}

/** The trackers that a file defines. */
export const trackersOf = ({ entries }: KeepalivedFile): readonly TrackerDefinition[] =>
  entries.flatMap(({ keyword, values: [name], block }) => {
    const kind = trackerKinds.find((each) => definitions[each].includes(keyword.text));
    return kind === undefined || block === null || name === undefined ? [] : [{ kind, name: name.text, at: name.at, lines: block }];
  });

/** An address that every network may have again (RFC 4291 section 2.5.6; RFC 3927). */
export const isLinkLocal = (text: string): boolean => /^(?:fe[89ab][0-9a-f]:|169\.254\.)/.test(text);

const withoutPrefix = (text: string): string => (text.includes("/") ? text.slice(0, text.indexOf("/")) : text);

function namedAddress({ text, at }: Word): NamedAddress {
  const address = readAddress(withoutPrefix(text));
  return { text: address?.text ?? text, family: address?.family ?? null, at };
}

/** The addresses of a block, its first words; several blocks of one keyword add up. Bare numbers and the like before them are options. */
const addressesIn = (lines: readonly Block[], keyword: string): readonly NamedAddress[] =>
  findAll(lines, keyword).flatMap(({ block }) => (block ?? []).map((line) => namedAddress(line.keyword)));

function weightWord(words: readonly Word[]): Word | null {
  const index = words.findIndex(({ text }) => text === "weight");
  return index === -1 ? null : (words[index + 1] ?? null);
}

const isNumber = ({ text }: Word): boolean => text !== "" && !Number.isNaN(Number(text));

function weightOf(entry: Block, kind: TrackerKind, definition: TrackerDefinition | undefined): Setting<number | null> {
  const defined = definition === undefined ? null : (findLast(definition.lines, "weight")?.values[0] ?? null);
  const word = weightWord(entry.values) ?? defined;
  if (word !== null) return { value: kind === "file" || !isNumber(word) ? null : Number(word.text), at: word.at, given: true };
  return { value: kind === "file" ? null : 0, at: entry.keyword.at, given: false };
}

type Definitions = ReadonlyMap<string, TrackerDefinition>;

/** The trackers that the lines of an instance name. */
function usedTrackers(lines: readonly Block[], defined: Definitions): readonly UsedTracker[] {
  return trackerKinds.flatMap((kind) =>
    findAll(lines, `track_${kind}`).flatMap(({ block }) =>
      (block ?? []).map((entry) => {
        const name = entry.keyword.text;
        const definition = defined.get(`${kind} ${name}`);
        return { kind, name, weight: weightOf(entry, kind, definition) };
      }),
    ),
  );
}

/** The weights of an instance's trackers that are no numbers, where the trackers are used or where they are defined. */
function garbledWeights(lines: readonly Block[], defined: Definitions): readonly Word[] {
  const uses = trackerKinds.flatMap((kind) =>
    findAll(lines, `track_${kind}`).flatMap(({ block }) =>
      (block ?? []).flatMap((entry) => {
        const own = weightWord(entry.values);
        const definition = defined.get(`${kind} ${entry.keyword.text}`);
        return kind === "file" ? [] : [own ?? findLast(definition?.lines ?? [], "weight")?.values[0] ?? null];
      }),
    ),
  );
  return uses.filter((word) => word !== null).filter((word) => !isNumber(word));
}

/** keepalived.conf(5): IPv6 has no VRRPv2, so version 3 is taken there whatever the default is. */
function versionOf(general: Word | null, lines: readonly Block[], family: Family | null, at: SourceSpan): Setting<number> {
  const own = findLast(lines, "version")?.values[0];
  if (own !== undefined && isNumber(own)) return { value: Number(own.text), at: own.at, given: true };
  if (general !== null && isNumber(general)) return { value: Number(general.text), at: general.at, given: true };
  return { value: family === "ipv6" ? 3 : 2, at, given: false };
}

/** A line of global_defs; null where it is not set. */
export function globalSetting({ entries }: KeepalivedFile, keyword: string): Block | null {
  return findLast(
    findAll(entries, "global_defs").flatMap(({ block }) => block ?? []),
    keyword,
  );
}

interface Surroundings {
  readonly machine: string;
  readonly version: Word | null;
  readonly defined: Definitions;
}

function readInstance(entry: Block, { machine, version, defined }: Surroundings): Instance {
  const lines = entry.block ?? [];
  const { text: name, at } = entry.values[0] ?? entry.keyword;
  const word = (keyword: string): Word | null => findLast(lines, keyword)?.values[0] ?? null;
  const number = (keyword: string, fallback: number): Setting<number> => {
    const found = word(keyword);
    return found === null || !isNumber(found)
      ? { value: fallback, at: found?.at ?? at, given: false }
      : { value: Number(found.text), at: found.at, given: true };
  };
  const numbers = [...["virtual_router_id", "priority", "advert_int", "version"].map(word), version].filter((each) => each !== null);
  const text = (keyword: string, fallback: string): Setting<string> => {
    const found = word(keyword);
    return found === null ? { value: fallback, at, given: false } : { value: found.text, at: found.at, given: true };
  };
  const addresses = addressesIn(lines, "virtual_ipaddress");
  const peers = find(lines, "unicast_peer") === null ? null : addressesIn(lines, "unicast_peer");
  const source = word("unicast_src_ip");
  const family = [...addresses, ...(peers ?? [])].find((each) => each.family !== null)?.family ?? null;
  return {
    machine,
    name,
    at,
    lines,
    family,
    state: text("state", "BACKUP"),
    interface: text("interface", ""),
    virtualRouterId: number("virtual_router_id", Number.NaN),
    version: versionOf(version, lines, family, at),
    priority: number("priority", 100),
    interval: number("advert_int", 1),
    noPreempt: findLast(lines, "nopreempt")?.keyword ?? null,
    preemptDelay: word("preempt_delay"),
    source: source === null ? null : namedAddress(source),
    peers,
    addresses,
    excluded: addressesIn(lines, "virtual_ipaddress_excluded"),
    trackers: usedTrackers(lines, defined),
    garbled: [...numbers.filter((each) => !isNumber(each)), ...garbledWeights(lines, defined)],
  };
}

/** The VRRP instances of a machine. */
export function instancesOf(machine: string, file: KeepalivedFile): readonly Instance[] {
  const defined = new Map(trackersOf(file).map((each) => [`${each.kind} ${each.name}`, each]));
  const version = globalSetting(file, "vrrp_version")?.values[0] ?? null;
  return findAll(file.entries, "vrrp_instance").map((entry) => readInstance(entry, { machine, version, defined }));
}
