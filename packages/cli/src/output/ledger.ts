import { createHash } from "node:crypto";
import { byName, isSafePath } from "./layout.js";

/**
 * The list of what edgewright wrote into a folder. The manifest is the ledger of a finished update, the journal that of a
 * running one: everything that may stand there while the update goes on.
 */
export interface Ledger {
  /** Top-level folders whose update was begun and not finished. */
  readonly unfinished: readonly string[];
  /** Folders that edgewright made. */
  readonly folders: readonly string[];
  readonly files: ReadonlyMap<string, LedgerEntry>;
}

export interface LedgerEntry {
  /** The mode that was last wanted. */
  readonly mode: number;
  /** Every text that edgewright may have put there; one, unless an update was cut short. */
  readonly sha256: readonly string[];
  /** Perhaps never written: the path is ours only if one of those texts stands there. */
  readonly planned: boolean;
}

export const emptyLedger: Ledger = { unfinished: [], folders: [], files: new Map() };

const about = "edgewright's own list of the files that it wrote into this folder; it removes only these. Do not edit.";
const version = 1;

export const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/**
 * The ledger's own mode. A hash of a file whose text is known but for a short password lets anyone guess the password offline,
 * so where one listed file is not for everybody, neither is the list.
 */
export function ledgerMode(ledger: Ledger): number {
  return [...ledger.files.values()].every((entry) => (entry.mode & 0o004) !== 0) ? 0o644 : 0o640;
}

const octal = (mode: number): string => mode.toString(8).padStart(4, "0");

export function formatLedger({ unfinished, folders, files }: Ledger): string {
  const entries = [...files]
    .sort(([a], [b]) => byName(a, b))
    .map(([path, { mode, sha256, planned }]) => {
      const known = [...sha256].sort(byName);
      return [path, { mode: octal(mode), sha256: known, ...(planned ? { planned } : {}) }] as const;
    });
  const value = {
    about,
    version,
    unfinished: [...unfinished].sort(byName),
    folders: [...folders].sort(byName),
    files: Object.fromEntries(entries),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

type Parsed = { readonly kind: "ok"; readonly ledger: Ledger } | { readonly kind: "newer" } | { readonly kind: "corrupt" };

type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);
const isStrings = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((item) => typeof item === "string");

function parseEntry(value: unknown): LedgerEntry | null {
  if (!isObject(value)) return null;
  const { mode, sha256, planned } = value;
  if (typeof mode !== "string" || !/^0[0-7]{3}$/.test(mode) || !isStrings(sha256)) return null;
  return { mode: Number.parseInt(mode, 8), sha256, planned: planned === true };
}

function parseValue(value: unknown): Parsed {
  if (!isObject(value)) return { kind: "corrupt" };
  const { version: found, unfinished, folders, files } = value;
  if (typeof found !== "number") return { kind: "corrupt" };
  if (found > version) return { kind: "newer" };
  // The paths are checked as a renderer's are: a list that someone tampered with must not reach out of the folder.
  if (!isStrings(unfinished) || !isStrings(folders) || !folders.every(isSafePath) || !isObject(files)) return { kind: "corrupt" };
  const entries = new Map<string, LedgerEntry>();
  for (const [path, raw] of Object.entries(files)) {
    const entry = parseEntry(raw);
    if (entry === null || !isSafePath(path)) return { kind: "corrupt" };
    entries.set(path, entry);
  }
  return { kind: "ok", ledger: { unfinished, folders, files: entries } };
}

export function parseLedger(text: string): Parsed {
  try {
    return parseValue(JSON.parse(text));
  } catch {
    return { kind: "corrupt" };
  }
}
