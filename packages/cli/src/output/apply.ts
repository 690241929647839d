import { join } from "node:path";
import { onFailure, whatever } from "./cleanup.js";
import { type Disk, errorCode } from "./disk.js";
import { explainSystemError } from "./errors.js";
import { type Layout, parentsOf } from "./layout.js";
import { formatLedger, type Ledger, ledgerMode } from "./ledger.js";
import type { Plan } from "./plan.js";

/*
 * How an update survives being killed after any operation.
 *
 * 1. Prepare. Every new text, the new manifest and the journal are written into .edgewright/staging, which only this user can
 *    enter, on the same file system as the files they replace. Each is synced, and has its final mode, before it is moved.
 *    Whoever dies here has touched no file: the next run finds a staging folder without a journal and clears it.
 * 2. Announce. One rename puts the journal in place. It lists all that may stand in the folder from now on: what the manifest
 *    listed, and the new files with their hashes. From here on nothing needs disk space but names.
 * 3. Change. Folders are made, each staged text is renamed over its file, files no longer rendered are unlinked, folders of
 *    ours that are left empty are removed, and the folders are synced. A rename is atomic, so that each file is whole, old or
 *    new, at any moment. Whoever dies here leaves the journal: a later run takes its list for what edgewright owns,
 *    compares the folder with what is rendered then, and goes through 1 to 5 for what is still different. It may die too: its
 *    own journal replaces the first by a rename, and lists what that one did.
 * 4. Conclude. One rename puts the new manifest in place.
 * 5. Tidy. The staging folder goes before the journal, so that no staging folder ever stands alone after step 2.
 */

interface Staged {
  readonly from: string;
  readonly to: string;
}

async function stageOne(disk: Disk, path: string, text: string, mode: number): Promise<void> {
  // Nobody but the owner can open it until it is complete; chmod then sets the mode whatever the umask is.
  const file = await disk.create(path, 0o600);
  const fill = async (): Promise<void> => {
    await file.write(Buffer.from(text));
    await file.chmod(mode);
    await file.sync();
  };
  await whatever(fill, () => file.close());
}

const stagedLedger = (layout: Layout, name: "journal" | "manifest"): string => join(layout.staging, `${name}.json`);

function stageLedger(disk: Disk, layout: Layout, name: "journal" | "manifest", ledger: Ledger): Promise<void> {
  return stageOne(disk, stagedLedger(layout, name), formatLedger(ledger), ledgerMode(ledger));
}

async function fillStaging(disk: Disk, layout: Layout, plan: Plan): Promise<readonly Staged[]> {
  await disk.mkdir(layout.staging, 0o700);
  const staged: Staged[] = [];
  for (const [index, { path, text, mode }] of plan.writes.entries()) {
    const from = join(layout.staging, String(index));
    await stageOne(disk, from, text, mode);
    staged.push({ from, to: join(layout.root, ...path.split("/")) });
  }
  await stageLedger(disk, layout, "manifest", plan.manifest);
  await stageLedger(disk, layout, "journal", plan.journal);
  await disk.syncFolder(layout.staging);
  return staged;
}

/** Step 1. Clears up after itself when it fails; if even that fails, the next run does. */
export function stage(disk: Disk, layout: Layout, plan: Plan): Promise<readonly Staged[]> {
  return onFailure(
    () => fillStaging(disk, layout, plan),
    () => clearStaging(disk, layout),
  );
}

/** Removes what an earlier run prepared and did not use. */
export async function clearStaging(disk: Disk, layout: Layout): Promise<void> {
  if ((await disk.lstat(layout.staging)) === null) return;
  for (const name of await disk.readdir(layout.staging)) await disk.unlink(join(layout.staging, name));
  await disk.rmdir(layout.staging);
}

const stays = new Set(["ENOTEMPTY", "EEXIST", "ENOENT", "ENOTDIR"]);

/** True when the folder is gone; false when something is in it, or it is none. */
export async function removeIfEmpty(disk: Disk, path: string): Promise<boolean> {
  try {
    await disk.rmdir(path);
    return true;
  } catch (error) {
    if (stays.has(errorCode(error))) return false;
    throw error;
  }
}

/** The folders in which step 3 adds or removes a name; "" is the output folder. */
function touchedFolders({ writes, removals, newFolders, oldFolders }: Plan): ReadonlySet<string> {
  const paths = [...writes.map(({ path }) => path), ...removals, ...newFolders, ...oldFolders];
  return new Set(paths.map((path) => parentsOf(path).at(-1) ?? ""));
}

/** Step 3. */
async function change(disk: Disk, layout: Layout, plan: Plan, staged: readonly Staged[]): Promise<void> {
  const at = (path: string): string => join(layout.root, ...path.split("/"));
  for (const path of plan.newFolders) await disk.mkdir(at(path), 0o755);
  for (const { from, to } of staged) await disk.rename(from, to);
  for (const path of plan.removals) await disk.unlink(at(path));
  const gone = new Set<string>();
  for (const path of plan.oldFolders) if (await removeIfEmpty(disk, at(path))) gone.add(path);
  for (const path of touchedFolders(plan)) if (!gone.has(path)) await disk.syncFolder(at(path));
}

/**
 * Steps 2 to 5.
 * @throws OutputError that says that the update was cut short, when a system error comes after the journal stands.
 */
export async function commit(disk: Disk, layout: Layout, plan: Plan, staged: readonly Staged[]): Promise<void> {
  await disk.rename(stagedLedger(layout, "journal"), layout.journal);
  try {
    await disk.syncFolder(layout.private);
    await change(disk, layout, plan, staged);
    await disk.rename(stagedLedger(layout, "manifest"), layout.manifest);
    await disk.syncFolder(layout.private);
    await disk.rmdir(layout.staging);
    await disk.unlink(layout.journal);
    await disk.syncFolder(layout.private);
  } catch (error) {
    throw explainSystemError(error, layout.given, "after");
  }
}
