import { type FailoverTimers, masterDownTime, measuringAllowance, skewTime } from "./timers.js";

/** How a person calls each event. */
export const failureNames = {
  "haproxy-killed": "HAProxy killed",
  "machine-lost": "the machine lost",
  "link-down": "its link down",
  "keepalived-stopped": "keepalived stopped",
  "haproxy-hung": "HAProxy hung",
  "keepalived-killed": "keepalived killed",
  "link-healed": "its link healed",
  "primary-returned": "the primary well again",
} as const;

/** What a VIP promises: `failover.max` and `failover.maxHung`, in milliseconds. */
export interface Promises {
  readonly max: number;
  readonly maxHung: number;
}

/**
 * One kind of event and the longest it can take until the VIP answers, on one machine, where it should be. Milliseconds.
 * `total` is the sum of the other three, rounded up.
 */
export interface BudgetRow {
  readonly failure: keyof typeof failureNames;
  /** Until keepalived knows. */
  readonly detection: number;
  /** From then until the other machine takes the VIP. */
  readonly election: number;
  /** Scheduling, the gratuitous ARP, the client's own retry. */
  readonly allowance: number;
  readonly total: number;
  /** The promise that bounds it; null where it is reported only. */
  readonly promise: keyof Promises | null;
}

/** A row beside its promise: `margin` is what is left of it, negative where it is broken. Both are null where nothing is promised. */
export interface PromisedRow extends BudgetRow {
  readonly promised: number | null;
  readonly margin: number | null;
}

/** What host/ tells systemd: the pause before it starts a keepalived that was killed. The start itself took 31 ms where it was tried. */
export const restartPause = 100;

const row = (failure: BudgetRow["failure"], promise: BudgetRow["promise"], detection: number, election: number): BudgetRow => ({
  failure,
  detection,
  election,
  allowance: measuringAllowance,
  total: Math.ceil(detection + election + measuringAllowance),
  promise,
});

/** A check that fails or passes is seen by the last of `count`: each begins an interval after the one before, and the last may take its timeout. */
const checkDetection = ({ checkInterval, checkTimeout }: FailoverTimers, count: number): number => count * checkInterval + checkTimeout;

/** Whether the VIP goes back to the primary: `preempt: false` is `nopreempt`, or no primary at all. */
const returnsToPrimary = ({ noPreempt, primaryPriority, backupPriority }: FailoverTimers): boolean =>
  !noPreempt && primaryPriority > backupPriority;

/** A fault says goodbye with priority 0; a weighted tracker only lowers the priority, and the backup waits out the old master. */
const trackerElection = (timers: FailoverTimers, lowest: number): number =>
  timers.trackerWeight === 0 ? skewTime(timers, lowest) : masterDownTime(timers, lowest);

/** The slower of the two machines as the one that takes over counts, since either may. */
const lowestPriority = ({ primaryPriority, backupPriority }: FailoverTimers): number => Math.min(primaryPriority, backupPriority);

/** What `failover.maxHung` bounds. */
export const hungFailover = (timers: FailoverTimers): BudgetRow =>
  row("haproxy-hung", "maxHung", checkDetection(timers, timers.checkFall), trackerElection(timers, lowestPriority(timers)));

/** The longest that each failure takes, from the timers alone (failover.md, "How long"). */
export function failoverBudget(timers: FailoverTimers): readonly BudgetRow[] {
  const lowest = lowestPriority(timers);
  const masterDown = masterDownTime(timers, lowest);
  return [
    row("haproxy-killed", "max", 0, trackerElection(timers, lowest)),
    row("machine-lost", "max", 0, masterDown),
    row("link-down", "max", 0, masterDown),
    row("keepalived-stopped", "max", 0, skewTime(timers, lowest)),
    hungFailover(timers),
    ...reportedRows(timers, masterDown),
  ];
}

/** What no timer bounds in the sense of a promise: the VIP answers all the while, or from two machines, or waits for systemd. */
function reportedRows(timers: FailoverTimers, masterDown: number): readonly BudgetRow[] {
  const back = masterDownTime(timers, timers.primaryPriority) + (timers.preemptDelay ?? 0);
  return [
    // Its addresses stay: two machines hold the VIP from the master-down time on, until the restart drops the stale one; or nobody does from
    // the restart on, until the master-down time. The later of the two ends it.
    row("keepalived-killed", null, 0, Math.max(restartPause, masterDown)),
    // Two holders, until one hears the other: then the lower steps down, and the higher announces itself (`vrrp_higher_prio_send_advert`).
    row("link-healed", null, timers.advertisementInterval, 0),
    // The backup goes on answering until the primary has passed its checks, and the wait before it preempts.
    ...(returnsToPrimary(timers) ? [row("primary-returned", null, checkDetection(timers, timers.checkRise), back)] : []),
  ];
}

/** The worst of the failures that `failover.max` bounds. */
export const worstFailover = (timers: FailoverTimers): BudgetRow =>
  failoverBudget(timers)
    .filter(({ promise }) => promise === "max")
    .reduce((worst, each) => (each.total > worst.total ? each : worst));

/** Each row beside what the VIP promises. */
export const promisedBudget = (timers: FailoverTimers, promises: Promises): readonly PromisedRow[] =>
  failoverBudget(timers).map((each) => {
    const promised = each.promise === null ? null : promises[each.promise];
    return { ...each, promised, margin: promised === null ? null : promised - each.total };
  });
