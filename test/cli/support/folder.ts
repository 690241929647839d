import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { type RunOptions, type RunResult, root, run } from "./run.js";

/** A folder of a test's own, outside the workspace, which goes with the test. */
export interface Folder {
  readonly dir: string;
  readonly path: (name: string) => string;
  readonly write: (name: string, text: string | Uint8Array) => void;
  readonly read: (name: string) => string;
  /** Runs the command here. */
  readonly run: (args: string, options?: Partial<RunOptions>) => RunResult;
  /** The same, with arguments that hold spaces or nothing. */
  readonly runWords: (args: readonly string[], options?: Partial<RunOptions>) => RunResult;
  /** Every file below a name: path → permissions and bytes. */
  readonly tree: (name?: string) => Readonly<Record<string, string>>;
}

const wordsOf = (args: string): readonly string[] => args.split(" ").filter((word) => word !== "");

function treeOf(top: string): Readonly<Record<string, string>> {
  const paths = readdirSync(top, { recursive: true, encoding: "utf8" }).sort();
  const files = paths.filter((path) => lstatSync(join(top, path)).isFile());
  return Object.fromEntries(
    files.map((path) => [path, `${(lstatSync(join(top, path)).mode & 0o777).toString(8)} ${readFileSync(join(top, path), "latin1")}`]),
  );
}

export function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): Folder {
  const dir = mkdtempSync(join(tmpdir(), "edgewright-cli-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const path = (name: string): string => join(dir, name);
  const write = (name: string, text: string | Uint8Array): void => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return {
    dir,
    path,
    write,
    read: (name) => readFileSync(path(name), "utf8"),
    run: (args, options = {}) => run(wordsOf(args), { cwd: dir, ...options }),
    runWords: (args, options = {}) => run(args, { cwd: dir, ...options }),
    tree: (name = ".") => treeOf(path(name)),
  };
}

export const example = (name: string): string => readFileSync(join(root, "examples", name, "edge.yaml"), "utf8");

let rendered: string | null = null;

/** Rendered once for a test file, and copied for each test. */
function renderOnce(): string {
  if (rendered !== null) return rendered;
  const dir = mkdtempSync(join(tmpdir(), "edgewright-cli-"));
  process.once("exit", () => rmSync(dir, { recursive: true, force: true }));
  writeFileSync(join(dir, "edge.yaml"), example("on-prem"));
  const { status, stderr } = run(["render", "edge.yaml", "--out", "out"], { cwd: dir });
  if (status !== 0) throw new Error(stderr);
  writeFileSync(join(dir, "out/notes.txt"), "not edgewright's\n");
  rendered = dir;
  return dir;
}

/** A folder with the on-prem example as edge.yaml, rendered to out/ by the command, and with a file in out/ that is not edgewright's. */
export function renderedFolder(): Folder {
  const place = folder();
  cpSync(renderOnce(), place.dir, { recursive: true });
  return place;
}

/** Files whose permissions are taken away, and given back for the cleaning up. */
export function withMode(place: Folder, name: string, mode: number): void {
  const before = lstatSync(place.path(name)).mode & 0o777;
  chmodSync(place.path(name), mode);
  onTestFinished(() => chmodSync(place.path(name), before));
}
