import { clearStaging, commit, removeIfEmpty, stage } from "./apply.js";
import { onFailure } from "./cleanup.js";
import { type Disk, nodeDisk } from "./disk.js";
import { explainSystemError, OutputError, type OutputErrorCode } from "./errors.js";
import { assertWritable, type Layout, layoutOf, type OutputFile } from "./layout.js";
import { type Lock, withLock } from "./lock.js";
import { type Difference, planUpdate } from "./plan.js";
import { readState } from "./state.js";
import type { Obstacle } from "./survey.js";

/** What a run did; paths are relative to the output folder and sorted. */
export interface WriteReport {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly removed: readonly string[];
  /** Written by an earlier run and no longer rendered, but changed by someone since: not removed, and not edgewright's any more. */
  readonly kept: readonly string[];
  /** An earlier update had been cut short, and this run completed it. */
  readonly resumed: boolean;
}

export interface OutputOptions {
  /** Limits the run to these top-level folders; the others stay as they are. */
  readonly only?: readonly string[] | undefined;
  readonly disk?: Disk | undefined;
}

interface Refusal {
  readonly code: OutputErrorCode;
  readonly says: (paths: string) => string;
  readonly fix: string;
}

// In the order in which they are reported.
const refusals: Readonly<Record<Obstacle["by"], Refusal>> = {
  link: {
    code: "link-in-the-way",
    says: (paths) => `a symbolic link is in the way, and what it leads to may be outside: ${paths}`,
    fix: "remove the link",
  },
  file: { code: "file-in-the-way", says: (paths) => `a file stands where a folder must be: ${paths}`, fix: "move it away" },
  folder: { code: "folder-in-the-way", says: (paths) => `a folder stands where a file must be: ${paths}`, fix: "move it away" },
  foreign: {
    code: "not-ours",
    says: (paths) => `edgewright did not write what stands there: ${paths}`,
    fix: "move it away, or name another folder with --out",
  },
};

function refuseObstacles(layout: Layout, differences: readonly Difference[]): void {
  const obstacles = differences.flatMap((difference) => (difference.kind === "blocked" ? [difference.obstacle] : []));
  for (const [by, { code, says, fix }] of Object.entries(refusals)) {
    const paths = new Set(obstacles.filter((obstacle) => obstacle.by === by).map(({ at }) => `${layout.given}/${at}`));
    if (paths.size > 0) throw new OutputError(code, `${says([...paths].join(", "))}; nothing was changed`, `${fix}, then render again`);
  }
}

async function update(
  disk: Disk,
  layout: Layout,
  files: readonly OutputFile[],
  only: readonly string[] | undefined,
  lock: Lock,
): Promise<WriteReport> {
  const plan = await planUpdate(disk, layout, await readState(disk, layout), files, only);
  refuseObstacles(layout, plan.differences);
  if (plan.needed) {
    await clearStaging(disk, layout);
    const staged = await stage(disk, layout, plan);
    await lock.confirm();
    await commit(disk, layout, plan, staged);
  }
  const { unchanged, removals: removed, kept, cutShort: resumed } = plan;
  return { written: plan.writes.map(({ path }) => path), unchanged, removed, kept, resumed };
}

async function openFolder(disk: Disk, dir: string): Promise<Layout> {
  if ((await disk.realpath(dir)) === null) await disk.mkdirWithParents(dir);
  const root = (await disk.realpath(dir)) ?? dir;
  if ((await disk.lstat(root))?.kind !== "folder")
    throw new OutputError("not-a-folder", `${dir} is not a folder`, "name a folder with --out");
  return layoutOf(root, dir);
}

async function openPrivateFolder(disk: Disk, layout: Layout): Promise<void> {
  if ((await disk.lstat(layout.private)) === null) await disk.mkdirWithParents(layout.private);
  await readState(disk, layout); // Refuses a link or a file before the lock is written through it.
}

/**
 * Makes a folder hold exactly the rendered files, besides what others put there. All or nothing: see apply.ts.
 * @throws OutputError when that cannot be done; unless its message says that the update was cut short, nothing has changed.
 */
export async function writeOutput(dir: string, files: readonly OutputFile[], options: OutputOptions = {}): Promise<WriteReport> {
  assertWritable(files);
  const disk = options.disk ?? nodeDisk;
  try {
    const layout = await openFolder(disk, dir);
    await openPrivateFolder(disk, layout);
    return await onFailure(
      () => withLock(disk, layout, (lock) => update(disk, layout, files, options.only, lock)),
      () => removeIfEmpty(disk, layout.private),
    );
  } catch (error) {
    throw explainSystemError(error, dir, "before");
  }
}
