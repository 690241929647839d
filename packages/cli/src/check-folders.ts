import { basename, join } from "node:path";
import {
  checkFiles,
  type Diagnostic,
  type EdgeFile,
  type EdgeFiles,
  fileRules,
  fileSource,
  isJudged,
  maskFile,
  mayHoldJudged,
  readEdgeFiles,
  type SourceMap,
} from "@edgewright/core";
import { UsageError } from "./errors.js";
import { entryAt, type Gathered, gatherFiles } from "./files.js";

/** What rules on files say of one folder. */
export interface JudgedFolder {
  readonly dir: string;
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly SourceMap[];
  /** What was looked at, in a few words. */
  readonly looked: string;
  /** What was not judged, and why: a line each. */
  readonly unjudged: readonly string[];
}

/** Whether an argument names a folder, by itself or through a link. */
export async function isFolder(path: string): Promise<boolean> {
  if (path === "-") return false;
  const kind = (await entryAt(path))?.kind;
  return kind === "folder" || (kind === "link" && (await entryAt(`${path}/.`))?.kind === "folder");
}

const wanted = { file: isJudged, folder: mayHoldJudged };
const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** The files as rules read them. A host/ folder without any that are read is still one: what it does not set is not set. */
function filesOf(dir: string, { files, folders }: Gathered): readonly EdgeFile[] {
  const hosts = folders.filter((path) => /^[^/]+\/host$/.test(path)).map((path) => ({ path: `${path}/`, text: "" }));
  return [...files, ...hosts].map(({ path, text }) => ({ path, name: join(dir, path), text }));
}

function describe({ machines, pairs, controller }: EdgeFiles): string {
  const names = machines.map(({ name }) => name).join(", ");
  const cluster = controller === null ? "" : ", the controller's ConfigMap";
  return `${counted(machines.length, "machine")} (${names}), ${counted(pairs.length, "pair")} of VRRP instances${cluster}; ${counted(fileRules.length, "rule")}`;
}

function judge(dir: string, gathered: Gathered): JudgedFolder {
  const texts = filesOf(dir, gathered);
  const files = readEdgeFiles(texts);
  const diagnostics = checkFiles(fileRules, files);
  const missing = fileRules.flatMap(({ id, unjudged }) => (unjudged?.(files) ?? []).map((reason) => `${id}: ${reason}`));
  return {
    dir,
    ok: !diagnostics.some(({ severity }) => severity === "error"),
    diagnostics,
    sources: texts.map((file) => fileSource(maskFile(file))),
    looked: describe(files),
    unjudged: [
      ...missing,
      ...gathered.skipped.map((path) => `${join(dir, path)}: it is no plain file or folder, and links are not followed`),
    ],
  };
}

const hasMachine = ({ files }: Gathered): boolean => files.some(({ path }) => /^[^/]+\/(haproxy\.cfg|keepalived\.conf)$/.test(path));

/**
 * Judges a folder that is laid out as `render` writes it. Where it has a folder for each of several documents, each is judged by itself.
 * @throws UsageError where no machine's files are in it; InputError
 */
export async function judgeFolder(dir: string): Promise<readonly JudgedFolder[]> {
  const gathered = await gatherFiles(dir, wanted);
  if (hasMachine(gathered)) return [judge(dir, gathered)];
  const below: JudgedFolder[] = [];
  for (const name of gathered.folders.filter((path) => !path.includes("/"))) {
    const inner = await gatherFiles(join(dir, name), wanted);
    if (hasMachine(inner)) below.push(judge(join(dir, name), inner));
  }
  if (below.length > 0) return below;
  const isMachine = (await Promise.all(["haproxy.cfg", "keepalived.conf"].map((name) => entryAt(join(dir, name))))).some(
    (entry) => entry !== null,
  );
  throw new UsageError(
    isMachine
      ? `${dir} is one machine's folder, and a pair is judged together`
      : `${dir} has no load balancer's folder: none with haproxy.cfg or keepalived.conf`,
    isMachine
      ? `name the folder above ${basename(dir)}`
      : "name the folder that render wrote, or one laid out like it: hapxy1/keepalived.conf, hapxy2/keepalived.conf",
  );
}
