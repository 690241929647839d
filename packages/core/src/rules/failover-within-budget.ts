import { failureNames, hungFailover, worstFailover } from "../failover/budget.js";
import { defaultDetection, fastestAdvertisement, masterDownTime, measuringAllowance } from "../failover/timers.js";
import { formatDuration } from "../model/primitives.js";
import type { PlanVip } from "../resolve/plan.js";
import type { Rule, Violation } from "./rule.js";

/** The smallest `max` that VRRPv3 at its fastest keeps, rounded up to what people write. */
const smallestMax =
  Math.ceil((masterDownTime({ vrrpVersion: 3, advertisementInterval: fastestAdvertisement }, 253) + measuringAllowance) / 10) * 10;

function judgeMax({ name, path, failover }: PlanVip): Violation | null {
  const worst = worstFailover(failover.timers);
  if (worst.total <= failover.max || (failover.timers.vrrpVersion === 2 && !failover.maxIsSet)) return null;
  const could =
    failover.timers.vrrpVersion === 2
      ? `max: ${formatDuration(Math.ceil(worst.total / 1000) * 1000)}, or no auth (VRRPv3 keeps ${smallestMax} ms)`
      : `max: ${formatDuration(Math.max(smallestMax, Math.ceil(worst.total / 10) * 10))}`;
  return {
    message: `VIP "${name}" promises failover within ${failover.max} ms, and its timers take ${worst.total} ms in the worst case (${failureNames[worst.failure]})`,
    path: [...path, "failover", failover.maxIsSet ? "max" : "timers"],
    fix: could,
  };
}

/** The default promise gives way where auth or `max` makes the election slow: what was asked for does not, nor do checks that were set by hand. */
function judgeHung({ name, path, failover }: PlanVip): Violation | null {
  const hung = hungFailover(failover.timers);
  if (hung.total <= failover.maxHung || (!failover.maxHungIsSet && hung.detection <= defaultDetection)) return null;
  return {
    message: `VIP "${name}" promises that a hung HAProxy loses it within ${failover.maxHung} ms, and its timers take up to ${hung.total} ms`,
    path: [...path, "failover", failover.maxHungIsSet ? "maxHung" : "timers"],
    fix: `maxHung: ${formatDuration(Math.ceil(hung.total / 100) * 100)}, or faster timers.check`,
  };
}

/** Promises are kept by timers. */
export const failoverWithinBudget: Rule = {
  id: "failover-within-budget",
  law: "the worst case of the timers is within failover.max, and within failover.maxHung for an HAProxy that hangs",
  why: "a promise that the timers cannot keep is found out in the night that it is needed",
  source: "RFC 9568 section 6.1 (skew and master-down time), with the measured allowance of 100 ms",
  severity: "error",
  safety: true,
  breaks: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { max: 100ms }`,
  keeps: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { max: 200ms }`,
  fix: "max: 200ms",
  check: (plan, report) => {
    for (const vip of plan.vips) for (const violation of [judgeMax(vip), judgeHung(vip)]) if (violation !== null) report(violation);
  },
};
