import { type Attempt, answered, failed, longestGap, longestStall, outcomes } from "../lab/attempts.js";
import type { Target } from "../lab/client.js";
import type { Edge } from "../lab/edge.js";
import { pause, until } from "../lab/run.js";

const LEAD = 150;
const TAIL = 150;
/** More than the longest advertisement interval of the examples: the event meets every phase of it. */
const PHASES = 140;

const anyMoment = (): Promise<void> => pause(Math.random() * PHASES);

/**
 * What clients that open a new connection every 10 ms, one to each target, see while something happens; in the order of the targets.
 * `moment` waits for the phase of the timers at which it shall happen; default any.
 */
export const watch = async (
  edge: Edge,
  targets: readonly Target[],
  event: () => Promise<void>,
  moment = anyMoment,
): Promise<readonly Attempts[]> => {
  const streams = await Promise.all(targets.map((target) => edge.client.stream(target)));
  let attempts: readonly Attempts[] = [];
  try {
    await pause(LEAD);
    await moment();
    await event();
    await pause(TAIL);
  } finally {
    attempts = await Promise.all(streams.map((stream) => stream.stop()));
  }
  return attempts;
};

export type Attempts = readonly Attempt[];

export interface Scenario {
  readonly what: string;
  readonly targets: readonly Target[];
  readonly runs: number;
  /** Milliseconds that no gap should exceed; printed beside the figures. */
  readonly bound: number;
  /** The same for the time that the event and the restore take; default none. */
  readonly eventBound?: number;
  readonly restoreBound?: number;
  /** Ends when the VIP is where the event takes it. */
  readonly event: () => Promise<void>;
  /** Ends when all is as before. */
  readonly restore: () => Promise<void>;
  /** Waits for the phase of the timers at which the event of a run, counted from 0, and then its restore, shall happen; default any. */
  readonly moment?: (run: number) => Promise<void>;
}

export interface Measured {
  /** What was seen, by run and then by target. */
  readonly runs: readonly (readonly Attempts[])[];
  /** The longest gap of all, in milliseconds. */
  readonly longest: number;
  /** How long each run's event took to its end, and its restore, in milliseconds. */
  readonly events: readonly number[];
  readonly restores: readonly number[];
  /** Requests that failed although they were started later than the bound after the first one that failed: an outage in pieces. */
  readonly late: readonly Attempt[];
}

/**
 * Measures a scenario again and again, at random phase of the timers unless it says which. A run that is out of bounds on a machine that
 * stalled is repeated, at most as often as there are runs (and twice at least); every such run is printed.
 */
export const measure = async (edge: Edge, { bound, moment, ...scenario }: Scenario): Promise<Measured> => {
  const { eventBound = Number.POSITIVE_INFINITY, restoreBound = Number.POSITIVE_INFINITY } = scenario;
  const isInTime = (run: Run): boolean => run.event <= eventBound && run.restore <= restoreBound;
  const runs: Run[] = [];
  for (let repeats = Math.max(2, scenario.runs); runs.length < scenario.runs; ) {
    await calm(edge, scenario.targets);
    const run = await once(edge, scenario, moment === undefined ? anyMoment : () => moment(runs.length));
    const isWithin = isInTime(run) && run.seen.every((seen) => longestGap(seen) <= bound && lateFailures(seen, bound).length === 0);
    if (!isWithin) print(scenario.what, `out of bounds: ${[...run.seen.map(describe), timesOf(run)].join("; ")}`);
    if (isWithin || Math.max(...run.seen.map(stallOf)) < STALL || repeats-- === 0) runs.push(run);
  }
  const gaps = runs.flatMap(({ seen }) => seen.map(longestGap));
  const longest = Math.max(...gaps);
  print(scenario.what, `longest gap ${longest.toFixed(0)} ms of [${gaps.map((gap) => gap.toFixed(0)).join(" ")}], bound ${bound} ms`);
  return {
    runs: runs.map(({ seen }) => seen),
    longest,
    events: runs.map(({ event }) => event),
    restores: runs.map(({ restore }) => restore),
    late: runs.flatMap(({ seen }) => seen).flatMap((attempts) => lateFailures(attempts, bound)),
  };
};

interface Run {
  readonly seen: readonly Attempts[];
  readonly event: number;
  readonly restore: number;
}

const timesOf = ({ event, restore }: Run): string => `event ${event.toFixed(0)} ms, restore ${restore.toFixed(0)} ms`;

const once = async (
  edge: Edge,
  { targets, event, restore }: Pick<Scenario, "targets" | "event" | "restore">,
  moment: () => Promise<void>,
): Promise<Run> => {
  let lasted = 0;
  const timed = async (): Promise<void> => {
    lasted = await timeOf(event);
  };
  const seen = await watch(edge, targets, timed, moment);
  await moment();
  return { seen, event: lasted, restore: await timeOf(restore) };
};

const timeOf = async (action: () => Promise<void>): Promise<number> => {
  const started = performance.now();
  await action();
  return performance.now() - started;
};

/**
 * Waits until every node answers at once. A machine that has just come back may hold the VIP before it has resolved its nodes' link-layer
 * addresses, which a lost ARP request delays by a second; that belongs to the return before and not to the failure that is measured.
 */
const calm = async (edge: Edge, targets: readonly Target[]): Promise<void> => {
  const isCalm = async (target: Target): Promise<boolean> => {
    const attempts = await edge.client.fetchMany(ENOUGH_FOR_EVERY_NODE, target);
    return failed(attempts).length === 0 && stallOf(attempts) < STALL;
  };
  for (const target of targets) await until(`${target.address} is answered at once`, () => isCalm(target), 10_000);
};
const ENOUGH_FOR_EVERY_NODE = 12;

export const print = (what: string, text: string): void => void process.stdout.write(`${what}: ${text}\n`);

/** From here on, in milliseconds, a run has measured the machine and not the edge. */
const STALL = 40;

/**
 * How long the machine stood still, as far as the client can tell: the longest pause in its own attempts, or the slowest answer that came.
 * An answer takes 5 ms here; a connection that meets a failure has none at all.
 */
const stallOf = (attempts: Attempts): number =>
  Math.max(longestStall(attempts), ...answered(attempts).map(({ start, end }) => end - start));

const describe = (attempts: Attempts): string => {
  const counts = [...outcomes(attempts)].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  return `gap ${longestGap(attempts).toFixed(0)} ms, the machine's own stall ${stallOf(attempts).toFixed(0)} ms; ${counts}`;
};

const lateFailures = (attempts: Attempts, bound: number): Attempt[] => {
  const failures = failed(attempts);
  const first = Math.min(...failures.map(({ start }) => start));
  return failures.filter(({ start }) => start > first + bound);
};
