import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { compareOutput } from "./compare.js";
import { type Disk, type NewFile, nodeDisk } from "./disk.js";
import type { OutputFile } from "./layout.js";
import { writeOutput } from "./write.js";

/*
 * A run that is killed after its Nth operation: the disk works N times, the next operation takes effect by half if it is a
 * write and not at all otherwise, and from then on everything fails, so that no cleaning up can run.
 */
class Killed extends Error {}

interface MortalDisk extends Disk {
  readonly used: () => number;
}

function mortalDisk(life: number): MortalDisk {
  let used = 0;
  const spend = (): void => {
    used += 1;
    if (used > life) throw new Killed();
  };
  const step = async <T>(operation: () => Promise<T>): Promise<T> => {
    spend();
    return operation();
  };
  const mortalFile = (file: NewFile): NewFile => ({
    async write(bytes) {
      if (used === life) await file.write(bytes.subarray(0, bytes.length / 2));
      spend();
      await file.write(bytes);
    },
    chmod: (mode) => step(() => file.chmod(mode)),
    sync: () => step(async () => undefined), // Counted, not done: a kill loses nothing that the kernel has.
    async close() {
      await file.close(); // The kernel closes the files of the dead.
      spend();
    },
  });
  return {
    used: () => used,
    self: { pid: process.pid, started: "killed" },
    isRunning: nodeDisk.isRunning,
    realpath: (path) => step(() => nodeDisk.realpath(path)),
    lstat: (path) => step(() => nodeDisk.lstat(path)),
    readdir: (path) => step(() => nodeDisk.readdir(path)),
    readFile: (path) => step(() => nodeDisk.readFile(path)),
    create: (path, mode) => step(async () => mortalFile(await nodeDisk.create(path, mode))),
    mkdir: (path, mode) => step(() => nodeDisk.mkdir(path, mode)),
    mkdirWithParents: (path) => step(() => nodeDisk.mkdirWithParents(path)),
    rename: (from, to) => step(() => nodeDisk.rename(from, to)),
    unlink: (path) => step(() => nodeDisk.unlink(path)),
    rmdir: (path) => step(() => nodeDisk.rmdir(path)),
    syncFolder: () => step(async () => undefined),
  };
}

type Texts = Readonly<Record<string, string>>;

const isSecret = (path: string): boolean => path.endsWith(".secret");
const filesOf = (texts: Texts): readonly OutputFile[] =>
  Object.entries(texts).map(([path, text]) => ({
    path,
    text,
    mode: isSecret(path) ? 0o640 : 0o644,
    redacted: isSecret(path) ? "<secret S>" : text,
  }));

/** Every file of a folder, edgewright's own included only on request. */
function snapshot(dir: string, own = false): Record<string, string> {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => relative(dir, join(entry.parentPath, entry.name)));
  const chosen = paths.filter((path) => own || !path.startsWith(".edgewright/")).sort();
  return Object.fromEntries(chosen.map((path) => [path, readFileSync(join(dir, path), "utf8")]));
}

const foldersIn = (dir: string): readonly string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
    .sort();

const made: string[] = [];
afterEach(() => {
  for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
});

const quick = (): Disk => mortalDisk(Number.POSITIVE_INFINITY);
function putForeign(dir: string, foreign: Texts): void {
  for (const [path, text] of Object.entries(foreign)) {
    mkdirSync(join(dir, path, ".."), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
}

/** A folder as a finished run left it, with things of other people in it; no folder at all when nothing was ever there. */
async function folderWith(old: Texts | null, foreign: Texts): Promise<string> {
  const base = mkdtempSync(join(tmpdir(), "edgewright-crash-"));
  made.push(base);
  const dir = join(base, "out");
  if (old === null && Object.keys(foreign).length === 0) return dir;
  mkdirSync(dir);
  if (old !== null) await writeOutput(dir, filesOf(old), { disk: quick() });
  putForeign(dir, foreign);
  return dir;
}

interface Scenario {
  readonly old: Texts | null;
  readonly new: Texts;
  readonly foreign: Texts;
}

/** True when the run came to its end before its life did. */
async function survives(dir: string, files: readonly OutputFile[], life: number): Promise<boolean> {
  try {
    await writeOutput(dir, files, { disk: mortalDisk(life) });
    return true;
  } catch (error) {
    if (error instanceof Killed) return false;
    throw error;
  }
}

function expectWhole(dir: string, scenario: Scenario): void {
  const found = statSync(dir, { throwIfNoEntry: false }) === undefined ? {} : snapshot(dir);
  for (const [path, text] of Object.entries(found))
    expect([scenario.old?.[path], scenario.new[path], scenario.foreign[path]], path).toContain(text);
  expect(found).toMatchObject(scenario.foreign);
  const lasting = Object.keys(scenario.old ?? {}).filter((path) => path in scenario.new);
  expect(Object.keys(found)).toEqual(expect.arrayContaining(lasting));
}

async function expectRecognised(dir: string, scenario: Scenario): Promise<void> {
  const { differences, cutShort } = await compareOutput(dir, filesOf(scenario.new), { disk: quick() });
  const isDone = (): boolean => JSON.stringify(snapshot(dir)) === JSON.stringify(sorted({ ...scenario.foreign, ...scenario.new }));
  expect(cutShort || differences.length > 0 || isDone()).toBe(true);
}

// Which folders are edgewright's own depends on who was there first, and so on the history.
const withoutFolders = (texts: Texts): Texts => ({
  ...texts,
  ".edgewright/manifest.json": (texts[".edgewright/manifest.json"] ?? "").replace(/"folders": \[[^\]]*\]/, ""),
});

const sorted = (texts: Texts): Texts => Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)));

interface Shape {
  readonly files: Texts;
  readonly folders: readonly string[];
}

const shapeOf = (dir: string): Shape => ({ files: withoutFolders(snapshot(dir, true)), folders: foldersIn(dir) });

/** What a run that nothing disturbed leaves, asked once for each scenario. */
const undisturbed = new Map<string, Shape>();

async function shapeWhenUndisturbed({ new: wanted, foreign }: Scenario): Promise<Shape> {
  const key = JSON.stringify([wanted, foreign]);
  const shape = undisturbed.get(key) ?? shapeOf(await folderWith(wanted, foreign));
  undisturbed.set(key, shape);
  return shape;
}

async function expectCompleted(dir: string, scenario: Scenario): Promise<void> {
  await writeOutput(dir, filesOf(scenario.new), { disk: quick() });
  expect(snapshot(dir)).toEqual({ ...scenario.foreign, ...scenario.new });
  expect(shapeOf(dir)).toEqual(await shapeWhenUndisturbed(scenario));
  expect(await compareOutput(dir, filesOf(scenario.new))).toMatchObject({ same: true });
}

const foreign = { "notes.txt": "mine\n", "hapxy1/local.cfg": "mine too\n" };
const old = {
  "hapxy1/haproxy.cfg": "old haproxy\n",
  "hapxy1/a.secret": "old secret\n",
  "hapxy2/gone/deep.cfg": "old deep\n",
  "kubernetes/same.yaml": "same\n",
};
const update = {
  "hapxy1/haproxy.cfg": "new haproxy\n",
  "hapxy1/a.secret": "new secret\n",
  "hapxy3/host/new.conf": "new conf\n",
  "kubernetes/same.yaml": "same\n",
};

const scenarios: Readonly<Record<string, Scenario>> = {
  "a first run into no folder": { old: null, new: update, foreign: {} },
  "a first run beside other people's files": { old: null, new: update, foreign },
  "an update with changed, added, removed and equal files": { old, new: update, foreign },
  "an update that removes everything": { old, new: {}, foreign },
};

describe("a run that is killed after any of its operations", () => {
  it.each(Object.entries(scenarios))(
    "%s: leaves every file whole, is recognised, and is completed by the next run",
    async (_, scenario) => {
      let deaths = 0;
      for (let life = 0; ; life += 1) {
        const dir = await folderWith(scenario.old, scenario.foreign);
        if (await survives(dir, filesOf(scenario.new), life)) break;
        deaths += 1;
        expectWhole(dir, scenario);
        await expectRecognised(dir, scenario);
        await expectCompleted(dir, scenario);
      }
      expect(deaths).toBeGreaterThan(30);
    },
  );

  it("dies again while it completes an update, wherever it died first and wherever it dies then", async () => {
    const small: Scenario = {
      old: { "a/changed": "old\n", "a/removed": "old\n" },
      new: { "a/changed": "new\n", "b/added": "new\n" },
      foreign: {},
    };
    let deaths = 0;
    for (let first = 0; ; first += 1) {
      let diedFirst = false;
      // Every third place, beginning at another one each time, so that all of them come up against all phases of the first run.
      for (let second = first % 3; ; second += 3) {
        const dir = await folderWith(small.old, {});
        diedFirst = !(await survives(dir, filesOf(small.new), first));
        if (!diedFirst || (await survives(dir, filesOf(small.new), second))) break;
        deaths += 1;
        expectWhole(dir, small);
        await expectRecognised(dir, small);
        await expectCompleted(dir, small);
        rmSync(dir, { recursive: true });
      }
      if (!diedFirst) break;
    }
    expect(deaths).toBeGreaterThan(700);
  });

  it("is completed by a run of another document", async () => {
    const other = { "hapxy1/haproxy.cfg": "third haproxy\n", "hapxy4/only.cfg": "third\n" };
    for (let life = 0; ; life += 1) {
      const dir = await folderWith(old, foreign);
      if (await survives(dir, filesOf(update), life)) break;
      await expectCompleted(dir, { old: null, new: other, foreign });
    }
  });

  it("stays recognised in the folders that a run with --only leaves out", async () => {
    let unfinished = 0;
    for (let life = 0; ; life += 1) {
      const dir = await folderWith(old, {});
      if (await survives(dir, filesOf(update), life)) break;
      const before = await compareOutput(dir, filesOf(update), { disk: quick() });
      await writeOutput(dir, filesOf(update), { only: ["hapxy1"], disk: quick() });
      expect(await compareOutput(dir, filesOf(update), { only: ["hapxy1"] })).toMatchObject({ same: true });
      const after = await compareOutput(dir, filesOf(update));
      if (before.cutShort && after.cutShort) unfinished += 1;
      await expectCompleted(dir, { old, new: update, foreign: {} });
    }
    expect(unfinished).toBeGreaterThan(5);
  });

  it("does not take for its own what someone else put where it had planned a file", async () => {
    let refusals = 0;
    for (let life = 0; ; life += 1) {
      const dir = await folderWith(null, { "notes.txt": "mine\n" });
      if (await survives(dir, filesOf({ "added.cfg": "ours\n" }), life)) break;
      if ("added.cfg" in snapshot(dir)) continue;
      writeFileSync(join(dir, "added.cfg"), "theirs\n");
      await expect(writeOutput(dir, filesOf({ "added.cfg": "ours\n" }), { disk: quick() })).rejects.toMatchObject({ code: "not-ours" });
      await writeOutput(dir, [], { disk: quick() });
      expect(snapshot(dir)).toEqual({ "added.cfg": "theirs\n", "notes.txt": "mine\n" });
      refusals += 1;
    }
    expect(refusals).toBeGreaterThan(10);
  });
});

describe("any old and new set of files, killed anywhere", () => {
  // Names that cannot be a file in one set and a folder in the other.
  const path = fc
    .tuple(fc.constantFrom("a", "b"), fc.constantFrom("", "c/", "c/d/"), fc.constantFrom("1.cfg", "2.cfg", "3.secret"))
    .map((parts) => `${parts[0]}/${parts[1]}${parts[2]}`);
  const texts = fc.dictionary(path, fc.string({ maxLength: 20, unit: "grapheme" }), { maxKeys: 6, noNullPrototype: true });

  it("ends in exactly the new set", async () => {
    await fc.assert(
      fc.asyncProperty(texts, texts, fc.nat({ max: 150 }), async (before, after, life) => {
        const scenario: Scenario = { old: before, new: after, foreign: { "b/theirs": "mine\n" } };
        const dir = await folderWith(before, scenario.foreign);
        if (!(await survives(dir, filesOf(after), life))) {
          expectWhole(dir, scenario);
          await expectRecognised(dir, scenario);
        }
        await expectCompleted(dir, scenario);
      }),
      { numRuns: 150 },
    );
  });
});
