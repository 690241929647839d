import { type Disk, nodeDisk } from "./disk.js";
import { explainReadError, OutputError } from "./errors.js";
import { assertWritable, layoutOf, type OutputFile } from "./layout.js";
import { emptyLedger, type Ledger } from "./ledger.js";
import { refuseIfLocked } from "./lock.js";
import { type Difference, planUpdate } from "./plan.js";
import { readState, type State } from "./state.js";
import type { Obstacle } from "./survey.js";
import type { OutputOptions } from "./write.js";

/** How a folder differs from what would be written into it. */
export interface CompareReport {
  /** Sorted by path. */
  readonly differences: readonly Difference[];
  /** No longer rendered, but changed by someone: would stay. No difference. */
  readonly kept: readonly string[];
  /** An earlier update was cut short, and the next run completes it. */
  readonly cutShort: boolean;
  /** No difference, and nothing cut short: `render --check` exits 0. */
  readonly same: boolean;
}

/** A comparison and the folder it was made in, for those who want to see the texts. */
export interface Comparison {
  readonly report: CompareReport;
  readonly disk: Disk;
  readonly root: string;
  readonly ledger: Ledger;
}

const nothing: State = { ledger: emptyLedger, manifestText: null, journal: false, staging: false };

async function findRoot(disk: Disk, dir: string): Promise<string | null> {
  const root = await disk.realpath(dir);
  if (root !== null && (await disk.lstat(root))?.kind !== "folder")
    throw new OutputError("not-a-folder", `${dir} is not a folder`, "name a folder with --out");
  return root;
}

export async function inspectOutput(
  dir: string,
  files: readonly OutputFile[],
  { only, disk = nodeDisk }: OutputOptions,
): Promise<Comparison> {
  assertWritable(files);
  try {
    const found = await findRoot(disk, dir);
    const root = found ?? dir;
    const layout = layoutOf(root, dir);
    const state = found === null ? nothing : await readState(disk, layout);
    await refuseIfLocked(disk, layout);
    const { differences, kept, cutShort } = await planUpdate(disk, layout, state, files, only);
    return { report: { differences, kept, cutShort, same: differences.length === 0 && !cutShort }, disk, root, ledger: state.ledger };
  } catch (error) {
    throw explainReadError(error, dir);
  }
}

/**
 * What writeOutput would change; writes nothing.
 * @throws OutputError when the folder cannot be read, or another run is writing to it.
 */
export async function compareOutput(dir: string, files: readonly OutputFile[], options: OutputOptions = {}): Promise<CompareReport> {
  return (await inspectOutput(dir, files, options)).report;
}

export const formatMode = (mode: number): string => mode.toString(8).padStart(4, "0");

const obstacles: Readonly<Record<Obstacle["by"], (at: string) => string>> = {
  foreign: () => "edgewright did not write what stands there; render would refuse",
  folder: () => "a folder stands there; render would refuse",
  file: (at) => `${at} is a file, not a folder; render would refuse`,
  link: (at) => `${at} is a symbolic link; render would refuse`,
};

/** A difference as one line without its path: "missing", "mode 0644, would be 0640". */
export function describeDifference(difference: Difference): string {
  if (difference.kind === "missing") return "missing";
  if (difference.kind === "removed") return "no longer rendered, would be removed";
  if (difference.kind === "blocked") return obstacles[difference.obstacle.by](difference.obstacle.at);
  const { mode } = difference;
  const changed = difference.kind === "text" ? ["changed"] : [];
  return [...changed, ...(mode === undefined ? [] : [`mode ${formatMode(mode.found)}, would be ${formatMode(mode.wanted)}`])].join("; ");
}
