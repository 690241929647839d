import { pause } from "../lab/run.js";

/** A timer that goes off again and again. */
export interface Timer {
  /** Milliseconds. */
  readonly interval: number;
  /** When it was last seen to go off, as `performance.now()` says it. */
  readonly seen: () => number;
}

/** Waits for the phase of a timer at which one of several runs shall happen: together they are spread evenly over its interval. */
export const phase = async ({ interval, seen }: Timer, run: number, runs: number): Promise<void> => {
  const wanted = seen() + ((run + 0.5) / runs) * interval;
  const ahead = (wanted - performance.now()) % interval;
  await pause(ahead < 0 ? ahead + interval : ahead);
};
