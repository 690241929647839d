import type { VrrpInstance } from "../resolve/plan.js";
import { findTwice, type Rule } from "./rule.js";

const placeOf = (instance: VrrpInstance): string => `${instance.segment} ${instance.family} ${instance.virtualRouterId}`;

/** A virtual router ID names one virtual router on a segment. */
export const vridUniqueOnSegment: Rule = {
  id: "vrid-unique-on-segment",
  law: "a virtual router ID is used once per L2 segment and address family, counting the neighbours' in reservedRouterIds",
  why: "two routers of one ID discard each other's advertisements, or take each other's place: VIPs move or vanish when the neighbour does",
  source: "RFC 9568 section 5.2.3: the ID is unique on a LAN",
  severity: "error",
  safety: true,
  breaks: `vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }
  - { name: partner, address: 192.168.103.9, virtualRouterId: 51, primary: hapxy2, backup: hapxy1 }`,
  keeps: `vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }
  - { name: partner, address: 192.168.103.9, virtualRouterId: 52, primary: hapxy2, backup: hapxy1 }`,
  fix: "choose an ID that nothing on the segment uses",
  check: (plan, report) => {
    const reported = new Set<string>();
    const instances = plan.vips.flatMap((vip) => vip.instances.map((instance) => ({ vip, instance })));
    findTwice(
      instances,
      ({ instance }) => placeOf(instance),
      (again, first) => {
        // A dual-stack pair of VIPs that collides in both families is one mistake.
        const pair = `${again.vip.name}\n${first.vip.name}`;
        if (again.vip === first.vip || reported.has(pair)) return;
        reported.add(pair);
        report({
          message: `virtual router ID ${again.vip.virtualRouterId} is used twice on segment ${again.instance.segment}`,
          path: [...again.vip.path, "virtualRouterId"],
          related: [{ message: `VIP "${first.vip.name}" has it`, path: [...first.vip.path, "virtualRouterId"] }],
        });
      },
    );
    const reserved = plan.vips.flatMap((vip) =>
      vip.instances.flatMap((instance) =>
        vip.reservedRouterIds.map((id, index) => ({ id, segment: instance.segment, path: [...vip.path, "reservedRouterIds", index] })),
      ),
    );
    const byPlace = new Map(reserved.map((each) => [`${each.segment} ${each.id}`, each]));
    for (const vip of plan.vips) {
      const taken = vip.instances.map(({ segment }) => byPlace.get(`${segment} ${vip.virtualRouterId}`)).find((each) => each !== undefined);
      if (taken === undefined) continue;
      report({
        message: `virtual router ID ${vip.virtualRouterId} of VIP "${vip.name}" is a neighbour's on segment ${taken.segment}`,
        path: [...vip.path, "virtualRouterId"],
        related: [{ message: "reserved", path: taken.path }],
      });
    }
  },
};
