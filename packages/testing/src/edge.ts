import type { EdgeInput } from "@edgewright/core";
import * as fc from "fast-check";
import { assembleMachines, machinesSeed } from "./machines.js";
import { assembleNodes, assembleSelector, type Nodes, nodesSeed, selectorSeed } from "./nodes.js";
import { type EdgeArbitraryOptions, type Families, type Settings, settingsOf } from "./options.js";
import { assembleRaw, rawSeed } from "./raw.js";
import { assembleRoutes, routeSeed } from "./routes.js";
import { assembleStreams, mostStreams, streamSeed } from "./streams.js";
import { durationArbitrary, fewOf, labelArbitrary, someOf, subdomainArbitrary } from "./values.js";
import { assembleVips, type VipInput, vipSeed } from "./vips.js";

type IngressInput = NonNullable<EdgeInput["cluster"]["ingress"]>;
type ObservabilityInput = NonNullable<EdgeInput["observability"]>;
type TimeoutsInput = Required<NonNullable<EdgeInput["timeouts"]>>;

const duration = durationArbitrary;
const timeoutsArbitrary = fewOf<TimeoutsInput>({
  connect: duration,
  client: duration,
  server: duration,
  tunnel: duration,
  queue: duration,
  check: duration,
  clientFin: duration,
  serverFin: duration,
  httpRequest: duration,
  hardStopAfter: duration,
});

const targetsArbitrary = ({ keepalivedTargets }: Settings) =>
  fewOf<{ haproxy: string; keepalived: string; kubernetes: string }>({
    haproxy: fc.constantFrom("2.6", "2.8", "3.0", "3.10"),
    keepalived: fc.constantFrom(...keepalivedTargets),
    kubernetes: fc.constantFrom("1.32", "1.34"),
  });

/** Statistics and metrics on ports of their own; no VIP is on the machines' own addresses. */
const observabilitySeed = fewOf<{
  stats: { port: number; auth: "env" | "file" | null; username: string };
  prometheus: { port: number };
  syslog: { address: string };
}>({
  stats: fc.record({
    port: fc.integer({ min: 30_000, max: 39_999 }),
    auth: fc.option(fc.constantFrom("env", "file"), { nil: null }),
    username: fc.constantFrom("ops", "a.b_c-d", "0"),
  }),
  prometheus: fc.record({ port: fc.integer({ min: 40_000, max: 49_999 }) }),
  syslog: fc.record({ address: fc.constantFrom("192.0.2.100", "2001:db8::100", "2001:DB8:0:0:0:0:0:100") }),
});
type ObservabilitySeed = typeof observabilitySeed extends fc.Arbitrary<infer T> ? T : never;

/** No rule is raised to what would stop the rendering, but one that every generated document keeps. */
const changeable = ["some-node-active", "load-balancer-used"] as const;
const settingArbitrary = (severities: readonly ("off" | "info" | "warning" | "error")[]) =>
  fc.record({ severity: fc.constantFrom(...severities), reason: fc.constantFrom("we know", "until March: #42", 'a "quote", 100%') });
const rulesSeed = fc.record(
  {
    ...Object.fromEntries(changeable.map((id) => [id, settingArbitrary(["off", "info", "warning"])])),
    "vip-claimed-once": settingArbitrary(["error"]),
  },
  { requiredKeys: [] },
);

const ingressSeed = fc.record({
  /** Of 2768 node ports each has its own remainder by three. */
  ports: fc.tuple(fc.nat({ max: 921 }), fc.nat({ max: 921 }), fc.nat({ max: 921 })),
  health: fc.boolean(),
  local: fc.constantFrom<"Cluster" | "Local" | null>(null, "Cluster", "Local"),
  selector: fc.option(selectorSeed, { nil: null }),
  rest: fewOf<{ className: string; namespace: string }>({ className: subdomainArbitrary, namespace: labelArbitrary }),
});
type IngressSeed = typeof ingressSeed extends fc.Arbitrary<infer T> ? T : never;

const edgeSeed = (settings: Settings) =>
  fc.record({
    name: labelArbitrary,
    families: settings.families === null ? fc.constantFrom<Families>("ipv4", "dual", "ipv6") : fc.constant(settings.families),
    nodes: nodesSeed(settings.maxNodes),
    machines: machinesSeed(Math.min(4, 2 * settings.maxVips)),
    vips: fc.array(vipSeed(settings), { minLength: 1, maxLength: settings.maxVips }),
    routes: fc.array(routeSeed, { maxLength: settings.maxRoutes }),
    streams: fc.array(streamSeed, { maxLength: Math.min(mostStreams, settings.maxStreams) }),
    /** Most edges have a controller; one without has streams only. */
    ingress: fc.option(ingressSeed, { nil: null, freq: 8 }),
    endsTls: fc.boolean(),
    observability: observabilitySeed,
    raw: rawSeed,
    rules: rulesSeed,
    rest: fewOf<{
      targets: { haproxy?: string; keepalived?: string; kubernetes?: string };
      clientIp: "none" | "proxy-protocol" | "forwarded-for";
      balance: "roundrobin" | "leastconn" | "source" | "random";
      timeouts: Partial<TimeoutsInput>;
      limits: { maxConnections?: number };
    }>({
      targets: targetsArbitrary(settings),
      clientIp: fc.constantFrom("none", "proxy-protocol", "forwarded-for"),
      balance: fc.constantFrom("roundrobin", "leastconn", "source", "random"),
      timeouts: timeoutsArbitrary,
      limits: someOf<{ maxConnections: number }>({ maxConnections: fc.integer({ min: 10, max: 100_000 }) }),
    }),
  });
type EdgeSeed = ReturnType<typeof edgeSeed> extends fc.Arbitrary<infer T> ? T : never;

function assembleIngress(seed: IngressSeed, nodes: Nodes): IngressInput {
  const [http, https, health] = seed.ports.map((port, index) => 30_000 + 3 * port + index);
  // Under Local only nodes with the controller answer, so the document says which they are.
  const selector = seed.selector ?? (seed.local === "Local" ? { byLabels: true, picks: [true] } : null);
  return {
    controller: "ingress-nginx",
    ...seed.rest,
    nodePorts: { http: http ?? 30_000, https: https ?? 30_001, ...(seed.health && health !== undefined ? { health } : {}) },
    ...(seed.local === null ? {} : { externalTrafficPolicy: seed.local }),
    ...(selector === null ? {} : { nodes: assembleSelector(selector, nodes) }),
  };
}

function assembleObservability(seed: ObservabilitySeed, secrets: boolean): ObservabilityInput {
  const { stats, ...rest } = seed;
  if (stats === undefined) return rest;
  const password = stats.auth === "env" ? { env: "STATS_PASSWORD" } : { file: "/run/secrets/stats" };
  const auth = secrets && stats.auth !== null ? { auth: { username: stats.username, password } } : {};
  return { ...rest, stats: { port: stats.port, ...auth } };
}

const answersHttps = (vips: readonly VipInput[]): boolean => vips.some((vip) => vip.listeners?.https?.mode !== "off");
const terminates = (vips: readonly VipInput[]): boolean => vips.some((vip) => vip.listeners?.https?.mode === "terminate");

function assembleEdge(seed: EdgeSeed, settings: Settings): EdgeInput {
  const { rest, families, ingress } = seed;
  const nodes = assembleNodes(seed.nodes, families);
  const clientIp = rest.clientIp ?? "none";
  const machines = assembleMachines(seed.machines, Math.min(seed.machines.seeds.length, 2 * seed.vips.length), families, settings);
  const vips = assembleVips(seed.vips, {
    families,
    machines,
    hasIngress: ingress !== null,
    endsTls: clientIp === "forwarded-for" || seed.endsTls,
    secrets: settings.secrets,
    fractions: rest.targets?.keepalived === "2.3",
  });
  const streams = assembleStreams(seed.streams, vips, nodes);
  const routes =
    ingress === null ? [] : assembleRoutes(seed.routes, { clientIsKnown: clientIp !== "none", answersHttps: answersHttps(vips) });
  const observability = assembleObservability(seed.observability, settings.secrets);
  const raw = settings.raw
    ? assembleRaw(seed.raw, { vips, streams, hasIngress: ingress !== null, proxiesHttp: clientIp === "forwarded-for" || terminates(vips) })
    : {};
  return {
    apiVersion: "edgewright/v1",
    name: seed.name,
    ...rest,
    ...(Object.keys(observability).length === 0 ? {} : { observability }),
    cluster: { nodes: [...nodes.nodes], ...(ingress === null ? {} : { ingress: assembleIngress(ingress, nodes) }) },
    loadBalancers: [...machines.machines],
    vips,
    ...(routes.length === 0 ? {} : { routes }),
    ...(streams.length === 0 ? {} : { streams }),
    ...(Object.keys(raw).length === 0 ? {} : { raw }),
    ...(Object.keys(seed.rules).length === 0 ? {} : { rules: seed.rules }),
  };
}

/**
 * Documents without errors, of every field that this version renders: controller ingress-nginx, VIPs held by keepalived.
 * They are assembled from indices and choices, so that a smaller one is as valid: fast-check shrinks to the smallest that fails.
 * Compile them with the secrets that `secretsFor` gives. Addresses are those for documentation (RFC 5737, RFC 3849).
 */
export function edgeArbitrary(options: EdgeArbitraryOptions = {}): fc.Arbitrary<EdgeInput> {
  const settings = settingsOf(options);
  return edgeSeed(settings).map((seed) => assembleEdge(seed, settings));
}
