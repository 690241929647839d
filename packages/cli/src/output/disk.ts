import { readFileSync } from "node:fs";
import { lstat, mkdir, open, readdir, readFile, realpath, rename, rmdir, unlink } from "node:fs/promises";

/** What stands at a path, links not followed. `mode` is the permission bits, `size` the length in bytes. */
export interface Entry {
  readonly kind: "file" | "folder" | "link" | "other";
  readonly mode: number;
  readonly size: number;
}

/** A new file that is being written. */
export interface NewFile {
  write(bytes: Uint8Array): Promise<void>;
  chmod(mode: number): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** A process, told apart from a later one that got the same number by when it started (empty where the system does not say). */
export interface RunId {
  readonly pid: number;
  readonly started: string;
}

/** Everything that writing output asks of the operating system; each method is one operation that can fail or be the last one. */
export interface Disk {
  readonly self: RunId;
  isRunning(run: RunId): boolean;
  /** The path with links followed, null when nothing is there. */
  realpath(path: string): Promise<string | null>;
  lstat(path: string): Promise<Entry | null>;
  readdir(path: string): Promise<readonly string[]>;
  readFile(path: string): Promise<Uint8Array>;
  /** Creates a file that must not exist yet; the umask can take away from `mode`. */
  create(path: string, mode: number): Promise<NewFile>;
  mkdir(path: string, mode: number): Promise<void>;
  mkdirWithParents(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  rmdir(path: string): Promise<void>;
  /** Makes the names in a folder survive a power cut. */
  syncFolder(path: string): Promise<void>;
}

/** The system's name of an error ("ENOSPC"), or the empty string when it is not a system error. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

async function nullWhenMissing<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

async function entryOf(path: string): Promise<Entry | null> {
  const stat = await nullWhenMissing(lstat(path));
  if (stat === null) return null;
  const kind = stat.isFile() ? "file" : stat.isDirectory() ? "folder" : stat.isSymbolicLink() ? "link" : "other";
  return { kind, mode: stat.mode & 0o7777, size: stat.size };
}

async function createFile(path: string, mode: number): Promise<NewFile> {
  const handle = await open(path, "wx", mode);
  return {
    write: (bytes) => handle.writeFile(bytes),
    chmod: (bits) => handle.chmod(bits),
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

// Some file systems (network mounts, Windows) cannot sync a folder; there is nothing better to do on them.
const cannotSyncFolders = new Set(["EINVAL", "EISDIR", "EPERM", "ENOTSUP"]);

async function syncFolder(path: string): Promise<void> {
  try {
    const handle = await open(path, "r");
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!cannotSyncFolders.has(errorCode(error))) throw error;
  }
}

// proc(5), /proc/PID/stat: field 3 is the state, field 22 the start time; field 2 is the name in brackets, which may hold anything.
function processStat(pid: number): { readonly state: string; readonly started: string } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", started: fields[19] ?? "" };
  } catch {
    return null;
  }
}

function isRunning(run: RunId): boolean {
  try {
    process.kill(run.pid, 0);
  } catch (error) {
    if (errorCode(error) !== "EPERM") return false;
  }
  const stat = processStat(run.pid);
  if (stat === null || run.started === "") return true;
  return stat.state !== "Z" && stat.started === run.started;
}

/** The real disk. */
export const nodeDisk: Disk = {
  self: { pid: process.pid, started: processStat(process.pid)?.started ?? "" },
  isRunning,
  realpath: (path) => nullWhenMissing(realpath(path)),
  lstat: entryOf,
  readdir: (path) => readdir(path),
  readFile: (path) => readFile(path),
  create: createFile,
  mkdir: (path, mode) => mkdir(path, { mode }).then(() => undefined),
  mkdirWithParents: (path) => mkdir(path, { recursive: true }).then(() => undefined),
  rename,
  unlink,
  rmdir: (path) => rmdir(path),
  syncFolder,
};
