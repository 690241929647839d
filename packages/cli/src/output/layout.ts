import { join } from "node:path";

/** A rendered file. `path` is relative to the output folder, with `/` between its parts; `redacted` is `text` with secrets masked. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
  readonly redacted: string;
}

const privateName = ".edgewright";

/** Where edgewright keeps its own things in an output folder. */
export interface Layout {
  /** The output folder, links followed. */
  readonly root: string;
  /** The output folder as it was given, for messages. */
  readonly given: string;
  readonly private: string;
  readonly manifest: string;
  readonly journal: string;
  readonly lock: string;
  readonly staging: string;
}

export function layoutOf(root: string, given: string): Layout {
  const own = join(root, privateName);
  return {
    root,
    given,
    private: own,
    manifest: join(own, "manifest.json"),
    journal: join(own, "journal.json"),
    lock: join(own, "lock"),
    staging: join(own, "staging"),
  };
}

/** The first folder of a path: what `--only` names. */
export const topOf = (path: string): string => path.split("/", 1)[0] ?? path;

/** The folders above a path within the output folder, outermost first. */
export function parentsOf(path: string): readonly string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** By code unit, so that the order is the same under every locale. */
export const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whether a path stays within the output folder and out of edgewright's own. */
export function isSafePath(path: string): boolean {
  const parts = path.split("/");
  const badPart = parts.some((part) => part === "" || part === "." || part === "..");
  return !badPart && !path.includes("\0") && !path.includes("\\") && parts[0] !== privateName;
}

/** @throws Error when a renderer made paths that cannot stand beside each other in one folder: a bug, not bad input. */
export function assertWritable(files: readonly OutputFile[]): void {
  const paths = new Set<string>();
  for (const { path, mode } of files) {
    if (!isSafePath(path)) throw new Error(`bug: a rendered file has the path ${JSON.stringify(path)}`);
    if (paths.has(path)) throw new Error(`bug: ${path} is rendered twice`);
    if (!Number.isInteger(mode) || mode < 0 || mode > 0o777) throw new Error(`bug: ${path} has the mode ${mode}`);
    paths.add(path);
  }
  for (const path of paths) {
    const file = parentsOf(path).find((parent) => paths.has(parent));
    if (file !== undefined) throw new Error(`bug: ${file} is rendered as a file and as a folder`);
  }
}
