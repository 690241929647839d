import type { Path } from "../diagnostics/diagnostic.js";
import type { InstanceMember } from "../resolve/plan.js";
import type { Rule } from "./rule.js";

const segmentOf = (member: InstanceMember): string => member.interface.segment ?? member.address.subnet.text;

const placeOf = (member: InstanceMember): Path => [...member.interface.path, member.interface.segment === null ? "address" : "segment"];

/** A pair is two machines that hear each other. */
export const primaryIsNotBackup: Rule = {
  id: "primary-is-not-backup",
  law: "primary and backup are two different machines, both on the VIP's segment",
  why: "a machine cannot take over from itself, and a machine on another segment cannot answer for the VIP",
  source: "RFC 9568 section 1.6: virtual routers of one LAN",
  severity: "error",
  safety: true,
  breaks: `vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy1 }`,
  keeps: `vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }`,
  fix: "name the other load balancer",
  check: (plan, report) => {
    for (const vip of plan.vips) {
      const path = [...vip.path, "backup"];
      const others = plan.machines.filter((machine) => machine !== vip.primary);
      if (vip.primary === vip.backup) {
        report({
          message: `VIP "${vip.name}" has ${vip.primary.name} as primary and as backup`,
          path,
          related: [{ message: "the primary", path: [...vip.path, "primary"] }],
          fix: others[0] === undefined ? "declare a second load balancer" : `backup: ${others[0].name}`,
        });
        continue;
      }
      const apart = vip.instances.find(({ primary, backup }) => segmentOf(primary) !== segmentOf(backup));
      if (apart === undefined) continue;
      report({
        message: `VIP ${apart.address} is on segment ${segmentOf(apart.primary)} at ${vip.primary.name} and on ${segmentOf(apart.backup)} at ${vip.backup.name}`,
        path,
        related: [
          { message: `segment ${segmentOf(apart.primary)}`, path: placeOf(apart.primary) },
          { message: `segment ${segmentOf(apart.backup)}`, path: placeOf(apart.backup) },
        ],
        fix: "give both interfaces the same subnet, or the same segment name",
      });
    }
  },
};
