import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import type { Lab } from "./lab.js";
import { childrenOf, isAlive, signal } from "./processes.js";
import { until } from "./run.js";

/** A process that this lab started, in the foreground, its output in a file of the lab's folder. */
export interface Daemon {
  readonly name: string;
  readonly pid: number;
  readonly log: () => string;
  readonly alive: () => boolean;
  readonly children: () => readonly number[];
  readonly signal: (name: NodeJS.Signals) => void;
  /** Signals it and waits until it has ended (zombies included: it is our child). */
  readonly stop: (name?: NodeJS.Signals) => Promise<void>;
  /** SIGKILL to it and to all its children at once: nobody gets to say goodbye. */
  readonly kill: () => Promise<void>;
  readonly process: ChildProcess;
}

let started = 0;

/**
 * Starts a command that does not fork itself away. Every prefix used in the lab (nsenter, prlimit, setpriv) replaces itself by
 * what it starts, so the pid is the daemon's own. Should this process die without clean-up, the kernel kills the daemon.
 */
export const startDaemon = async (lab: Lab, name: string, command: readonly string[], ipc = false): Promise<Daemon> => {
  const file = `${lab.folder}/logs/${String(started++).padStart(3, "0")}-${name}.log`;
  const log = openSync(file, "a");
  const child = spawn("setpriv", ["--pdeathsig", "KILL", ...command], { stdio: ["ignore", log, log, ...(ipc ? (["ipc"] as const) : [])] });
  closeSync(log);
  await new Promise((resolve, reject) => child.once("spawn", resolve).once("error", reject));
  return daemon(name, child, child.pid ?? Number.NaN, () => readFileSync(file, "utf8"));
};

const daemon = (name: string, child: ChildProcess, pid: number, log: () => string): Daemon => {
  const ended = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  const children = (): number[] => childrenOf(pid);
  return {
    name,
    pid,
    process: child,
    log,
    children,
    alive: () => isAlive(pid),
    signal: (signalName) => signal(pid, signalName),
    stop: async (signalName = "SIGTERM") => {
      signal(pid, signalName);
      await ended;
    },
    kill: async () => {
      const all = [...children(), pid];
      for (const each of all) signal(each, "SIGKILL");
      await ended;
      await until(`${name} and its children are dead`, () => !all.some(isAlive), 2000);
    },
  };
};
