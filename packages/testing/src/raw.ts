import type { EdgeInput } from "@edgewright/core";
import * as fc from "fast-check";
import type { StreamInput } from "./streams.js";
import { someOf } from "./values.js";
import type { VipInput } from "./vips.js";

type RawInput = NonNullable<EdgeInput["raw"]>;

/** Lines that the daemons accept in any generated edge, some of them with quotes, comments and escapes. */
const pools = {
  global: [
    "tune.bufsize 32768",
    'description "an edge # not a comment"',
    "setenv EDGE 'one $word {two}'",
    "spread-checks 5 # a comment",
    "maxsessrate    5000",
  ],
  defaults: ["option tcpka", "timeout tarpit 5s", 'log-tag "edge \\"one\\""'],
  frontends: ["maxconn 2000", "backlog 4096", "description a\\ b\\#c"],
  backends: ["fullconn 500", "option log-health-checks", "option srvtcpka"],
  keepalivedGlobal: ["vrrp_garp_interval 0.001", "vrrp_priority -10 ! a comment", 'notification_email_from "a b"'],
  instances: ["garp_master_refresh_repeat 2", "garp_lower_prio_repeat 1", "debug 1 # a comment"],
} as const;

const linesOf = (pool: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...pool]);

export const rawSeed = someOf<{
  haproxy: { global?: string[]; defaults?: string[] };
  keepalived: { global?: string[] };
  sections: { frontends: string[]; backends: string[]; instances: string[]; picks: boolean[] };
}>({
  haproxy: someOf<{ global: string[]; defaults: string[] }>({ global: linesOf(pools.global), defaults: linesOf(pools.defaults) }),
  keepalived: someOf<{ global: string[] }>({ global: linesOf(pools.keepalivedGlobal) }),
  sections: fc.record({
    frontends: linesOf(pools.frontends),
    backends: linesOf(pools.backends),
    instances: linesOf(pools.instances),
    picks: fc.array(fc.boolean(), { minLength: 1, maxLength: 7 }),
  }),
});
type RawSeed = typeof rawSeed extends fc.Arbitrary<infer T> ? T : never;

export interface RawContext {
  readonly vips: readonly VipInput[];
  readonly streams: readonly StreamInput[];
  readonly hasIngress: boolean;
  /** Whether HAProxy speaks HTTP to the controller. */
  readonly proxiesHttp: boolean;
}

const httpMode = (vip: VipInput): string => vip.listeners?.http?.mode ?? "forward";
const httpsMode = (vip: VipInput): string => vip.listeners?.https?.mode ?? "passthrough";
const streamSection = (stream: StreamInput): string => `stream_${stream.name}`;

function frontendNames({ vips, streams, hasIngress }: RawContext): string[] {
  const ofVip = (vip: VipInput): string[] => [
    ...(httpMode(vip) === "off" ? [] : [`vip_${vip.name}_http`]),
    ...(httpsMode(vip) === "off" ? [] : [`vip_${vip.name}_https`]),
  ];
  return [...(hasIngress ? vips.flatMap(ofVip) : []), ...streams.map(streamSection)];
}

function backendNames({ vips, streams, hasIngress, proxiesHttp }: RawContext): string[] {
  const ofVip = (vip: VipInput): string[] => [
    ...(httpMode(vip) === "forward" ? [proxiesHttp ? "ingress_http_proxy" : "ingress_http"] : []),
    ...(httpsMode(vip) === "passthrough" ? ["ingress_https"] : []),
    ...(httpsMode(vip) === "terminate" ? ["ingress_http_proxy"] : []),
  ];
  return [...new Set([...(hasIngress ? vips.flatMap(ofVip) : []), ...streams.map(streamSection)])];
}

/** Lines for sections that are rendered; the empty one where nothing is asked. */
export function assembleRaw({ haproxy, keepalived, sections }: RawSeed, context: RawContext): RawInput {
  const pick = (names: readonly string[], lines: readonly string[]): Record<string, string[]> =>
    Object.fromEntries(names.flatMap((name, index) => (sections?.picks[index % sections.picks.length] ? [[name, [...lines]]] : [])));
  const named =
    sections === undefined
      ? {}
      : { frontends: pick(frontendNames(context), sections.frontends), backends: pick(backendNames(context), sections.backends) };
  const instances =
    sections === undefined
      ? {}
      : {
          instances: pick(
            context.vips.map(({ name }) => name),
            sections.instances,
          ),
        };
  return {
    ...(haproxy === undefined && sections === undefined ? {} : { haproxy: { ...haproxy, ...named } }),
    ...(keepalived === undefined && sections === undefined ? {} : { keepalived: { ...keepalived, ...instances } }),
  };
}
