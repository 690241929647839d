import { failureNames, hungFailover, worstFailover } from "../failover/budget.js";
import { keepalivedFeatures, keepalivedHas } from "../failover/keepalived.js";
import type { TimerOverrides } from "../failover/overrides.js";
import { defaultDetection, smallestPromises, type TimerWish } from "../failover/solve.js";
import { formatDuration } from "../model/primitives.js";
import { formatVersion } from "../model/version.js";
import type { PlanVip } from "../resolve/plan.js";
import type { Rule, Violation } from "./rule.js";

/** Milliseconds as a person promises them: never less. */
const promised = (milliseconds: number, step: number): string => formatDuration(Math.ceil(milliseconds / step) * step);

const isDerived = ({ overrides }: TimerWish): boolean => Object.values(overrides).every((value) => value === null);

function judgeMax({ name, path, failover }: PlanVip): Violation | null {
  const { timers, wish } = failover;
  const worst = worstFailover(timers);
  if (worst.total <= failover.max || (wish.authenticated && !failover.maxIsSet)) return null;
  const without = smallestPromises({ ...wish, authenticated: false }).max;
  const could = wish.authenticated
    ? `max: ${promised(worst.total, 1000)}, or no auth (VRRPv3 keeps ${Math.ceil(without / 10) * 10} ms)`
    : `max: ${promised(worst.total, 10)}`;
  return {
    message: `VIP "${name}" promises failover within ${failover.max} ms, and ${isDerived(wish) ? "the fastest timers" : "its timers"} take ${worst.total} ms in the worst case (${failureNames[worst.failure]})`,
    path: [...path, "failover", failover.maxIsSet ? "max" : "timers"],
    fix: could,
  };
}

/** What of the document makes the smallest promise larger than it could be, one at a time, and what it would be without. */
function couldKeep(wish: TimerWish): readonly string[] {
  const { fractionalChecks } = keepalivedFeatures;
  const derived: TimerOverrides = { ...wish.overrides, checkInterval: null, checkTimeout: null, checkFall: null };
  const others: readonly (readonly [string, TimerWish])[] = [
    ...(keepalivedHas(wish.keepalived, "fractionalChecks")
      ? []
      : [[`targets: { keepalived: "${formatVersion(fractionalChecks)}" }`, { ...wish, keepalived: fractionalChecks }] as const]),
    ["timers.check left out", { ...wish, overrides: derived }],
    ["no auth", { ...wish, authenticated: false }],
  ];
  const own = smallestPromises(wish).maxHung;
  return others.flatMap(([what, other]) => {
    const { maxHung } = smallestPromises(other);
    return maxHung < own ? [`${what} (keeps ${promised(maxHung, 100)})`] : [];
  });
}

/** The default promise gives way where auth or `max` makes the election slow: what was asked for does not, nor do checks that were set by hand. */
function judgeHung({ name, path, failover }: PlanVip): Violation | null {
  const hung = hungFailover(failover.timers);
  if (hung.total <= failover.maxHung || (!failover.maxHungIsSet && hung.detection <= defaultDetection)) return null;
  const { wish } = failover;
  const promise = `VIP "${name}" promises that a hung HAProxy loses it within ${failover.maxHung} ms`;
  if (!failover.maxHungIsSet) {
    return {
      message: `${promise}, and its timers take up to ${hung.total} ms`,
      path: [...path, "failover", "timers"],
      fix: `maxHung: ${promised(hung.total, 100)}, or faster timers.check`,
    };
  }
  const least = smallestPromises(wish).maxHung;
  const whole = keepalivedHas(wish.keepalived, "fractionalChecks") ? "" : " (whole-second checks)";
  return {
    message: `${promise}, and keepalived ${formatVersion(wish.keepalived)}${whole} with the fastest timers left to it takes up to ${least} ms`,
    path: [...path, "failover", "maxHung"],
    fix: [`maxHung: ${promised(least, 100)}`, ...couldKeep(wish)].join(", or "),
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
