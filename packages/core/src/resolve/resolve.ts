import type { Finding, Path } from "../diagnostics/diagnostic.js";
import { canonicalAddress } from "../model/address.js";
import { type Edge, oldestTargets } from "../model/edge.js";
import { type Duration, millisecondsOf } from "../model/primitives.js";
import type { Raw } from "../model/raw.js";
import { parseVersion } from "../model/version.js";
import type { Vip } from "../model/vip.js";
import { findControlCharacters } from "./control-characters.js";
import { type ParsedEdge, type Placed, parseEdge } from "./parse.js";
import { type Plan, type PlanObservability, type PlanRaw, type RawSections, type TimeoutName, timeoutNames } from "./plan.js";
import { byName, type Context } from "./references.js";
import { resolveMachine } from "./resolve-machines.js";
import { resolveIngress, resolveNode } from "./resolve-nodes.js";
import { resolveRoute, resolveStream } from "./resolve-routes.js";
import { resolveVip } from "./resolve-vips.js";
import type { ExplainScalar } from "./schema-findings.js";
import { resolveSecret, type Secrets } from "./secrets.js";

export interface ResolveOptions {
  readonly secrets: Secrets;
  readonly explain: ExplainScalar;
}

/** Milliseconds; the reasons stand in haproxy.cfg, beside each. */
const timeoutDefaults: Readonly<Record<TimeoutName, number>> = {
  connect: 5_000,
  client: 60_000,
  server: 60_000,
  tunnel: 3_600_000,
  queue: 60_000,
  check: 2_000,
  clientFin: 30_000,
  serverFin: 30_000,
  httpRequest: 5_000,
  hardStopAfter: 600_000,
};

function resolveTimeouts(timeouts: Edge["timeouts"]): Readonly<Record<TimeoutName, number>> {
  const resolved: Record<TimeoutName, number> = { ...timeoutDefaults };
  for (const name of timeoutNames) {
    const set: Duration | undefined = timeouts?.[name];
    if (set !== undefined) resolved[name] = millisecondsOf(set);
  }
  return resolved;
}

function resolveObservability(context: Context, secrets: Secrets, observability: Edge["observability"]): PlanObservability {
  const base: Path = ["observability"];
  const { stats, prometheus, syslog } = observability ?? {};
  const auth = stats?.auth;
  const password = auth === undefined ? null : resolveSecret(context, secrets, auth.password, [...base, "stats", "auth", "password"]);
  return {
    stats:
      stats === undefined
        ? null
        : {
            path: [...base, "stats"],
            port: stats.port,
            auth: auth === undefined || password === null ? null : { username: auth.username, password },
          },
    prometheus: prometheus === undefined ? null : { path: [...base, "prometheus"], port: prometheus.port },
    syslog: syslog === undefined ? null : canonicalAddress(syslog.address),
  };
}

/** Sorted by code unit, so that the order of a document's keys, or a machine's locale, changes no byte. */
function rawSections(sections: Readonly<Record<string, readonly string[]>> | undefined, path: Path): RawSections {
  const names = Object.keys(sections ?? {}).sort();
  return names.map((name) => ({ name, lines: sections?.[name] ?? [], path: [...path, name] }));
}

function resolveRaw(raw: Raw | undefined): PlanRaw {
  return {
    haproxy: {
      global: raw?.haproxy?.global ?? [],
      defaults: raw?.haproxy?.defaults ?? [],
      frontends: rawSections(raw?.haproxy?.frontends, ["raw", "haproxy", "frontends"]),
      backends: rawSections(raw?.haproxy?.backends, ["raw", "haproxy", "backends"]),
    },
    keepalived: {
      global: raw?.keepalived?.global ?? [],
      instances: rawSections(raw?.keepalived?.instances, ["raw", "keepalived", "instances"]),
    },
  };
}

type PairVip = Exclude<Vip, { heldBy: "metallb" }>;

/** MetalLB's VIPs have no pair; they come with the Kubernetes renderings. */
function pairVips(context: Context, vips: readonly Placed<Vip>[]): readonly Placed<PairVip>[] {
  return vips.flatMap(({ value, path }) => {
    if (value.heldBy !== "metallb") return [{ value, path }];
    context.hole("vips", value.name);
    context.report({
      code: "not-supported-yet",
      message: `VIP "${value.name}" is held by metallb, which this version cannot render`,
      path: [...path, "heldBy"],
      why: "a VIP that is in the document and in no file would be believed to work",
      fix: "heldBy: keepalived",
    });
    return [];
  });
}

const resolveTargets = ({ targets }: Edge): Plan["targets"] => ({
  haproxy: parseVersion(targets?.haproxy ?? oldestTargets.haproxy),
  keepalived: parseVersion(targets?.keepalived ?? oldestTargets.keepalived),
  kubernetes: parseVersion(targets?.kubernetes ?? oldestTargets.kubernetes),
});

function resolvePlan(parsed: ParsedEdge, options: ResolveOptions, report: (finding: Finding) => void): Plan {
  const { edge } = parsed;
  const holes = new Set(parsed.holes);
  const holeNames = new Set(parsed.holeNames);
  const hole = (list: string, name: string): void => {
    holes.add(list);
    holeNames.add(name);
  };
  const context: Context = { report, holeNames, unnamed: parsed.unnamed, hole };
  const nodes = parsed.nodes.map(resolveNode);
  const machines = parsed.loadBalancers.map(resolveMachine);
  const ingress = edge.cluster.ingress === undefined ? null : resolveIngress(context, edge.cluster.ingress, nodes);
  const hasIngress = ingress !== null || holes.has("ingress") || holes.has("cluster");
  const targets = resolveTargets(edge);
  const vipContext = { ...context, secrets: options.secrets, keepalived: targets.keepalived, machines: byName(machines), hasIngress };
  const vips = pairVips(context, parsed.vips).flatMap((vip) => {
    const resolved = resolveVip(vipContext, vip);
    if (resolved === null) hole("vips", vip.value.name);
    return resolved ?? [];
  });
  const vipsByName = byName(vips);
  const streams = parsed.streams.flatMap((stream) => resolveStream(context, vipsByName, nodes, stream) ?? []);
  return {
    name: edge.name,
    targets,
    clientIp: edge.clientIp ?? "none",
    balance: edge.balance ?? "roundrobin",
    timeouts: resolveTimeouts(edge.timeouts),
    maxConnections: edge.limits?.maxConnections ?? null,
    observability: resolveObservability(context, options.secrets, edge.observability),
    nodes,
    ingress,
    machines,
    vips,
    routes: parsed.routes.map(resolveRoute),
    streams,
    raw: resolveRaw(edge.raw),
    holes,
  };
}

export interface Resolution {
  /** Null when the document is not even a mapping. */
  readonly plan: Plan | null;
  readonly findings: readonly Finding[];
  readonly edge: Edge | null;
}

/** Applies every default, follows every reference and groups by machine. Never throws on bad input. */
export function resolve(raw: unknown, options: ResolveOptions): Resolution {
  const characters = findControlCharacters(raw);
  if (characters.some((finding) => finding.code === "document-too-deep")) return { plan: null, findings: characters, edge: null };
  const refused = characters.map((finding) => finding.path);
  const { parsed, findings: schema } = parseEdge(raw, refused, options.explain);
  const places = new Set(refused.map((path) => JSON.stringify(path)));
  const findings = [...characters, ...schema.filter((finding) => !places.has(JSON.stringify(finding.path)))];
  if (parsed === null) return { plan: null, findings, edge: null };
  const report = (finding: Finding): void => {
    findings.push(finding);
  };
  return { plan: resolvePlan(parsed, options, report), findings, edge: parsed.edge };
}
