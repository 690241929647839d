import { execFile } from "node:child_process";
import { makeCertificate, pemOf } from "./certificate.js";
import { createUsers, layFiles, type MachineFiles, placeOf, readAccounts, writeAccounts } from "./install.js";
import { openLab } from "./lab.js";
import { type MachineRoot, openMachineRoot } from "./machine-root.js";
import { createNetwork } from "./namespaces.js";
import type { Accounts } from "./sysusers.js";

/** What a configuration needs to find on the machine when a daemon checks it. */
export interface CheckSurroundings {
  /** Interfaces that exist; for keepalived. */
  readonly interfaces?: readonly string[];
  /** The machine's other rendered files: host/ is laid under `/`, and its users exist. */
  readonly files?: MachineFiles;
  /** Absolute paths where a placeholder certificate lies; one that ends in `/` is a folder that holds one. */
  readonly certificates?: readonly string[];
  /** Absolute paths of executable files: notify scripts. (keepalived 2.2.7 does not say when one is missing, only a check script.) */
  readonly scripts?: readonly string[];
  /** Users besides those of host/. */
  readonly users?: readonly string[];
}

export interface CheckJob extends CheckSurroundings {
  readonly daemon: "haproxy" | "keepalived";
  readonly text: string;
}

export interface CheckResult {
  /** The daemon accepts the text and has nothing to say about it: a warning is a failure. */
  readonly ok: boolean;
  readonly output: string;
  readonly milliseconds: number;
}

/** Asks the real daemons whether they accept a text, many texts a second, without changing the machine. */
export interface Checker {
  /** `haproxy -c -dW -f`. */
  readonly checkHaproxy: (text: string, surroundings?: CheckSurroundings) => Promise<CheckResult>;
  /** `keepalived -t -f`. */
  readonly checkKeepalived: (text: string, surroundings?: CheckSurroundings) => Promise<CheckResult>;
  /** The results in the order of the jobs. */
  readonly checkAll: (jobs: readonly CheckJob[]) => Promise<readonly CheckResult[]>;
  readonly stop: () => void;
}

/** Both checks of one machine's rendered folder. */
export const jobsOf = (
  files: MachineFiles,
  surroundings: Omit<CheckSurroundings, "files">,
): Readonly<Record<CheckJob["daemon"], CheckJob>> => {
  const job = (daemon: CheckJob["daemon"]): CheckJob => ({ ...surroundings, daemon, files, text: files.get(FILES[daemon])?.text ?? "" });
  return { haproxy: job("haproxy"), keepalived: job("keepalived") };
};

const FILES = { haproxy: "haproxy.cfg", keepalived: "keepalived.conf" } as const;

/** Opens the rooms in which checks run, each one check at a time; two keep two cores busy. */
export const startChecker = async (rooms = 2): Promise<Checker> => {
  const lab = openLab();
  const network = createNetwork(lab);
  const placeholder = pemOf(makeCertificate(lab.folder));
  const names = Array.from({ length: rooms }, (_, index) => `check${index}`);
  const roots = await Promise.all(names.map((name) => openMachineRoot(lab, name, network.addNamespace(name, []))));
  const queues = roots.map((root) => queue(root, readAccounts(root), placeholder));
  let turn = 0;
  const check = (job: CheckJob): Promise<CheckResult> => (queues[turn++ % queues.length] ?? refuse)(job);
  return {
    checkHaproxy: (text, surroundings) => check({ ...surroundings, daemon: "haproxy", text }),
    checkKeepalived: (text, surroundings) => check({ ...surroundings, daemon: "keepalived", text }),
    checkAll: (jobs) => Promise.all(jobs.map(check)),
    stop: lab.remove,
  };
};

const refuse = (): never => {
  throw new Error("a checker needs at least one room");
};

/** One room: jobs wait for each other. */
const queue = (root: MachineRoot, accounts: Accounts, placeholder: string): ((job: CheckJob) => Promise<CheckResult>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const result = last.then(() => runCheck(root, accounts, placeholder, job));
    last = result.catch(() => undefined);
    return result;
  };
};

const runCheck = async (root: MachineRoot, accounts: Accounts, placeholder: string, job: CheckJob): Promise<CheckResult> => {
  const made = furnish(root, placeholder, job);
  try {
    const started = performance.now();
    const { status, output } = await execute([...root.inside, ...COMMANDS[job.daemon](job)]);
    const complaints = output.split("\n").filter((line) => line.trim() !== "" && line !== "Configuration file is valid");
    return { ok: status === 0 && complaints.length === 0, output, milliseconds: performance.now() - started };
  } finally {
    for (const path of made.reverse()) if (root.exists(path)) root.remove(path);
    writeAccounts(root, accounts);
  }
};

const NO_FILES: MachineFiles = new Map();

/** Lays everything that the job names; returns the paths made. */
const furnish = (root: MachineRoot, placeholder: string, job: CheckJob): string[] => {
  const { certificates = [], scripts = [], files = NO_FILES, users = [] } = job;
  createUsers(root, files, users);
  return [
    ...layFiles(root, files),
    ...certificates.map((path) => root.write(path.endsWith("/") ? `${path}placeholder.pem` : path, { text: placeholder })),
    ...scripts.map((path) => root.write(path, { text: "#!/bin/sh\n", mode: 0o755 })),
    root.write(placeOf(FILES[job.daemon]), { text: job.text }),
  ];
};

/**
 * keepalived sees only the job's interfaces, in a network of its own. It runs as process 1 of a process namespace, because 2.2.7 ends a
 * check of any file that has a script with its own user by a SIGTERM to itself, which process 1 does not take.
 */
const COMMANDS: Readonly<Record<CheckJob["daemon"], (job: CheckJob) => readonly string[]>> = {
  haproxy: () => ["haproxy", "-c", "-dW", "-f", placeOf("haproxy.cfg")],
  keepalived: ({ interfaces = [] }) => ["unshare", "--net", "--pid", "--fork", "sh", "-c", LINKS_THEN_CHECK, "sh", ...interfaces],
};

const LINKS_THEN_CHECK = `
n=0
for name; do ip link add name "$name" up type veth peer name "peer$n" || exit 100; n=$((n + 1)); done
exec keepalived -t -f ${placeOf("keepalived.conf")}`;

interface Execution {
  /** Exit status; −1 when a signal ended it. */
  readonly status: number;
  readonly output: string;
}

const execute = ([command = "", ...args]: readonly string[]): Promise<Execution> =>
  new Promise((resolve) => {
    const child = execFile(command, args, { maxBuffer: 16 * 1024 * 1024 }, (_error, stdout, stderr) =>
      resolve({ status: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
