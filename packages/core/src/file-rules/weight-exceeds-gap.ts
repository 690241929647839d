import type { Instance, UsedTracker } from "../files/vrrp.js";
import { weightExceedsGap } from "../rules/weight-exceeds-gap.js";
import type { FileRule, FileViolation } from "./file-rule.js";

/** keepalived cuts the sum off at 1 and 254 (keepalived.conf(5), weight). */
const cut = (priority: number): number => Math.min(254, Math.max(1, priority));

/** What an instance advertises while one tracker fails, or none: a negative weight counts when it fails, a positive one when it passes. */
function effective({ priority, trackers }: Instance, failing: UsedTracker | null): number {
  const earned = trackers.map((tracker) => {
    const weight = tracker.weight.value ?? 0;
    return weight > 0 === (tracker !== failing) ? weight : 0;
  });
  return cut(earned.reduce((sum, weight) => sum + weight, priority.value));
}

function checkPrimary(primary: Instance, backup: Instance, report: (violation: FileViolation) => void): void {
  for (const tracker of primary.trackers) {
    const { value, at } = tracker.weight;
    if (value === 0 || value === null || Number.isNaN(value)) continue;
    const [left, other] = [effective(primary, tracker), effective(backup, null)];
    if (left < other) continue;
    report({
      message: `vrrp_instance ${primary.name}: with ${tracker.name} failing ${primary.machine} still has priority ${left}, and ${backup.machine} ${other}: the VIP ${left === other ? "goes to the higher address" : "never fails over"}`,
      at,
      related: [
        { message: `${primary.machine}'s priority`, at: primary.priority.at },
        { message: `${backup.machine}'s priority`, at: backup.priority.at },
      ],
      fix: "priorities 254 and 253, and weight -100 for each tracker",
    });
  }
}

/** A failing tracker changes who is first. */
export const weightExceedsGapInFiles: FileRule = {
  ...weightExceedsGap,
  check: ({ pairs }, report) => {
    for (const [one, other] of pairs) {
      const [primary, backup] = effective(one, null) >= effective(other, null) ? [one, other] : [other, one];
      checkPrimary(primary, backup, report);
      // On equal priorities either may hold the VIP.
      if (effective(one, null) === effective(other, null)) checkPrimary(backup, primary, report);
    }
  },
};
