import { execFileSync } from "node:child_process";

/** Runs a command to its end and returns its standard output; throws with the command line and its standard error when it fails. */
export const run = (command: string, args: readonly string[], input = ""): string => {
  try {
    return execFileSync(command, args, { encoding: "utf8", input, stdio: ["pipe", "pipe", "pipe"], maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    throw new Error(`${command} ${args.join(" ")}\n${errorOutput(error)}`, { cause: error });
  }
};

const errorOutput = (error: unknown): string =>
  error instanceof Error && "stderr" in error && String(error.stderr) !== "" ? String(error.stderr) : String(error);

type Falsy = false | undefined | null | 0 | "";

/**
 * Waits for a condition instead of sleeping: asks it every 10 ms and returns its first truthy value.
 * `what` completes the sentence "not within N ms: …"; a condition that throws counts as not met, and its error is the cause.
 */
export const until = async <T>(what: string, condition: () => T | Falsy | Promise<T | Falsy>, milliseconds: number): Promise<T> => {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    let cause: unknown;
    try {
      const value = await condition();
      if (value) return value;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > deadline) throw new Error(`not within ${milliseconds} ms: ${what}`, { cause });
    await pause(10);
  }
};

/** The pause between two questions of `until`, and the time of a scenario itself (how long a client is left running). */
export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, milliseconds));

/** The same for clean-up in a signal handler, where nothing asynchronous runs any more. */
export const pauseSync = (milliseconds: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
