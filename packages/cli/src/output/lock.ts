import { randomUUID } from "node:crypto";
import { onFailure, whatever } from "./cleanup.js";
import { type Disk, errorCode, type RunId } from "./disk.js";
import { OutputError } from "./errors.js";
import type { Layout } from "./layout.js";

/**
 * One run at a time writes into a folder. The lock is a file made by exclusive creation that names the process which holds it;
 * a lock whose process is gone, or that is empty because its writer was killed in between, is taken over. Processes are looked
 * up on this machine and in this container only: two containers that share a folder must not render into it at once.
 */
export interface Lock {
  /** @throws OutputError when another run has taken the lock over: two runs can both have found the same stale one. */
  confirm(): Promise<void>;
}

interface Holder extends RunId {
  /** Tells apart two runs of one process. */
  readonly run: string;
}

function parseHolder(text: string): RunId | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("pid" in value) || !("started" in value)) return null;
    const { pid, started } = value;
    return typeof pid === "number" && Number.isSafeInteger(pid) && pid > 0 && typeof started === "string" ? { pid, started } : null;
  } catch {
    return null;
  }
}

async function readLock(disk: Disk, layout: Layout): Promise<string | null> {
  try {
    return Buffer.from(await disk.readFile(layout.lock)).toString("utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}

/** @throws OutputError when a running process holds the lock. */
export async function refuseIfLocked(disk: Disk, layout: Layout): Promise<void> {
  const holder = parseHolder((await readLock(disk, layout)) ?? "");
  if (holder === null || !disk.isRunning(holder)) return;
  throw new OutputError(
    "busy",
    `another edgewright (process ${holder.pid}) is writing to ${layout.given}`,
    `wait until it has finished; if process ${holder.pid} is not edgewright, delete ${layout.given}/.edgewright/lock`,
  );
}

async function unlinkIfThere(disk: Disk, path: string): Promise<void> {
  try {
    await disk.unlink(path);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
  }
}

async function create(disk: Disk, path: string, text: string): Promise<boolean> {
  try {
    const file = await disk.create(path, 0o644);
    const write = (): Promise<void> => file.write(Buffer.from(text));
    await onFailure(
      () => whatever(write, () => file.close()),
      () => disk.unlink(path),
    );
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

async function acquire(disk: Disk, layout: Layout, text: string): Promise<void> {
  while (!(await create(disk, layout.lock, text))) {
    await refuseIfLocked(disk, layout);
    await unlinkIfThere(disk, layout.lock);
  }
}

/** Runs `work` with the lock held and releases it afterwards, however `work` ends. */
export async function withLock<T>(disk: Disk, layout: Layout, work: (lock: Lock) => Promise<T>): Promise<T> {
  const holder: Holder = { ...disk.self, run: randomUUID() };
  const text = `${JSON.stringify(holder)}\n`;
  const isOurs = async (): Promise<boolean> => (await readLock(disk, layout)) === text;
  const release = async (): Promise<void> => {
    if (await isOurs()) await disk.unlink(layout.lock);
  };
  const confirm = async (): Promise<void> => {
    if (await isOurs()) return;
    throw new OutputError(
      "busy",
      `another edgewright began to write to ${layout.given} at the same moment; nothing was changed`,
      "render again",
    );
  };
  await acquire(disk, layout, text);
  return whatever(() => work({ confirm }), release);
}
