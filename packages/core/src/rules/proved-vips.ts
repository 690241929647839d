import type { ProvedVip } from "../failover/prove.js";
import { isHigherAddress } from "../model/address.js";
import type { Plan, VrrpInstance } from "../resolve/plan.js";

/** What keepalived tracks on each machine (render-keepalived): HAProxy's process, and the check that it answers. VIPs share both. */
const trackers = ["haproxy", "haproxy_answers"] as const;

/** The wire between two machines: the interfaces at its ends, whichever of them is the primary's. Both families of a VIP share it. */
const wireOf = ({ primary, backup }: VrrpInstance): string =>
  JSON.stringify([primary, backup].map(({ machine, interface: leg }) => [machine.name, leg.name]).sort());

/** How a person calls each wire: by the segments on it. */
function linkNames(instances: readonly VrrpInstance[]): ReadonlyMap<string, string> {
  const segments = new Map<string, Set<string>>();
  for (const instance of instances) {
    const known = segments.get(wireOf(instance)) ?? new Set();
    segments.set(wireOf(instance), known.add(instance.segment));
  }
  return new Map([...segments].map(([wire, names]) => [wire, [...names].join(" and ")]));
}

/** A plan's virtual routers, as the prover takes them. One machine as both ends of a VIP is another rule's. */
export function provedVips({ vips }: Pick<Plan, "vips">): readonly ProvedVip[] {
  const pairs = vips.filter(({ primary, backup }) => primary !== backup);
  const links = linkNames(pairs.flatMap(({ instances }) => instances));
  return pairs.flatMap(({ name: vip, instances, failover: { timers, preempt, whenAllUnhealthy } }) =>
    instances.map((instance) => ({
      vip,
      name: instance.name,
      primary: instance.primary.machine.name,
      backup: instance.backup.machine.name,
      primaryAddressIsHigher: isHigherAddress(instance.primary.address.address, instance.backup.address.address),
      link: links.get(wireOf(instance)) ?? instance.segment,
      timers,
      preempt,
      whenAllUnhealthy,
      trackers,
    })),
  );
}
