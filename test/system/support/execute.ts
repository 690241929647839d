import { spawnSync } from "node:child_process";

export interface Ended {
  /** −1 when a signal ended it. */
  readonly status: number;
  /** Standard output, then standard error. */
  readonly output: string;
  readonly milliseconds: number;
}

/** Runs a command to its end, whatever that is. A command that does not exist is an error: the test needs it. */
export const execute = ([command = "", ...args]: readonly string[], input = ""): Ended => {
  const started = performance.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: "utf8", input, maxBuffer: 64 * 1024 * 1024 });
  if (error !== undefined) throw error;
  return { status: status ?? -1, output: stdout + stderr, milliseconds: performance.now() - started };
};
