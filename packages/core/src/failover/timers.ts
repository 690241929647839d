import type { ResolvedPreempt, TimerOverrides } from "./overrides.js";

/** VRRPv3's step is a hundredth of a second, and its field has twelve bits (RFC 9568 section 5.2.7). */
export const advertisementStep = 10;
export const fastestAdvertisement = 30;
export const slowestAdvertisement = 1000;
/** The time that is promised beside the timers: scheduling, the gratuitous ARP, the client's own retry. Stated wherever a bound is printed. */
export const measuringAllowance = 100;

/** The weight by which a failing tracker loses the VIP without releasing it: more than any gap between our priorities. */
const keepWeight = -100;
const highPriority = 254;
const lowPriority = 253;

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
  const interval = wish.authenticated ? 1000 : intervalFor(wish.max, Math.min(primaryPriority, backupPriority));
  return {
    vrrpVersion: wish.authenticated ? 2 : 3,
    advertisementInterval: overrides.advertisementInterval ?? interval,
    primaryPriority,
    backupPriority,
    trackerWeight: overrides.weight ?? (release ? 0 : keepWeight),
    noPreempt: stays && release,
    preemptDelay: preempt.kind === "delayed" ? preempt.delay : null,
    checkInterval: overrides.checkInterval ?? 1000,
    checkTimeout: overrides.checkTimeout ?? 800,
    checkFall: overrides.checkFall ?? 2,
    checkRise: overrides.checkRise ?? 3,
  };
}
