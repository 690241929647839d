import { type Instance, isLinkLocal } from "./vrrp.js";

/** The two halves of one virtual router, in the order of their machines. */
export type Pair = readonly [one: Instance, other: Instance];

/** What two halves may have in common, the surest first: an address that both hold, that each advertises to the other, or the router ID. */
const bonds: readonly ((instance: Instance) => readonly string[])[] = [
  ({ addresses, excluded }) => [...addresses, ...excluded].flatMap(({ text }) => (isLinkLocal(text) ? [] : [text])),
  ({ virtualRouterId, source, peers }) =>
    source === null || peers === null
      ? []
      : peers.map((peer) => `${virtualRouterId.value} ${[source.text, peer.text].toSorted().join(" ")}`),
  ({ virtualRouterId, family, interface: leg }) => [`${virtualRouterId.value} ${family ?? ""} ${leg.value}`],
  ({ virtualRouterId, family }) => [`${virtualRouterId.value} ${family ?? ""}`],
];

type Partners = Map<Instance, Set<Instance>>;

/** Joins each instance with the first one of every other machine that has the same key. */
function join(instances: readonly Instance[], keysOf: (instance: Instance) => readonly string[], partners: Partners): void {
  const known = new Map<string, Map<string, Instance>>();
  for (const instance of instances) {
    for (const key of keysOf(instance)) {
      const members = known.get(key) ?? new Map<string, Instance>();
      known.set(key, members);
      if (members.has(instance.machine)) continue;
      for (const other of members.values()) {
        partners.get(instance)?.add(other);
        partners.get(other)?.add(instance);
      }
      members.set(instance.machine, instance);
    }
  }
}

export interface Pairing {
  readonly pairs: readonly Pair[];
  /** Instances that no other machine has. */
  readonly alone: readonly Instance[];
}

/** Finds which instances of different machines are one virtual router. A weaker bond counts only for instances that no stronger one joined. */
export function pairInstances(instances: readonly Instance[]): Pairing {
  const partners: Partners = new Map(instances.map((instance) => [instance, new Set()]));
  const isAlone = (instance: Instance): boolean => (partners.get(instance)?.size ?? 0) === 0;
  for (const keysOf of bonds) join(instances.filter(isAlone), keysOf, partners);
  const order = new Map(instances.map((instance, index) => [instance, index]));
  const place = (instance: Instance): number => order.get(instance) ?? 0;
  const pairs = instances.flatMap((one) =>
    [...(partners.get(one) ?? [])].filter((other) => place(one) < place(other)).map((other) => [one, other] as const),
  );
  return { pairs, alone: instances.filter(isAlone) };
}
