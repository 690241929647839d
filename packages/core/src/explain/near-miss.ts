import { suggest } from "../diagnostics/suggest.js";
import type { Plan, PlanVip } from "../resolve/plan.js";
import { type Endpoint, type Listener, listenersOf, serves } from "./listeners.js";
import { ruleName } from "./reasons.js";
import { normalizePath, type Request } from "./request.js";
import type { RoutingRule } from "./routing.js";
import type { NearMiss } from "./way.js";

/** More would be a list of the document. */
const most = 5;

const authority = ({ host, address }: Request): string => host ?? (address?.includes(":") ? `[${address}]` : (address ?? ""));
const portText = (scheme: string, port: number): string =>
  port === (scheme === "https" ? 443 : scheme === "http" ? 80 : 0) ? "" : `:${port}`;

/** The request as a URL of another listener. */
const at = (request: Request, scheme: string, port: number): string =>
  scheme === "tcp"
    ? `tcp://${authority(request)}:${port}`
    : `${scheme}://${authority(request)}${portText(scheme, port)}${request.path}${request.query}`;

const schemeOf = (listener: Listener): string => (listener.kind === "stream" ? "tcp" : listener.kind);

const speaks: Readonly<Record<Listener["kind"], string>> = { http: "plain HTTP", https: "HTTPS", stream: "a stream" };

const nameOf = (listener: Listener): string => (listener.kind === "stream" ? `stream ${listener.stream.name}` : speaks[listener.kind]);

function nearListener(request: Request, listener: Listener, { port }: Endpoint): NearMiss {
  return {
    text:
      listener.port === port
        ? `port ${port} of ${listener.vip.name} is ${speaks[listener.kind]}`
        : `${nameOf(listener)} of ${listener.vip.name} listens on port ${listener.port}`,
    path: listener.kind === "stream" ? [...listener.stream.path, "port"] : [...listener.vip.path, "listeners", listener.kind],
    instead: at(request, schemeOf(listener), listener.port),
  };
}

function nearOff(vip: PlanVip, { scheme, port }: Endpoint): readonly NearMiss[] {
  return (["http", "https"] as const)
    .filter((kind) => vip.listeners[kind].mode === "off" && kind === scheme && vip.listeners[kind].port === port)
    .map((kind) => ({
      text: `the ${kind} listener of ${vip.name} is off`,
      path: [...vip.path, "listeners", kind, "mode"],
      instead: null,
    }));
}

/** What would take the request at another VIP, for whoever took one VIP for the other. */
function nearElsewhere(plan: Plan, vips: readonly PlanVip[], request: Request, endpoint: Endpoint): readonly NearMiss[] {
  const others = plan.vips.filter((vip) => !vips.includes(vip));
  return others
    .flatMap((vip) => listenersOf(plan, vip))
    .filter((listener) => serves(listener, endpoint))
    .map((listener) => ({
      ...nearListener({ ...request, host: null, address: listener.vip.addresses[0] ?? null }, listener, endpoint),
      text: `${nameOf(listener)} listens on port ${listener.port} of another VIP, ${listener.vip.name}`,
    }));
}

/** No listener of these VIPs takes the request: one at another VIP that would, and which ones there are, those of its port or scheme first. */
export function nearPorts(plan: Plan, vips: readonly PlanVip[], request: Request, endpoint: Endpoint): readonly NearMiss[] {
  const listeners = vips.flatMap((vip) => listenersOf(plan, vip));
  const rank = (listener: Listener): number => (listener.port === endpoint.port ? 0 : schemeOf(listener) === endpoint.scheme ? 1 : 2);
  const sorted = listeners.toSorted((a, b) => rank(a) - rank(b));
  return [
    ...nearElsewhere(plan, vips, request, endpoint),
    ...vips.flatMap((vip) => nearOff(vip, endpoint)),
    ...sorted.map((listener) => nearListener(request, listener, endpoint)),
  ].slice(0, most);
}

/** An address that no VIP has: whose it is, or which VIP was meant. */
export function nearAddresses(plan: Plan, address: string, request: Request): readonly NearMiss[] {
  const machine = plan.machines.find(({ interfaces }) =>
    interfaces.some(({ addresses }) => addresses.some((own) => own.address === address)),
  );
  const node = plan.nodes.find(({ addresses }) => addresses.some((own) => own === address));
  const owner = machine ?? node;
  const own =
    owner === undefined
      ? []
      : [{ text: `it is ${owner.name}'s own address; HAProxy listens on VIPs`, path: [...owner.path, "address"], instead: null }];
  const meant = suggest(
    address,
    plan.vips.flatMap((vip) => vip.addresses),
  );
  const vips = plan.vips.filter((vip) => meant === null || vip.addresses.some((each) => each === meant));
  return [
    ...own,
    ...vips.map((vip) => ({
      text: `VIP ${vip.name} is ${vip.addresses.join(" and ")}`,
      path: [...vip.path, "address"],
      instead: instead(vip, request),
    })),
  ].slice(0, most);
}

function instead(vip: PlanVip, request: Request): string | null {
  const [address] = vip.addresses;
  if (address === undefined) return null;
  const host = address.includes(":") ? `[${address}]` : address;
  const port = request.port === null ? "" : `:${request.port}`;
  return `${request.scheme === null ? "" : `${request.scheme}://`}${host}${port}${request.scheme === "tcp" ? "" : `${request.path}${request.query}`}`;
}

const labels = (count: number): string => ["no label", "one label", "two labels", "three labels"][count] ?? `${count} labels`;

/** How a host that no rule has is related to one that a rule has. */
function hostRelation(host: string, rule: string): string | null {
  if (!rule.startsWith("*.")) {
    if (host.endsWith(`.${rule}`)) return `${rule} is a rule, and does not cover names below it`;
    return rule.endsWith(`.${host}`) ? `${rule} is a rule, and ${host} is the name above it` : null;
  }
  const base = rule.slice(2);
  if (host === base) return `${rule} does not cover ${base} itself`;
  if (!host.endsWith(`.${base}`)) return null;
  const count = host.slice(0, -base.length - 1).split(".").length;
  return `${rule} covers one label before ${base}, and ${host} has ${labels(count)}`;
}

/** A host that no rule has. */
export function nearHosts({ routes }: Plan, request: Request, scheme: string): readonly NearMiss[] {
  const host = request.host ?? "";
  const hosts = new Map<string, readonly (string | number)[]>();
  for (const route of routes) if (!hosts.has(route.host)) hosts.set(route.host, [...route.path, "host"]);
  const url = (rule: string): string | null =>
    rule.startsWith("*.") ? null : `${scheme}://${rule}${request.port === null ? "" : `:${request.port}`}${request.path}${request.query}`;
  const meant = suggest(
    host,
    [...hosts.keys()].filter((rule) => !rule.startsWith("*.")),
  );
  const related = [...hosts].flatMap(([rule, path]) => {
    const text = hostRelation(host, rule) ?? (rule === meant ? `did you mean ${rule}?` : null);
    return text === null ? [] : [{ text, path, instead: url(rule) }];
  });
  return related.toSorted((a, b) => Number(b.text.startsWith("did")) - Number(a.text.startsWith("did"))).slice(0, most);
}

/** Why one rule of the host does not match, where it nearly does. */
function pathRelation({ path: { path, pathType } }: RoutingRule, asked: string): string | null {
  const base = path.replace(/\/+$/, "");
  const request = normalizePath(asked);
  const lower = (text: string): string => text.toLowerCase();
  if (request !== path && lower(request) === lower(path)) return `${path} is written otherwise: upper and lower case differ`;
  if (asked !== request && asked === path) return `${path} is compared with the decoded path, ${request}`;
  if (pathType === "Exact" && request.replace(/\/+$/, "") === base) return `${path} is Exact: a slash at the end makes another path`;
  if (pathType === "Exact" && request.startsWith(`${base}/`)) return `${path} is Exact, and covers nothing below it`;
  if (pathType === "Prefix" && request.startsWith(base)) return `${path} is a Prefix of whole elements, and ${request} goes on within one`;
  return lower(request).startsWith(`${lower(base)}/`) ? `${path} is written otherwise: upper and lower case differ` : null;
}

/** A path that no rule of the host has. */
export function nearPaths(rules: readonly RoutingRule[], request: Request): readonly NearMiss[] {
  const meant = suggest(
    normalizePath(request.path),
    rules.map(({ path }) => path.path),
  );
  return rules
    .flatMap((rule) => {
      const { path, pathType, service, at: place } = ruleName(rule);
      const why = pathRelation(rule, request.path) ?? (path === meant ? "did you mean this?" : null);
      return why === null ? [] : [{ text: `${path} (${pathType}, ${service}): ${why}`, path: place, instead: null }];
    })
    .slice(0, most);
}

/** Rules of the wildcard above a host that has rules of its own. */
export const hiddenRules = (rules: readonly RoutingRule[], request: Request): readonly NearMiss[] =>
  rules.slice(0, most).map((rule) => {
    const { host, path, pathType, service, at: place } = ruleName(rule);
    const text = `${host} ${path} (${pathType}, ${service}): ${request.host} has rules of its own, so those of ${host} are not looked at`;
    return { text, path: place, instead: null };
  });

/** What else there is where nothing is near: the rules of the host. */
export const allPaths = (rules: readonly RoutingRule[]): readonly NearMiss[] =>
  rules.slice(0, most).map((rule) => {
    const { path, pathType, service, at: place } = ruleName(rule);
    return { text: `${path} (${pathType}, ${service})`, path: place, instead: null };
  });
