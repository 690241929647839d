import type { ResolvedPreempt, TimerOverrides } from "./overrides.js";

/** VRRPv3's step is a hundredth of a second, and its field has twelve bits (RFC 9568 section 5.2.7). */
export const advertisementStep = 10;
export const fastestAdvertisement = 30;
export const slowestAdvertisement = 1000;
/** The time that is promised beside the timers: scheduling, the gratuitous ARP, the client's own retry. Stated wherever a bound is printed. */
export const measuringAllowance = 100;

/**
 * The weight by which a failing tracker loses the VIP without releasing it: more than the gap between our priorities. Under priorities that were
 * set by hand it is nearer to 0 where two of them would end below 1, at which keepalived cuts off.
 */
const keepWeight = (lowestPriority: number): number => -Math.max(1, Math.min(100, Math.floor((lowestPriority - 1) / 2)));
const highPriority = 254;
const lowPriority = 253;
/** Whole seconds are all that keepalived 2.2 knows, and one failed check may be bad luck. */
const defaultCheck = { interval: 1000, timeout: 800, fall: 2, rise: 3 } as const;
/** The longest that the derived check takes to see that HAProxy hangs. Milliseconds. */
export const defaultDetection = defaultCheck.fall * defaultCheck.interval + defaultCheck.timeout;

/** What keepalived is told about one VIP. All times are milliseconds. */
export interface FailoverTimers {
  readonly vrrpVersion: 2 | 3;
  readonly advertisementInterval: number;
  readonly primaryPriority: number;
  readonly backupPriority: number;
  /** The weight of every tracker: 0 makes a failing one a fault, which releases the VIP at once. */
  readonly trackerWeight: number;
  /** keepalived's `nopreempt`, on both machines. */
  readonly noPreempt: boolean;
  /** keepalived's `preempt_delay`, on the primary only: on the backup it would delay failover itself. Null is none. */
  readonly preemptDelay: number | null;
  readonly checkInterval: number;
  readonly checkTimeout: number;
  readonly checkFall: number;
  readonly checkRise: number;
}

export interface TimerWish {
  readonly max: number;
  readonly preempt: ResolvedPreempt;
  readonly whenAllUnhealthy: "keep" | "release";
  readonly authenticated: boolean;
  readonly overrides: TimerOverrides;
}

/** Skew time (RFC 9568 section 6.1; RFC 3768 section 6.1 for version 2, which counts in whole seconds). Milliseconds. */
export function skewTime(timers: Pick<FailoverTimers, "vrrpVersion" | "advertisementInterval">, priority: number): number {
  const unit = timers.vrrpVersion === 2 ? 1000 : timers.advertisementInterval;
  return ((256 - priority) * unit) / 256;
}

/** Master-down time: how long a backup hears nothing before it takes over. Milliseconds. */
export const masterDownTime = (timers: Pick<FailoverTimers, "vrrpVersion" | "advertisementInterval">, priority: number): number =>
  3 * timers.advertisementInterval + skewTime(timers, priority);

/** The longest interval whose master-down time, with the allowance, is within `max`: failover.md, "Settled by trial", 5. */
function intervalFor(max: number, lowestPriority: number): number {
  const longest = (max - measuringAllowance) / (3 + (256 - lowestPriority) / 256);
  const stepped = Math.floor(longest / advertisementStep) * advertisementStep;
  return Math.min(slowestAdvertisement, Math.max(fastestAdvertisement, stepped));
}

/**
 * The fastest safe timers for what a VIP asks.
 *
 * A dead HAProxy that releases the VIP is the fast way (weight 0); keeping it somewhere when both are dead costs three
 * advertisements (weights). `preempt: false` cannot be `nopreempt` under weights, which it switches off: equal priorities do it.
 */
export function deriveTimers(wish: TimerWish): FailoverTimers {
  const { overrides, preempt } = wish;
  const release = wish.whenAllUnhealthy === "release";
  const stays = preempt.kind === "never";
  const backupPriority = overrides.backupPriority ?? (stays && !release ? highPriority : lowPriority);
  const primaryPriority = overrides.primaryPriority ?? highPriority;
  const lowestPriority = Math.min(primaryPriority, backupPriority);
  const interval = wish.authenticated ? 1000 : intervalFor(wish.max, lowestPriority);
  const checkInterval = overrides.checkInterval ?? defaultCheck.interval;
  return {
    vrrpVersion: wish.authenticated ? 2 : 3,
    advertisementInterval: overrides.advertisementInterval ?? interval,
    primaryPriority,
    backupPriority,
    trackerWeight: overrides.weight ?? (release ? 0 : keepWeight(lowestPriority)),
    noPreempt: stays && release,
    preemptDelay: preempt.kind === "delayed" ? preempt.delay : null,
    checkInterval,
    // Below the interval, whatever that is.
    checkTimeout: overrides.checkTimeout ?? Math.min(defaultCheck.timeout, Math.floor(checkInterval * 0.8)),
    checkFall: overrides.checkFall ?? defaultCheck.fall,
    checkRise: overrides.checkRise ?? defaultCheck.rise,
  };
}
