import { type Attempt, failed, longestGap, longestStall, outcomes } from "../lab/attempts.js";
import type { Target } from "../lab/client.js";
import type { Edge } from "../lab/edge.js";
import { pause } from "../lab/run.js";

const LEAD = 150;
const TAIL = 150;
/** More than the longest advertisement interval of the examples: the event meets every phase of it. */
const PHASES = 140;
/** A client that itself stood still for so long, in ms, measured the machine and not the edge. */
const STALL = 40;

/** What a client that opens a new connection every 10 ms sees while something happens. */
export const watch = async (edge: Edge, target: Target, event: () => Promise<void>): Promise<readonly Attempt[]> => {
  const stream = await edge.client.stream(target);
  let attempts: readonly Attempt[] = [];
  try {
    await pause(LEAD + Math.random() * PHASES);
    await event();
    await pause(TAIL);
  } finally {
    attempts = await stream.stop();
  }
  return attempts;
};

export interface Scenario {
  readonly what: string;
  readonly target: Target;
  readonly runs: number;
  /** Milliseconds that no gap should exceed; printed beside the figures. */
  readonly bound: number;
  /** Ends when the VIP is where the event takes it. */
  readonly event: () => Promise<void>;
  /** Ends when all is as before. */
  readonly restore: () => Promise<void>;
}

export interface Measured {
  /** Of each run. */
  readonly gaps: readonly number[];
  readonly longest: number;
  /** Requests that failed although they were started later than the bound after the first one that failed: an outage in pieces. */
  readonly late: readonly Attempt[];
}

/**
 * Measures a scenario again and again at random phase of the timers. A run that is out of bounds while the client itself stalled is
 * repeated, at most as often as there are runs; every run is printed.
 */
export const measure = async (edge: Edge, scenario: Scenario): Promise<Measured> => {
  const runs: (readonly Attempt[])[] = [];
  for (let repeats = 0; runs.length < scenario.runs; ) {
    const attempts = await watch(edge, scenario.target, scenario.event);
    await scenario.restore();
    const [gap, stall] = [longestGap(attempts), longestStall(attempts)];
    if (gap > scenario.bound) print(scenario, describe(attempts));
    if (gap > scenario.bound && stall > STALL && repeats++ < scenario.runs) continue;
    runs.push(attempts);
  }
  const gaps = runs.map(longestGap);
  const longest = Math.max(...gaps);
  print(scenario, `longest gap ${longest.toFixed(0)} ms of [${gaps.map((gap) => gap.toFixed(0)).join(" ")}], bound ${scenario.bound} ms`);
  return { gaps, longest, late: runs.flatMap((attempts) => lateFailures(attempts, scenario.bound)) };
};

const print = ({ what }: Scenario, text: string): void => void process.stdout.write(`${what}: ${text}\n`);

const describe = (attempts: readonly Attempt[]): string => {
  const counts = [...outcomes(attempts)].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  return `gap ${longestGap(attempts).toFixed(0)} ms, the client's own stall ${longestStall(attempts).toFixed(0)} ms; ${counts}`;
};

/** Failures that began later than the bound allows after the first one. */
const lateFailures = (attempts: readonly Attempt[], bound: number): Attempt[] => {
  const failures = failed(attempts);
  const first = Math.min(...failures.map(({ start }) => start));
  return failures.filter(({ start }) => start > first + bound);
};
