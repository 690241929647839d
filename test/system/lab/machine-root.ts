import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { type Daemon, startDaemon } from "./daemon.js";
import { ready } from "./daemons.js";
import type { Lab } from "./lab.js";
import type { Namespace } from "./namespaces.js";

export interface HostFile {
  readonly text: string;
  /** Permission bits; default 0644. */
  readonly mode?: number;
}

/** A machine's own view of the file system (machine-root.sh): rendered files lie at their real paths, and nobody else sees them. */
export interface MachineRoot {
  /** Prefix of a command that runs on this machine: its files and its network. */
  readonly inside: readonly string[];
  /** Its files, but the initial network namespace: keepalived starts so and enters the machine's by itself (`net_namespace`). */
  readonly filesOnly: readonly string[];
  /** Writes a file at an absolute path, making its folders; returns the topmost path that was made. */
  readonly write: (path: string, file: HostFile) => string;
  readonly read: (path: string) => string;
  readonly exists: (path: string) => boolean;
  readonly link: (path: string, target: string) => void;
  readonly remove: (path: string) => void;
  readonly close: () => Promise<void>;
}

const SCRIPT = fileURLToPath(new URL("machine-root.sh", import.meta.url));

export const openMachineRoot = async (lab: Lab, name: string, namespace: Namespace): Promise<MachineRoot> => {
  const top = join(lab.folder, `root-${name}`);
  mkdirSync(top);
  const command = [
    "nsenter",
    `--net=${namespace.path}`,
    "unshare",
    "--mount",
    "--propagation",
    "private",
    "sh",
    SCRIPT,
    top,
    namespace.name,
  ];
  const holder = await startDaemon(lab, `${name}-root`, command);
  return machineRoot(await ready(holder, "its file system is mounted", () => holder.log().includes("ready")));
};

const machineRoot = (holder: Daemon): MachineRoot => {
  const at = `/proc/${holder.pid}/root`;
  const enter = ["nsenter", `--mount=/proc/${holder.pid}/ns/mnt`];
  return {
    inside: [...enter, `--net=/proc/${holder.pid}/ns/net`],
    filesOnly: enter,
    write: (path, { text, mode = 0o644 }) => {
      const target = resolveIn(at, path);
      const made = mkdirSync(dirname(target), { recursive: true }) ?? target;
      writeFileSync(target, text);
      chmodSync(target, mode);
      return made.slice(at.length);
    },
    read: (path) => readFileSync(resolveIn(at, path), "utf8"),
    exists: (path) => existsSync(resolveIn(at, path)),
    link: (path, target) => symlinkSync(target, resolveIn(at, path)),
    remove: (path) => rmSync(resolveIn(at, path), { recursive: true }),
    close: () => holder.stop("SIGKILL"),
  };
};

/** Follows symbolic links as the machine does: through /proc/PID/root an absolute one (/var/run → /run) would lead out of it. */
const resolveIn = (root: string, path: string): string => {
  let resolved = "";
  const parts = posix.resolve("/", path).split("/").filter(Boolean);
  for (let part = parts.shift(), hops = 0; part !== undefined; part = parts.shift()) {
    const next = `${resolved}/${part}`;
    if (!lstatSync(root + next, { throwIfNoEntry: false })?.isSymbolicLink()) {
      resolved = next;
      continue;
    }
    if (++hops > 40) throw new Error(`${path}: too many symbolic links`);
    parts.unshift(
      ...posix
        .resolve(resolved === "" ? "/" : resolved, readlinkSync(root + next))
        .split("/")
        .filter(Boolean),
    );
    resolved = "";
  }
  return root + resolved;
};
