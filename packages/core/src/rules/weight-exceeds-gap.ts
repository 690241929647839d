import type { Rule } from "./rule.js";

/** A failing tracker changes who is first. */
export const weightExceedsGap: Rule = {
  id: "weight-exceeds-gap",
  law: "a tracker's weight is 0 (a fault), or takes more from the priority than the gap between primary and backup, and two of them no more than it has",
  why: "with less, the machine whose HAProxy is dead keeps the VIP for ever, and no daemon says a word",
  source: "failover by trial: weight 2 with gap 3 never failed over on keepalived 2.2.7; keepalived.conf(5), weight",
  severity: "error",
  safety: true,
  breaks: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { timers: { priorities: { primary: 103, backup: 100 }, weight: -2 } }`,
  keeps: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { timers: { priorities: { primary: 103, backup: 100 }, weight: -40 } }`,
  fix: "a negative weight, above the gap and below half of the lower priority: -49 for 103 and 100",
  check: (plan, report) => {
    for (const { name, path, failover } of plan.vips) {
      const { primaryPriority, backupPriority, trackerWeight } = failover.timers;
      const place = [...path, "failover", "timers", "weight"];
      const gap = primaryPriority - backupPriority;
      // The mismatch is all-unhealthy-is-chosen's.
      if (failover.whenAllUnhealthy === "release" || trackerWeight === 0) continue;
      if (Math.abs(trackerWeight) <= gap) {
        const most = Math.min(100, Math.floor((backupPriority - 1) / 2));
        report({
          message: `VIP "${name}": weight ${trackerWeight} does not exceed the gap of ${gap} between the priorities ${primaryPriority} and ${backupPriority}: the VIP never fails over`,
          path: place,
          fix: most > gap ? `weight: ${-most}` : "priorities: { primary: 254, backup: 253 }",
        });
      } else if (
        trackerWeight < 0
          ? Math.min(primaryPriority, backupPriority) + 2 * trackerWeight < 1
          : Math.max(primaryPriority, backupPriority) + 2 * trackerWeight > 254
      ) {
        report({
          message: `VIP "${name}": both trackers together take the priority out of 1 to 254, where keepalived cuts it off`,
          path: place,
          fix: "a weight nearer to 0, or other priorities",
        });
      }
    }
  },
};
