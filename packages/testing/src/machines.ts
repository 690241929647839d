import type { EdgeInput } from "@edgewright/core";
import * as fc from "fast-check";
import { addressesOf, addressStyleArbitrary, machineNetworks } from "./addresses.js";
import type { Families, Settings } from "./options.js";
import { stemArbitrary } from "./values.js";

type MachineInput = NonNullable<EdgeInput["loadBalancers"]>[number];

const machineSeed = fc.record({
  stem: stemArbitrary,
  style: addressStyleArbitrary,
  /** Whether one leg is written as `interfaces[]` too. */
  longForm: fc.boolean(),
  /** Which of the names its first leg has; the next legs have the next names. */
  interface: fc.nat({ max: 10 }),
});
type MachineSeed = typeof machineSeed extends fc.Arbitrary<infer T> ? T : never;

/** Machines with the same legs, each leg on a network of its own. Two or four of them: VIPs say who is paired with whom. */
export const machinesSeed = (most: number) =>
  fc.record({
    seeds: fc.array(machineSeed, { minLength: 2, maxLength: Math.max(2, most) }),
    legs: fc.integer({ min: 1, max: machineNetworks }),
    /** By network: whether its segment has a name. */
    segments: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
    sameInterfaces: fc.boolean(),
  });
type MachinesSeed = ReturnType<typeof machinesSeed> extends fc.Arbitrary<infer T> ? T : never;

const segmentNames = ["dmz", "198.51.100.128/25", "10:edge_1"] as const;

export interface Machines {
  readonly machines: readonly MachineInput[];
  readonly names: readonly string[];
  readonly legs: number;
  /** The interfaces' names that all machines share, by network; null where they differ. */
  readonly interfaces: readonly string[] | null;
}

interface Leg {
  readonly name: string;
  readonly address: string | string[];
  readonly segment?: string;
}

function legsOf(
  seed: MachineSeed,
  index: number,
  { legs, segments }: MachinesSeed,
  first: number,
  families: Families,
  names: readonly string[],
): Leg[] {
  return Array.from({ length: legs }, (_, network) => ({
    name: names[(first + network) % names.length] ?? "eth0",
    address: addressesOf(families, network, 11 + index, seed.style, true),
    ...(segments[network] ? { segment: segmentNames[network] ?? "lan" } : {}),
  }));
}

function assembleMachine(name: string, legs: readonly Leg[], longForm: boolean): MachineInput {
  const [only] = legs;
  if (only === undefined || legs.length > 1 || longForm) return { name, interfaces: [...legs] };
  const { name: device, ...leg } = only;
  return { name, interface: device, ...leg };
}

/** The first `count` machines of a seed. */
export function assembleMachines(seed: MachinesSeed, count: number, families: Families, { interfaces }: Settings): Machines {
  const seeds = seed.seeds.slice(0, count);
  const first = (index: number): number => (seed.sameInterfaces ? (seeds[0]?.interface ?? 0) : (seeds[index]?.interface ?? 0));
  const machines = seeds.map((each, index) =>
    assembleMachine(`${each.stem}-lb${index}`, legsOf(each, index, seed, first(index), families, interfaces), each.longForm),
  );
  const shared = Array.from({ length: seed.legs }, (_, network) => interfaces[(first(0) + network) % interfaces.length] ?? "eth0");
  return { machines, names: machines.map(({ name }) => name), legs: seed.legs, interfaces: seed.sameInterfaces ? shared : null };
}
