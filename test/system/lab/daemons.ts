import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type Daemon, startDaemon } from "./daemon.js";
import type { Lab } from "./lab.js";
import type { MachineRoot } from "./machine-root.js";
import { listeners, ownListeners } from "./processes.js";
import { run, until } from "./run.js";

const READY = 10_000;

export interface HaproxyOptions {
  /** Path of the symbolic link that it is started through: its base name becomes the process name (at most 15 bytes). */
  readonly binary: string;
  /** LimitNOFILE of the rendered systemd drop-in. */
  readonly openFiles?: number;
}

/** As Debian's haproxy.service does it: checked first, then master-worker with pid file and master socket. Listening when this returns. */
export const startHaproxy = async (lab: Lab, name: string, root: MachineRoot, options: HaproxyOptions): Promise<Daemon> => {
  const limit = options.openFiles === undefined ? [] : ["prlimit", `--nofile=${Math.min(options.openFiles, hardLimit())}`];
  const common = ["-f", "/etc/haproxy/haproxy.cfg"];
  const command = [...root.inside, ...limit, options.binary, "-Ws", ...common, "-p", "/run/haproxy.pid", "-S", "/run/haproxy-master.sock"];
  const daemon = await startDaemon(lab, `${name}-haproxy`, command);
  return ready(daemon, "HAProxy listens", () => daemon.children().length > 0 && listeners(daemon.pid) > 0);
};

/** A container may not raise it: then HAProxy gets what there is, and derives a smaller maxconn. */
const hardLimit = (): number => Number(/^Max open files\s+\d+\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1]);

/** `systemctl reload`: the configuration is checked, the master gets SIGUSR2, and a new worker takes over. */
export const reloadHaproxy = async (haproxy: Daemon, root: MachineRoot): Promise<void> => {
  const [check = "", ...args] = [...root.inside, "haproxy", "-Ws", "-f", "/etc/haproxy/haproxy.cfg", "-c", "-q"];
  run(check, args);
  const before = haproxy.children();
  haproxy.signal("SIGUSR2");
  await until(`${haproxy.name}: a new worker runs`, () => haproxy.children().some((pid) => !before.includes(pid)), READY);
};

/** Started outside the machine's network namespace: the kernel's process events are told only in the initial one. */
export const startKeepalived = async (lab: Lab, name: string, root: MachineRoot): Promise<Daemon> => {
  const daemon = await startDaemon(lab, `${name}-keepalived`, [...root.filesOnly, "keepalived", "-n", "-l", "-D"]);
  return ready(daemon, "keepalived runs", () => daemon.children().length > 0 && daemon.log().includes("Startup complete"));
};

/** `systemctl reload`: SIGHUP; ends when the VRRP process says that it has read the new file. */
export const reloadKeepalived = async (keepalived: Daemon): Promise<void> => {
  const count = (): number => keepalived.log().split(/Reload (?:complete|finished)/).length;
  const before = count();
  keepalived.signal("SIGHUP");
  await until(`${keepalived.name}: reloaded`, () => count() > before, READY);
};

/** nginx in one process, its files all in one folder; `configuration` must say `daemon off; master_process off`. */
export const startNginx = async (lab: Lab, name: string, netns: string, folder: string, configuration: string): Promise<Daemon> => {
  const command = ["nsenter", `--net=${netns}`, "nginx", "-p", folder, "-c", configuration, "-e", "stderr"];
  const daemon = await startDaemon(lab, `${name}-nginx`, command);
  return ready(daemon, "nginx listens", () => ownListeners(daemon.pid) > 0);
};

/** A Node script of this folder, in a namespace. */
export const startScript = async (
  lab: Lab,
  name: string,
  netns: string,
  script: string,
  args: readonly string[],
  ipc = false,
): Promise<Daemon> =>
  startDaemon(lab, `${name}-${basename(script, ".mjs")}`, ["nsenter", `--net=${netns}`, process.execPath, script, ...args], ipc);

/** Waits until a daemon is of use; one that ends instead, or takes too long, is an error with what it printed. */
export const ready = async (daemon: Daemon, what: string, condition: () => boolean): Promise<Daemon> => {
  await until(what, () => !daemon.alive() || condition(), READY).catch((error: Error) => fail(daemon, error.message));
  return daemon.alive() ? daemon : fail(daemon, `ended before ${what}`);
};

const fail = (daemon: Daemon, message: string): never => {
  throw new Error(`${daemon.name}: ${message}\n${daemon.log()}`);
};
