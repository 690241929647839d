import { join } from "node:path";
import type { Disk, Entry } from "./disk.js";
import { type OutputFile, parentsOf } from "./layout.js";
import { type LedgerEntry, sha256 } from "./ledger.js";

/** Why a file cannot be written: what stands at its path, or at a folder above it (`at`). */
export interface Obstacle {
  readonly by: "foreign" | "folder" | "file" | "link";
  readonly at: string;
}

export type Found =
  | { readonly kind: "missing" }
  | { readonly kind: "equal" }
  | { readonly kind: "differs"; readonly text: boolean; readonly mode: number }
  | { readonly kind: "blocked"; readonly obstacle: Obstacle };

/** Looks at an output folder without changing it. Symbolic links are never followed: what they lead to is not in the folder. */
export interface Survey {
  /** What stands at a folder's path; a folder below something that is none is "missing". */
  folder(path: string): Promise<"missing" | "folder" | "blocked">;
  /** How the path of a rendered file compares with it. */
  target(file: OutputFile, owned: LedgerEntry | undefined): Promise<Found>;
  /** Whether a file that is no longer rendered still is as edgewright wrote it. */
  leftover(path: string, owned: LedgerEntry): Promise<"gone" | "ours" | "changed">;
}

const blocked = (by: Obstacle["by"], at: string): Found => ({ kind: "blocked", obstacle: { by, at } });

export function surveyOf(disk: Disk, root: string): Survey {
  const at = (path: string): string => join(root, ...path.split("/"));
  const seen = new Map<string, Entry["kind"] | "missing">();

  const kindOf = async (path: string): Promise<Entry["kind"] | "missing"> => {
    const known = seen.get(path);
    if (known !== undefined) return known;
    const kind = (await disk.lstat(at(path)))?.kind ?? "missing";
    seen.set(path, kind);
    return kind;
  };

  const above = async (path: string): Promise<"folder" | "missing" | Obstacle> => {
    for (const parent of parentsOf(path)) {
      const kind = await kindOf(parent);
      if (kind === "missing") return "missing";
      if (kind !== "folder") return { by: kind === "link" ? "link" : "file", at: parent };
    }
    return "folder";
  };

  const isKnown = async (path: string, owned: LedgerEntry): Promise<boolean> =>
    owned.sha256.includes(sha256(await disk.readFile(at(path))));

  const compare = async (file: OutputFile, entry: Entry): Promise<Found> => {
    const wanted = Buffer.from(file.text);
    const sameText = entry.size === wanted.length && wanted.equals(await disk.readFile(at(file.path)));
    return sameText && entry.mode === file.mode ? { kind: "equal" } : { kind: "differs", text: !sameText, mode: entry.mode };
  };

  return {
    async folder(path) {
      const parents = await above(path);
      if (parents === "missing") return "missing";
      const kind = parents === "folder" ? await kindOf(path) : "other";
      return kind === "missing" || kind === "folder" ? kind : "blocked";
    },

    async target(file, owned) {
      const parents = await above(file.path);
      if (parents === "missing") return { kind: "missing" };
      if (parents !== "folder") return { kind: "blocked", obstacle: parents };
      const entry = await disk.lstat(at(file.path));
      if (entry === null) return { kind: "missing" };
      if (entry.kind === "link" || entry.kind === "folder") return blocked(entry.kind, file.path);
      if (entry.kind !== "file" || owned === undefined) return blocked("foreign", file.path);
      if (owned.planned && !(await isKnown(file.path, owned))) return blocked("foreign", file.path);
      return compare(file, entry);
    },

    async leftover(path, owned) {
      if ((await above(path)) !== "folder") return "gone";
      const entry = await disk.lstat(at(path));
      if (entry === null) return "gone";
      if (entry.kind === "file" && (await isKnown(path, owned))) return "ours";
      // A text that was only planned and is not the one that stands there: someone else's file, which was never ours to keep or remove.
      return owned.planned ? "gone" : "changed";
    },
  };
}
