import type { SourceSpan } from "../diagnostics/diagnostic.js";
import { type Family, readAddress } from "../model/address.js";
import type { HaproxyFile, HaproxySection } from "./read-haproxy.js";
import { type Directive, find, findAll, findLast, type Word } from "./text.js";

/** A frontend, backend or listen section with the defaults that it takes. */
export interface HaproxyProxy {
  readonly kind: "frontend" | "backend" | "listen";
  readonly name: string;
  readonly at: SourceSpan;
  readonly lines: readonly Directive[];
  readonly defaults: HaproxySection | null;
}

/** One address and port that a proxy listens on. */
export interface Bind {
  /** Null for every address of a family, or of both. */
  readonly address: { readonly family: Family; readonly text: string } | null;
  /** As written: a number, a range, or nothing for a socket's path. */
  readonly port: string;
  readonly tls: boolean;
  readonly transparent: boolean;
  readonly transport: "tcp" | "udp";
  /** The one interface that it listens on; null for every one. */
  readonly interface: string | null;
  readonly at: SourceSpan;
}

/** A server line with the words of every `default-server` before it. */
export interface Server {
  readonly name: string;
  readonly port: number | null;
  readonly checkPort: number | null;
  readonly checked: boolean;
  readonly sendsProxy: boolean;
  readonly checkSendsProxy: boolean;
  /** TLS is spoken with it. */
  readonly tls: boolean;
  readonly at: SourceSpan;
}

const kinds = ["frontend", "backend", "listen"] as const;

/** The `defaults` that each section takes: the one it names with `from`, else the last before it (configuration manual, section 4). */
class Defaults {
  readonly #named = new Map<string, HaproxySection>();
  #last: HaproxySection | null = null;

  add(section: HaproxySection): void {
    this.#last = section;
    this.#named.set(section.values[0]?.text ?? "", section);
  }

  of({ values }: HaproxySection): HaproxySection | null {
    const from = values.findIndex(({ text }) => text === "from");
    return from === -1 ? this.#last : (this.#named.get(values[from + 1]?.text ?? "") ?? null);
  }
}

/** Every proxy of a file, in the file's order. */
export function proxiesOf({ sections }: HaproxyFile): readonly HaproxyProxy[] {
  const defaults = new Defaults();
  return sections.flatMap((section): readonly HaproxyProxy[] => {
    if (section.keyword.text === "defaults") defaults.add(section);
    const kind = kinds.find((each) => each === section.keyword.text);
    if (kind === undefined) return [];
    const [name = section.keyword] = section.values;
    return [{ kind, name: name.text, at: name.at, lines: section.lines, defaults: defaults.of(section) }];
  });
}

/** The last line with a keyword in the section itself, else in its defaults. */
export const settingOf = (proxy: HaproxyProxy, keyword: string): Directive | null =>
  findLast(proxy.lines, keyword) ?? findLast(proxy.defaults?.lines ?? [], keyword);

/** `mode tcp` where nothing is said (configuration manual, `mode`). */
export const modeOf = (proxy: HaproxyProxy): string => settingOf(proxy, "mode")?.values[0]?.text ?? "tcp";

type Timeouts = ReadonlyMap<string, number | null>;
const known = new WeakMap<readonly Directive[], Timeouts>();

function timeoutsIn(lines: readonly Directive[]): Timeouts {
  const found =
    known.get(lines) ??
    new Map(findAll(lines, "timeout").map(({ values }) => [values[0]?.text ?? "", readTime(values[1]?.text ?? "") ?? Number.NaN]));
  known.set(lines, found);
  return found;
}

/** The value of a timeout, in milliseconds; null where it is not set, or set to 0, which is none; NaN for what is no time, a variable say. Without a unit it is milliseconds. */
export function timeoutOf(proxy: HaproxyProxy, name: string): number | null {
  const milliseconds = timeoutsIn(proxy.lines).get(name) ?? timeoutsIn(proxy.defaults?.lines ?? []).get(name) ?? null;
  return milliseconds === 0 ? null : milliseconds;
}

const units: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A time of haproxy.cfg (configuration manual, section 2.5) in milliseconds; null for what is none. */
export function readTime(text: string): number | null {
  const [, digits, unit] = /^(\d{1,15})(us|ms|s|m|h|d)?$/.exec(text) ?? [];
  return digits === undefined ? null : Number(digits) * (units[unit ?? "ms"] ?? 1);
}

/** The address and the port of `192.0.2.1:80`, `[2001:db8::1]:80`, `ipv4@192.0.2.1:80`, `:80`, `*:80`. */
function splitSocket(socket: string): { readonly address: Bind["address"]; readonly port: string } {
  const text = socket.replace(/^(ipv[46]|tcp[46]?|quic[46])@/, "");
  const colon = text.lastIndexOf(":");
  const host = text.slice(0, Math.max(0, colon)).replace(/^\[(.*)\]$/, "$1");
  const address = readAddress(host);
  const any = address?.text === "0.0.0.0" || address?.text === "::";
  return { address: any ? null : address, port: colon === -1 ? "" : text.slice(colon + 1) };
}

/** What a proxy listens on: one entry for each address of each `bind` line. */
export function bindsOf(proxy: HaproxyProxy): readonly Bind[] {
  return findAll(proxy.lines, "bind").flatMap(({ values: [sockets, ...options] }) => {
    if (sockets === undefined) return [];
    const has = (option: string): boolean => options.some(({ text }) => text === option);
    const after = (option: string): string | null => {
      const index = options.findIndex(({ text }) => text === option);
      return index === -1 ? null : (options[index + 1]?.text ?? null);
    };
    return sockets.text.split(",").map((socket) => ({
      ...splitSocket(socket),
      tls: has("ssl"),
      transparent: has("transparent"),
      transport: /^(?:quic|udp)/.test(socket) ? "udp" : "tcp",
      interface: after("interface"),
      at: sockets.at,
    }));
  });
}

const portOf = (text: string | undefined): number | null => (text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : null);

interface Options {
  readonly checked: boolean;
  readonly sendsProxy: boolean;
  /** Null: as the traffic does. */
  readonly checkSendsProxy: boolean | null;
  readonly checkPort: number | null;
  readonly ownTarget: boolean;
  readonly tls: boolean;
}

const noOptions: Options = { checked: false, sendsProxy: false, checkSendsProxy: null, checkPort: null, ownTarget: false, tls: false };

/** What words of a server line change; the later of two opposite ones holds (configuration manual, section 5.2). */
const optionWords: Readonly<Record<string, (next: string | undefined) => Partial<Options>>> = {
  check: () => ({ checked: true }),
  "no-check": () => ({ checked: false }),
  "send-proxy": () => ({ sendsProxy: true }),
  "no-send-proxy": () => ({ sendsProxy: false }),
  "send-proxy-v2": () => ({ sendsProxy: true }),
  "no-send-proxy-v2": () => ({ sendsProxy: false }),
  "send-proxy-v2-ssl": () => ({ sendsProxy: true }),
  "send-proxy-v2-ssl-cn": () => ({ sendsProxy: true }),
  "check-send-proxy": () => ({ checkSendsProxy: true }),
  "no-check-send-proxy": () => ({ checkSendsProxy: false }),
  port: (next) => ({ checkPort: portOf(next), ownTarget: true }),
  addr: () => ({ ownTarget: true }),
  ssl: () => ({ tls: true }),
  "no-ssl": () => ({ tls: false }),
};

function withWords(options: Options, words: readonly Word[]): Options {
  let result = options;
  for (const [index, { text }] of words.entries()) {
    const change = Object.hasOwn(optionWords, text) ? optionWords[text] : undefined;
    if (change !== undefined) result = { ...result, ...change(words[index + 1]?.text) };
  }
  return result;
}

const defaultServer = (options: Options, lines: readonly Directive[]): Options =>
  findAll(lines, "default-server").reduce((sum, { values }) => withWords(sum, values), options);

const general = new WeakMap<HaproxySection, Options>();

/** What `default-server` says in a `defaults` section, read once for all the proxies that take it. */
function defaultOptions(section: HaproxySection | null): Options {
  if (section === null) return noOptions;
  const options = general.get(section) ?? defaultServer(noOptions, section.lines);
  general.set(section, options);
  return options;
}

/** The servers of a proxy. By the manual a check speaks PROXY protocol as the traffic does, unless it has a port or an address of its own. */
export function serversOf(proxy: HaproxyProxy): readonly Server[] {
  const given = defaultServer(defaultOptions(proxy.defaults), proxy.lines);
  return findAll(proxy.lines, "server").map(({ keyword, values: [name, socket, ...words] }) => {
    const { checked, sendsProxy, checkSendsProxy, checkPort, ownTarget, tls } = withWords(given, words);
    return {
      name: name?.text ?? "",
      port: portOf(splitSocket(socket?.text ?? "").port),
      checkPort,
      checked,
      sendsProxy,
      checkSendsProxy: checkSendsProxy ?? (sendsProxy && !ownTarget),
      tls,
      at: name?.at ?? keyword.at,
    };
  });
}

/** The backends that a proxy sends to, by name; a listen section sends to itself. */
export function targetsOf(proxy: HaproxyProxy): readonly string[] {
  const named = proxy.lines.filter(({ keyword }) => keyword.text === "default_backend" || keyword.text === "use_backend");
  const own = proxy.kind === "listen" && find(proxy.lines, "server") !== null ? [proxy.name] : [];
  return [...own, ...named.flatMap(({ values: [name] }) => (name === undefined ? [] : [name.text]))];
}
