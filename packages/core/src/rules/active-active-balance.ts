import type { PlanVip } from "../resolve/plan.js";
import type { Rule } from "./rule.js";

/** The VIPs of each pair, whichever of its machines is the primary. */
function vipsByPair(vips: readonly PlanVip[]): readonly (readonly PlanVip[])[] {
  const pairs = new Map<string, PlanVip[]>();
  for (const vip of vips) {
    if (vip.primary === vip.backup) continue;
    const key = JSON.stringify([vip.primary.name, vip.backup.name].sort());
    const list = pairs.get(key) ?? [];
    pairs.set(key, list);
    list.push(vip);
  }
  return [...pairs.values()];
}

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
      for (const busy of new Set(vips.map(({ primary }) => primary))) {
        const own = vips.filter(({ primary }) => primary === busy);
        const others = vips.filter(({ primary }) => primary !== busy);
        // An odd number leaves one over.
        const last = own.slice(others.length + 1).at(-1);
        if (last === undefined) continue;
        report({
          message: `${busy.name} is the primary ${list(own)}, and ${last.backup.name} ${list(others)}`,
          path: [...last.path, "primary"],
          related: own.slice(0, -1).map((vip) => ({ message: `${busy.name} has "${vip.name}" too`, path: [...vip.path, "primary"] })),
          fix: `primary: ${last.backup.name}, backup: ${busy.name}`,
        });
      }
    }
  },
};
