import { type Disk, errorCode } from "./disk.js";
import { OutputError } from "./errors.js";
import type { Layout } from "./layout.js";
import { emptyLedger, type Ledger, parseLedger } from "./ledger.js";

/** What earlier runs left behind in the private folder. */
export interface State {
  /** What edgewright owns in the folder: the journal's list where there is one, else the manifest's. */
  readonly ledger: Ledger;
  /** The manifest as it stands, null when there is none. */
  readonly manifestText: string | null;
  /** An update had begun to change files and did not finish. */
  readonly journal: boolean;
  /** New contents were being prepared; without a journal no file had been touched. */
  readonly staging: boolean;
}

const restoreIt = "restore it from version control, or move the rendered files away and render into an empty folder";

async function readOwn(disk: Disk, layout: Layout, path: string): Promise<string | null> {
  const entry = await disk.lstat(path);
  if (entry === null) return null;
  const shown = path.replace(layout.root, layout.given);
  if (entry.kind !== "file")
    throw new OutputError("manifest-unreadable", `${shown} is not a file, so what edgewright wrote is unknown`, restoreIt);
  try {
    return Buffer.from(await disk.readFile(path)).toString("utf8");
  } catch (cause) {
    if (errorCode(cause) === "") throw cause;
    throw new OutputError(
      "manifest-unreadable",
      `${shown} cannot be read, so what edgewright wrote is unknown`,
      "make it readable for this user",
      { cause },
    );
  }
}

function ledgerOf(text: string, shown: string): Ledger {
  const parsed = parseLedger(text);
  if (parsed.kind === "ok") return parsed.ledger;
  if (parsed.kind === "newer")
    throw new OutputError(
      "manifest-unreadable",
      `${shown} was written by a newer edgewright`,
      "use that version, or render into another folder",
    );
  throw new OutputError("manifest-unreadable", `${shown} is damaged, so what edgewright wrote is unknown`, restoreIt);
}

/** @throws OutputError when the private folder is a link or a file, or a list in it cannot be understood. */
export async function readState(disk: Disk, layout: Layout): Promise<State> {
  const own = await disk.lstat(layout.private);
  if (own === null) return { ledger: emptyLedger, manifestText: null, journal: false, staging: false };
  if (own.kind !== "folder") {
    const code = own.kind === "link" ? "link-in-the-way" : "file-in-the-way";
    throw new OutputError(code, `${layout.given}/.edgewright is not a folder, and edgewright keeps its list there`, "move it away");
  }
  const manifestText = await readOwn(disk, layout, layout.manifest);
  const journalText = await readOwn(disk, layout, layout.journal);
  const staging = (await disk.lstat(layout.staging)) !== null;
  const shown = `${layout.given}/.edgewright/${journalText === null ? "manifest" : "journal"}.json`;
  const text = journalText ?? manifestText;
  return { ledger: text === null ? emptyLedger : ledgerOf(text, shown), manifestText, journal: journalText !== null, staging };
}
