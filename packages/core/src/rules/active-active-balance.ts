import type { Machine, PlanVip } from "../resolve/plan.js";
import type { Rule } from "./rule.js";

/** The VIPs of each pair, whichever of its machines is the primary. */
function vipsByPair(vips: readonly PlanVip[]): readonly (readonly PlanVip[])[] {
  const pairs = new Map<string, PlanVip[]>();
  for (const vip of vips) {
    if (vip.primary === vip.backup) continue;
    const key = [vip.primary.name, vip.backup.name].sort().join("\n");
    const list = pairs.get(key) ?? [];
    pairs.set(key, list);
    list.push(vip);
  }
  return [...pairs.values()];
}

const heldBy = (vips: readonly PlanVip[], machine: Machine): readonly PlanVip[] => vips.filter((vip) => vip.primary === machine);
const list = (vips: readonly PlanVip[]): string => (vips.length === 0 ? "of none" : `of ${vips.map(({ name }) => `"${name}"`).join(", ")}`);

/** Two VIPs let both machines work. */
export const activeActiveBalance: Rule = {
  id: "active-active-balance",
  law: "of the VIPs of one pair each machine is the primary of half",
  why: "one machine carries all the traffic and the other waits, and whether the other can carry it is found out when it must",
  source: "keepalived.conf(5), priority; the example active-active",
  severity: "warning",
  safety: false,
  breaks: `vips:
  - { name: east, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }
  - { name: west, address: 192.168.103.20, virtualRouterId: 52, primary: hapxy1, backup: hapxy2 }`,
  keeps: `vips:
  - { name: east, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }
  - { name: west, address: 192.168.103.20, virtualRouterId: 52, primary: hapxy2, backup: hapxy1 }`,
  fix: "let the machines cross: primary: hapxy2, backup: hapxy1",
  check: (plan, report) => {
    if (plan.holes.has("vips")) return;
    for (const vips of vipsByPair(plan.vips)) {
      const sides = vips.flatMap(({ primary, backup }) => [primary, backup]).slice(0, 2);
      const [idle, busy] = sides.toSorted((a, b) => heldBy(vips, a).length - heldBy(vips, b).length);
      if (idle === undefined || busy === undefined) continue;
      const own = heldBy(vips, busy);
      const others = heldBy(vips, idle);
      const last = own.at(-1);
      // An odd number leaves one over.
      if (last === undefined || own.length - others.length < 2) continue;
      report({
        message: `${busy.name} is the primary ${list(own)}, and ${idle.name} ${list(others)}`,
        path: [...last.path, "primary"],
        related: own.slice(0, -1).map((vip) => ({ message: `${busy.name} has "${vip.name}" too`, path: [...vip.path, "primary"] })),
        fix: `primary: ${idle.name}, backup: ${busy.name}`,
      });
    }
  },
};
