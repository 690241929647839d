import { type FailoverTimers, masterDownTime, measuringAllowance, skewTime } from "./timers.js";

/** How a person calls each failure. */
export const failureNames = {
  "haproxy-killed": "HAProxy killed",
  "machine-lost": "the machine lost",
  "link-down": "its link down",
  "keepalived-stopped": "keepalived stopped",
  "haproxy-hung": "HAProxy hung",
} as const;

/** One kind of failure and the longest it can take, from the event to the VIP answering on the other machine. Milliseconds. */
export interface BudgetRow {
  readonly failure: keyof typeof failureNames;
  readonly detection: number;
  readonly election: number;
  readonly total: number;
}

const row = (failure: BudgetRow["failure"], detection: number, election: number): BudgetRow => ({
  failure,
  detection,
  election,
  total: Math.ceil(detection + election + measuringAllowance),
});

/** A hung HAProxy is seen by the last of `fall` checks: each begins an interval after the one before, and the last one times out. */
const checkDetection = (timers: FailoverTimers): number => timers.checkFall * timers.checkInterval + timers.checkTimeout;

/**
 * The longest that each failure takes, from the timers alone (failover.md, "How long").
 * The slower of the two machines as the one that takes over counts, since either may.
 */
export function failoverBudget(timers: FailoverTimers): readonly BudgetRow[] {
  const lowest = Math.min(timers.primaryPriority, timers.backupPriority);
  const skew = skewTime(timers, lowest);
  const masterDown = masterDownTime(timers, lowest);
  // A fault says goodbye with priority 0; a weighted tracker only lowers the priority, and the backup waits out the old master.
  const trackerElection = timers.trackerWeight === 0 ? skew : masterDown;
  return [
    row("haproxy-killed", 0, trackerElection),
    row("machine-lost", 0, masterDown),
    row("link-down", 0, masterDown),
    row("keepalived-stopped", 0, skew),
    row("haproxy-hung", checkDetection(timers), trackerElection),
  ];
}

/** The worst of the failures that `failover.max` bounds. */
export const worstFailover = (timers: FailoverTimers): BudgetRow =>
  failoverBudget(timers)
    .filter((each) => each.failure !== "haproxy-hung")
    .reduce((worst, each) => (each.total > worst.total ? each : worst));

/** What `failover.maxHung` bounds. */
export const hungFailover = (timers: FailoverTimers): BudgetRow =>
  failoverBudget(timers).filter((each) => each.failure === "haproxy-hung")[0] ?? worstFailover(timers);
