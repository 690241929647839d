import type { Disk } from "./disk.js";
import { OutputError } from "./errors.js";
import { byName, type Layout, type OutputFile, parentsOf, topOf } from "./layout.js";
import { formatLedger, type Ledger, type LedgerEntry, sha256 } from "./ledger.js";
import type { State } from "./state.js";
import { type Found, type Obstacle, type Survey, surveyOf } from "./survey.js";

/** There when the permission bits differ. */
interface ModeChange {
  readonly mode?: { readonly found: number; readonly wanted: number };
}

/** A file that is not as it would be written. */
export type Difference =
  | { readonly path: string; readonly kind: "missing" }
  | { readonly path: string; readonly kind: "removed" }
  | ({ readonly path: string; readonly kind: "text" } & ModeChange)
  | ({ readonly path: string; readonly kind: "mode" } & ModeChange)
  | { readonly path: string; readonly kind: "blocked"; readonly obstacle: Obstacle };

/** Everything an update will do, decided before anything is touched. Paths are relative to the output folder and sorted. */
export interface Plan {
  readonly differences: readonly Difference[];
  readonly writes: readonly OutputFile[];
  readonly unchanged: readonly string[];
  readonly removals: readonly string[];
  /** Files of ours that are no longer rendered, but that someone has changed: they stay, and are no longer ours. */
  readonly kept: readonly string[];
  /** Outermost first. */
  readonly newFolders: readonly string[];
  /** Innermost first; they go if they are empty. */
  readonly oldFolders: readonly string[];
  readonly journal: Ledger;
  readonly manifest: Ledger;
  /** An earlier update of these files was cut short. */
  readonly cutShort: boolean;
  /** Whether anything at all is to be done, the manifest included. */
  readonly needed: boolean;
}

type Selected = (path: string) => boolean;

function differenceOf(file: OutputFile, found: Found): readonly Difference[] {
  const { path } = file;
  if (found.kind === "equal") return [];
  if (found.kind !== "differs") return [{ path, ...found }];
  const mode = found.mode === file.mode ? {} : { mode: { found: found.mode, wanted: file.mode } };
  return [{ path, kind: found.text ? "text" : "mode", ...mode }];
}

async function compareTargets(survey: Survey, ledger: Ledger, files: readonly OutputFile[]): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  for (const file of files) differences.push(...differenceOf(file, await survey.target(file, ledger.files.get(file.path))));
  return differences;
}

interface Leftovers {
  readonly removals: readonly string[];
  readonly kept: readonly string[];
}

async function findLeftovers(survey: Survey, ledger: Ledger, paths: readonly string[]): Promise<Leftovers> {
  const removals: string[] = [];
  const kept: string[] = [];
  for (const path of paths) {
    const entry = ledger.files.get(path);
    const found = entry === undefined ? "gone" : await survey.leftover(path, entry);
    if (found === "ours") removals.push(path);
    if (found === "changed") kept.push(path);
  }
  return { removals, kept };
}

async function foldersThatAre(survey: Survey, paths: Iterable<string>, wanted: "missing" | "folder"): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of paths) if ((await survey.folder(path)) === wanted) found.push(path);
  return found.sort(byName);
}

const written = (file: OutputFile): LedgerEntry => ({ mode: file.mode, sha256: [sha256(file.text)], planned: false });

/** What may stand at a path while the update runs: a text of an earlier run, or the new one. */
function underway(file: OutputFile, before: LedgerEntry | undefined): LedgerEntry {
  const after = written(file);
  return before === undefined
    ? { ...after, planned: true }
    : { ...after, sha256: [...new Set([...before.sha256, ...after.sha256])], planned: before.planned };
}

function assertKnown(only: readonly string[], tops: ReadonlySet<string>): void {
  const unknown = only.find((name) => !tops.has(name));
  if (unknown === undefined) return;
  throw new OutputError("unknown-folder", `nothing is written to "${unknown}"`, `name one of ${[...tops].sort(byName).join(", ")}`);
}

interface Ledgers {
  readonly journal: Ledger;
  readonly manifest: Ledger;
}

function ledgersOf(before: Ledger, files: readonly OutputFile[], folders: readonly string[], isSelected: Selected): Ledgers {
  const others = [...before.files].filter(([path]) => !isSelected(path));
  const after = new Map([...others, ...files.map((file) => [file.path, written(file)] as const)]);
  const during = new Map([...before.files, ...files.map((file) => [file.path, underway(file, before.files.get(file.path))] as const)]);
  const inUse = new Set([...after.keys()].flatMap(parentsOf));
  const begun = [...during.keys()].filter(isSelected).map(topOf);
  return {
    journal: { unfinished: [...new Set([...before.unfinished, ...begun])], folders, files: during },
    manifest: {
      unfinished: before.unfinished.filter((top) => !isSelected(top)),
      folders: folders.filter((path) => inUse.has(path)),
      files: after,
    },
  };
}

/**
 * Compares a folder with what was rendered. Reads only.
 * @param only top-level folders to look at; undefined for all.
 * @throws OutputError when `only` names a folder that nothing goes to.
 */
export async function planUpdate(
  disk: Disk,
  layout: Layout,
  state: State,
  all: readonly OutputFile[],
  only?: readonly string[],
): Promise<Plan> {
  const { ledger } = state;
  if (only !== undefined) assertKnown(only, new Set([...all.map((file) => file.path), ...ledger.files.keys()].map(topOf)));
  const isSelected: Selected = (path) => only === undefined || only.includes(topOf(path));
  const files = all.filter((file) => isSelected(file.path)).sort((a, b) => byName(a.path, b.path));
  const rendered = new Set(files.map((file) => file.path));
  const survey = surveyOf(disk, layout.root);

  const targets = await compareTargets(survey, ledger, files);
  const gone = [...ledger.files.keys()].filter((path) => isSelected(path) && !rendered.has(path)).sort(byName);
  const { removals, kept } = await findLeftovers(survey, ledger, gone);
  const newFolders = await foldersThatAre(survey, new Set(files.flatMap((file) => parentsOf(file.path))), "missing");
  const { journal, manifest } = ledgersOf(ledger, files, [...new Set([...ledger.folders, ...newFolders])], isSelected);
  const unused = ledger.folders.filter((path) => isSelected(path) && !manifest.folders.includes(path));
  const oldFolders = [...(await foldersThatAre(survey, unused, "folder"))].reverse();

  const removed = removals.map((path): Difference => ({ path, kind: "removed" }));
  const differing = new Set(targets.map(({ path }) => path));
  const writes = files.filter(({ path }) => differing.has(path));
  const leftBehind = state.journal || state.staging;
  return {
    differences: [...targets, ...removed].sort((a, b) => byName(a.path, b.path)),
    writes,
    unchanged: [...rendered].filter((path) => !differing.has(path)),
    removals,
    kept,
    newFolders,
    oldFolders,
    journal,
    manifest,
    cutShort: ledger.unfinished.some(isSelected) || (state.staging && !state.journal),
    needed: writes.length > 0 || removals.length > 0 || leftBehind || formatLedger(manifest) !== state.manifestText,
  };
}
