import { hungFailover, worstFailover } from "../failover/budget.js";
import { fastestAdvertisement, masterDownTime, measuringAllowance } from "../failover/timers.js";
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
      ? `max: ${Math.ceil(worst.total / 1000)}s, or no auth (VRRPv3 keeps ${smallestMax} ms)`
      : `max: ${Math.max(smallestMax, worst.total)}ms`;
  return {
    message: `VIP "${name}" promises failover within ${failover.max} ms, and its timers take ${worst.total} ms in the worst case (${worst.failure})`,
    path: [...path, "failover", failover.maxIsSet ? "max" : "timers"],
    fix: could,
  };
}

function judgeHung({ name, path, failover }: PlanVip, fractions: boolean): Violation | null {
  const hung = hungFailover(failover.timers);
  if (hung.total <= failover.maxHung) return null;
  return {
    message: `VIP "${name}" promises that a hung HAProxy loses it within ${failover.maxHung} ms, and its checks take ${hung.total} ms`,
    path: [...path, "failover", "maxHung"],
    fix: `maxHung: ${Math.ceil(hung.total / 100) * 100}ms${fractions ? ", or faster timers.check" : '; targets: { keepalived: "2.3" } can check more often than each second'}`,
  };
}

/** Promises are kept by timers. */
export const failoverWithinBudget: Rule = {
  id: "failover-within-budget",
  law: "the worst case of the timers is within failover.max, and within failover.maxHung for an HAProxy that hangs",
  why: "a promise that the timers cannot keep is found out in the night that it is needed",
  source: "RFC 9568 section 6.1 (skew and master-down time), with the measured allowance of 100 ms",
  severity: "error",
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
    const fractions = plan.targets.keepalived.major > 2 || plan.targets.keepalived.minor >= 3;
    for (const vip of plan.vips) {
      const violations = [judgeMax(vip), judgeHung(vip, fractions)];
      for (const violation of violations) if (violation !== null) report(violation);
    }
  },
};
