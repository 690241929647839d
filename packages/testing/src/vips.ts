import type { EdgeInput } from "@edgewright/core";
import * as fc from "fast-check";
import { addressesOf, addressStyleArbitrary, familiesWithin } from "./addresses.js";
import { assembleFailover, failoverSeed } from "./failover.js";
import type { Machines } from "./machines.js";
import type { Families, Settings } from "./options.js";
import { stemArbitrary } from "./values.js";

export type VipInput = Extract<NonNullable<EdgeInput["vips"]>[number], { virtualRouterId: number }>;
type ListenersInput = NonNullable<VipInput["listeners"]>;

const listenersSeed = ({ certificates }: Settings) =>
  fc.record({
    http: fc.constantFrom<"forward" | "redirect" | "off">("forward", "redirect", "off"),
    https: fc.boolean(),
    /** Ports of their own: http above 10000 and https above 20000 leave streams theirs. */
    httpPort: fc.option(fc.integer({ min: 10_001, max: 20_000 }), { nil: null }),
    httpsPort: fc.option(fc.integer({ min: 20_001, max: 30_000 }), { nil: null }),
    certificate: fc.constantFrom(...certificates),
    /** Whether what is the default is written all the same. */
    explicit: fc.boolean(),
  });
type ListenersSeed = ReturnType<typeof listenersSeed> extends fc.Arbitrary<infer T> ? T : never;

export const vipSeed = (settings: Settings) =>
  fc.record({
    stem: stemArbitrary,
    families: fc.constantFrom<Families>("ipv4", "dual", "ipv6"),
    style: addressStyleArbitrary,
    network: fc.nat({ max: 5 }),
    primary: fc.nat({ max: 9 }),
    distance: fc.nat({ max: 9 }),
    swap: fc.boolean(),
    routerId: fc.integer({ min: 1, max: 255 }),
    reserved: fc.option(fc.array(fc.integer({ min: 1, max: 255 }), { maxLength: 3 }), { nil: null }),
    namesInterface: fc.boolean(),
    saysHeldBy: fc.boolean(),
    listeners: listenersSeed(settings),
    failover: failoverSeed(settings),
    saysFailover: fc.boolean(),
  });
export type VipSeed = ReturnType<typeof vipSeed> extends fc.Arbitrary<infer T> ? T : never;

export interface VipContext {
  readonly families: Families;
  readonly machines: Machines;
  readonly hasIngress: boolean;
  /** Whether HAProxy ends TLS on this edge: then no listener passes it through (rule forwarded-for-needs-http). */
  readonly endsTls: boolean;
  readonly secrets: boolean;
  readonly fractions: boolean;
}

function assembleListeners(seed: ListenersSeed, index: number, { hasIngress, endsTls }: VipContext): ListenersInput {
  if (!hasIngress) return seed.explicit ? { http: { mode: "off" }, https: { mode: "off" } } : {};
  const https = seed.https ? (endsTls ? "terminate" : "passthrough") : "off";
  // The first VIP always answers, so that the routes are reached.
  const http = seed.http === "redirect" ? (seed.https ? "redirect" : "forward") : seed.http === "off" && index > 0 ? "off" : "forward";
  const plain: NonNullable<ListenersInput["http"]> = {
    ...(seed.httpPort === null ? {} : { port: seed.httpPort }),
    ...(http === "forward" && !seed.explicit ? {} : { mode: http }),
  };
  const secure: NonNullable<ListenersInput["https"]> = {
    ...(seed.httpsPort === null ? {} : { port: seed.httpsPort }),
    ...(https === "passthrough" && !seed.explicit ? {} : { mode: https }),
    ...(https === "terminate" ? { certificate: seed.certificate } : {}),
  };
  return { ...(Object.keys(plain).length === 0 ? {} : { http: plain }), ...(Object.keys(secure).length === 0 ? {} : { https: secure }) };
}

/** Two machines: the first VIPs use every machine once, so that none is without a VIP (rule load-balancer-used). */
function pairOf(seed: VipSeed, index: number, { names }: Machines): { readonly primary: string; readonly backup: string } {
  const count = names.length;
  const covers = 2 * index < count;
  const first = covers ? 2 * index : seed.primary % count;
  const second = (first + 1 + (covers ? 0 : seed.distance % (count - 1))) % count;
  const [one = "", other = ""] = [names[first], names[second]];
  return seed.swap ? { primary: other, backup: one } : { primary: one, backup: other };
}

/** One VIP, but for the router IDs, which depend on its neighbours. */
function assembleVip(seed: VipSeed, index: number, routerId: number, context: VipContext): VipInput {
  const { machines, secrets, fractions } = context;
  const families = familiesWithin(context.families, seed.families);
  const network = seed.network % machines.legs;
  const device = machines.interfaces?.[network];
  const listeners = assembleListeners(seed.listeners, index, context);
  const failover = seed.saysFailover
    ? assembleFailover(seed.failover, { index, mayAuthenticate: secrets && families === "ipv4", fractions })
    : {};
  return {
    name: `${seed.stem}-${index}`,
    address: addressesOf(families, network, 30 + index, seed.style),
    ...(seed.saysHeldBy ? { heldBy: "keepalived" as const } : {}),
    ...(seed.namesInterface && device !== undefined ? { interface: device } : {}),
    virtualRouterId: routerId,
    ...pairOf(seed, index, machines),
    ...(Object.keys(listeners).length === 0 ? {} : { listeners }),
    ...(Object.keys(failover).length === 0 ? {} : { failover }),
  };
}

/** The wanted number, or the next one that is free. */
function nextFree(wanted: number, taken: ReadonlySet<number>): number {
  const candidates = Array.from({ length: 255 }, (_, step) => 1 + ((wanted - 1 + step) % 255));
  return candidates.find((id) => !taken.has(id)) ?? wanted;
}

/** VIPs whose router IDs are free on their network, and reserve only what no VIP has: rule vrid-unique-on-segment. */
export function assembleVips(seeds: readonly VipSeed[], context: VipContext): VipInput[] {
  const networkOf = (seed: VipSeed): number => seed.network % context.machines.legs;
  const taken = Array.from({ length: context.machines.legs }, () => new Set<number>());
  const vips = seeds.map((seed, index) => {
    const used = taken[networkOf(seed)] ?? new Set<number>();
    const routerId = nextFree(seed.routerId, used);
    used.add(routerId);
    return assembleVip(seed, index, routerId, context);
  });
  return vips.map((vip, index): VipInput => {
    const seed = seeds[index];
    if (seed === undefined || seed.reserved === null) return vip;
    const used = taken[networkOf(seed)];
    return { ...vip, reservedRouterIds: seed.reserved.filter((id) => used?.has(id) !== true) };
  });
}
