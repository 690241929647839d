import type { Instance } from "../files/vrrp.js";
import { weightExceedsGap } from "../rules/weight-exceeds-gap.js";
import type { FileRule, FileViolation } from "./file-rule.js";

/** keepalived cuts the sum off at 1 and 254 (keepalived.conf(5), weight). */
const cut = (priority: number): number => Math.min(254, Math.max(1, priority));

/** What an instance advertises while every tracker passes, before it is cut: a positive weight counts then. */
const healthy = ({ priority, trackers }: Instance): number =>
  trackers.reduce((sum, { weight }) => sum + Math.max(0, weight.value ?? 0), priority.value);

function checkPrimary(primary: Instance, backup: Instance, report: (violation: FileViolation) => void): void {
  const [all, other] = [healthy(primary), cut(healthy(backup))];
  for (const tracker of primary.trackers) {
    const { value, at } = tracker.weight;
    if (value === 0 || value === null) continue;
    // A failing tracker takes a negative weight away from the sum, or no longer gives a positive one.
    const left = cut(all - Math.abs(value));
    // A backup takes over from a lower priority, not from its own (RFC 9568 section 6.4.2).
    if (left < other) continue;
    report({
      message: `vrrp_instance ${primary.name}: with ${tracker.name} failing ${primary.machine} still has priority ${left}, and ${backup.machine} ${other}: the VIP never fails over`,
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
      const [primary, backup] = cut(healthy(one)) >= cut(healthy(other)) ? [one, other] : [other, one];
      checkPrimary(primary, backup, report);
      // On equal priorities either may hold the VIP.
      if (cut(healthy(one)) === cut(healthy(other))) checkPrimary(backup, primary, report);
    }
  },
};
