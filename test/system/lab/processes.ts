import { readdirSync, readFileSync, readlinkSync } from "node:fs";

interface ProcessStat {
  readonly state: string;
  readonly parent: number;
  /** Clock ticks since boot: together with the pid it names a process for good. */
  readonly startTime: string;
}

/** proc(5), /proc/PID/stat; the name is in parentheses and may hold anything, so the fields are counted from the last one. */
const stat = (pid: number): ProcessStat | undefined => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state = "", parent = "", ...rest] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state, parent: Number(parent), startTime: rest[17] ?? "" };
  } catch {
    return undefined;
  }
};

export const startTime = (pid: number): string | undefined => stat(pid)?.startTime;

/** A zombie is dead: who reaps it is up to process 1, and in a container that may be nobody. */
export const isAlive = (pid: number): boolean => !["Z", "X", undefined].includes(stat(pid)?.state);

const allPids = (): number[] => readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));

export const childrenOf = (pid: number): number[] => allPids().filter((candidate) => stat(candidate)?.parent === pid && isAlive(candidate));

/** The living processes whose network namespace has one of these inode numbers. */
export const membersOf = (inodes: ReadonlySet<number>): number[] =>
  allPids().filter((pid) => {
    try {
      return inodes.has(Number(/\d+/.exec(readlinkSync(`/proc/${pid}/ns/net`))?.[0])) && isAlive(pid);
    } catch {
      return false;
    }
  });

/** Sends a signal; a process that has ended meanwhile is no error. */
export const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
};

/** Inodes of the TCP sockets that listen in the network namespace of a process (proc_net_tcp: state 0A). */
const listening = (pid: number): string[] =>
  ["tcp", "tcp6"]
    .flatMap((file) => readFileSync(`/proc/${pid}/net/${file}`, "utf8").split("\n"))
    .map((line) => line.trim().split(/\s+/))
    .flatMap((fields) => (fields[3] === "0A" && fields[9] !== undefined ? [fields[9]] : []));

/** How many listening sockets its network namespace has. */
export const listeners = (pid: number): number => listening(pid).length;

/** How many of them are its own. */
export const ownListeners = (pid: number): number => {
  const own = new Set(readdirSync(`/proc/${pid}/fd`).map((fd) => /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1]));
  return listening(pid).filter((inode) => own.has(inode)).length;
};

/** capabilities(7): raising a hard resource limit. */
export const CAP_SYS_RESOURCE = 24n;

/** Whether this process, and so what it starts, has a capability; root in a container may lack some. */
export const hasCapability = (capability: bigint): boolean => {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
  return ((BigInt(`0x${effective}`) >> capability) & 1n) === 1n;
};
