/** VRRPv3's step is a hundredth of a second, and its field has twelve bits (RFC 9568 section 5.2.7). */
export const advertisementStep = 10;
export const fastestAdvertisement = 30;
export const slowestAdvertisement = 1000;
/** The time that is promised beside the timers: scheduling, the gratuitous ARP, the client's own retry. Stated wherever a bound is printed. */
export const measuringAllowance = 100;

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

/** Skew time (RFC 9568 section 6.1; RFC 3768 section 6.1 for version 2, which counts in whole seconds). Milliseconds. */
export function skewTime(timers: Pick<FailoverTimers, "vrrpVersion" | "advertisementInterval">, priority: number): number {
  const unit = timers.vrrpVersion === 2 ? 1000 : timers.advertisementInterval;
  return ((256 - priority) * unit) / 256;
}

/** Master-down time: how long a backup hears nothing before it takes over. Milliseconds. */
export const masterDownTime = (timers: Pick<FailoverTimers, "vrrpVersion" | "advertisementInterval">, priority: number): number =>
  3 * timers.advertisementInterval + skewTime(timers, priority);

/** How long a master may stand still without losing the VIP: three advertisements are what a backup waits for. Milliseconds. */
export const toleratedPause = ({ advertisementInterval }: Pick<FailoverTimers, "advertisementInterval">): number =>
  3 * advertisementInterval;
