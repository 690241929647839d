import type { Version } from "../model/version.js";
import { hungFailover, worstFailover } from "./budget.js";
import { keepalivedHas } from "./keepalived.js";
import type { ResolvedPreempt, TimerOverrides } from "./overrides.js";
import { advertisementStep, type FailoverTimers, fastestAdvertisement, measuringAllowance, slowestAdvertisement } from "./timers.js";

/** What a VIP asks of its timers, and which keepalived must do it. Times are milliseconds. */
export interface TimerWish {
  readonly max: number;
  /** Null where the document leaves the default, which gives way: nothing is made faster for its sake. */
  readonly maxHung: number | null;
  readonly preempt: ResolvedPreempt;
  readonly whenAllUnhealthy: "keep" | "release";
  readonly authenticated: boolean;
  readonly keepalived: Version;
  readonly overrides: TimerOverrides;
}

type Check = Pick<FailoverTimers, "checkInterval" | "checkTimeout">;

/**
 * The weight by which a failing tracker loses the VIP without releasing it: more than the gap between our priorities. Under priorities that were
 * set by hand it is nearer to 0 where two of them would end below 1, at which keepalived cuts off.
 */
const keepWeight = (lowestPriority: number): number => -Math.max(1, Math.min(100, Math.floor((lowestPriority - 1) / 2)));
const highPriority = 254;
const lowPriority = 253;

/** Whole seconds are all that keepalived 2.2 knows, and one failed check may be bad luck. */
const usualCheck = { interval: 1000, timeout: 800, fall: 2, rise: 3 } as const;
/** The longest that the usual check takes to see that HAProxy hangs. Milliseconds. */
export const defaultDetection = usualCheck.fall * usualCheck.interval + usualCheck.timeout;
/** A check is three processes: more than four a second are felt, and in less than 200 ms a busy machine may not have run them. */
const fastestCheck = { interval: 250, timeout: 200 } as const;
const checkStep = 50;

/** From the slowest to the fastest, both included where the step meets them. */
const descending = (from: number, to: number, step: number): readonly number[] =>
  Array.from({ length: Math.max(0, Math.floor((from - to) / step)) + 1 }, (_, index) => from - index * step);

/** Below the interval, whatever that is. */
const usualTimeout = (interval: number): number => Math.min(usualCheck.timeout, Math.floor(interval * 0.8));

/** The longest interval whose master-down time, with the allowance, is within `max`: failover.md, "Settled by trial", 5. */
function intervalFor(max: number, lowestPriority: number): number {
  const longest = (max - measuringAllowance) / (3 + (256 - lowestPriority) / 256);
  const stepped = Math.floor(longest / advertisementStep) * advertisementStep;
  return Math.min(slowestAdvertisement, Math.max(fastestAdvertisement, stepped));
}

/**
 * The slowest safe timers that keep `max`, with the usual check.
 *
 * A dead HAProxy that releases the VIP is the fast way (weight 0); keeping it somewhere when both are dead costs three
 * advertisements (weights). `preempt: false` cannot be `nopreempt` under weights, which it switches off: equal priorities do it.
 */
function timersForMax(wish: TimerWish): FailoverTimers {
  const { overrides, preempt } = wish;
  const release = wish.whenAllUnhealthy === "release";
  const stays = preempt.kind === "never";
  const backupPriority = overrides.backupPriority ?? (stays && !release ? highPriority : lowPriority);
  const primaryPriority = overrides.primaryPriority ?? highPriority;
  const lowestPriority = Math.min(primaryPriority, backupPriority);
  const interval = wish.authenticated ? 1000 : intervalFor(wish.max, lowestPriority);
  const checkInterval = overrides.checkInterval ?? usualCheck.interval;
  return {
    vrrpVersion: wish.authenticated ? 2 : 3,
    advertisementInterval: overrides.advertisementInterval ?? interval,
    primaryPriority,
    backupPriority,
    trackerWeight: overrides.weight ?? (release ? 0 : keepWeight(lowestPriority)),
    noPreempt: stays && release,
    preemptDelay: preempt.kind === "delayed" ? preempt.delay : null,
    checkInterval,
    checkTimeout: overrides.checkTimeout ?? usualTimeout(checkInterval),
    checkFall: overrides.checkFall ?? usualCheck.fall,
    checkRise: overrides.checkRise ?? usualCheck.rise,
  };
}

/** The advertisement intervals that may be rendered, from the one that `max` allows to the fastest. What was set by hand, and v2's second, stay. */
function allowedIntervals({ authenticated, overrides }: TimerWish, { advertisementInterval }: FailoverTimers): readonly number[] {
  if (authenticated || overrides.advertisementInterval !== null) return [advertisementInterval];
  return descending(advertisementInterval, fastestAdvertisement, advertisementStep);
}

/**
 * The checks that the target's keepalived may be given, from the slowest to the fastest. The timeout is the usual part of the interval, since a
 * busy HAProxy must not seem hung; only when the interval cannot be shorter, the timeout is.
 */
function allowedChecks({ keepalived, overrides }: TimerWish, usual: FailoverTimers): readonly Check[] {
  const mayVary = overrides.checkInterval === null && keepalivedHas(keepalived, "fractionalChecks");
  const all = mayVary ? descending(usual.checkInterval, fastestCheck.interval, checkStep) : [usual.checkInterval];
  const longer = all.filter((interval) => interval > (overrides.checkTimeout ?? 0));
  const intervals = longer.length === 0 ? [usual.checkInterval] : longer;
  return intervals.flatMap((checkInterval, index) => {
    const timeout = overrides.checkTimeout ?? usualTimeout(checkInterval);
    const mayShrink = overrides.checkTimeout === null && index === intervals.length - 1;
    const timeouts = mayShrink ? descending(timeout, fastestCheck.timeout, checkStep) : [timeout];
    return timeouts.map((checkTimeout) => ({ checkInterval, checkTimeout }));
  });
}

/**
 * The timers for what a VIP asks: none faster than its promises need. For `maxHung` the check gives first and the advertisements last, since a
 * pause of three advertisements moves the VIP. Where nothing that is allowed keeps `maxHung`, the timers are those for `max`, and rule
 * failover-within-budget says what could.
 */
export function deriveTimers(wish: TimerWish): FailoverTimers {
  const usual = timersForMax(wish);
  const { maxHung } = wish;
  if (maxHung === null) return usual;
  const checks = allowedChecks(wish, usual);
  const keeps = (timers: FailoverTimers): boolean => hungFailover(timers).total <= maxHung;
  const intervals = allowedIntervals(wish, usual).map((advertisementInterval) => ({ ...usual, advertisementInterval }));
  const slowest = intervals.find((timers) => keeps({ ...timers, ...checks.at(-1) }));
  if (slowest === undefined) return usual;
  return checks.map((check) => ({ ...slowest, ...check })).find(keeps) ?? usual;
}

/** The smallest promises that the target's keepalived can keep, whatever else the document asks. Milliseconds. */
export function smallestPromises(wish: TimerWish): { readonly max: number; readonly maxHung: number } {
  const hurried = timersForMax({ ...wish, max: 0 });
  const fastest = { ...hurried, ...allowedChecks(wish, hurried).at(-1) };
  return { max: worstFailover(fastest).total, maxHung: hungFailover(fastest).total };
}
