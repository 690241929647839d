import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compareOutput } from "./compare.js";
import { type Disk, type NewFile, nodeDisk } from "./disk.js";
import { OutputError } from "./errors.js";
import type { OutputFile } from "./layout.js";
import { writeOutput } from "./write.js";

let out = "";
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), "edgewright-full-"));
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

type Texts = Readonly<Record<string, string>>;

const filesOf = (texts: Texts): readonly OutputFile[] =>
  Object.entries(texts).map(([path, text]) => ({ path, text, mode: 0o644, redacted: text }));
const old = { "a/changed.cfg": "old\n", "a/removed.cfg": "old\n" };
const update = { "a/changed.cfg": "new\n", "b/deep/added.cfg": "new\n" };

function snapshot(): Texts {
  const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1)).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(out, path), "utf8")]));
}

/** Has room for `room` new names and texts; the text that finds none is written by its first byte only. */
function diskWith(room: number): Disk {
  let used = 0;
  const use = (): void => {
    used += 1;
    if (used > room) throw Object.assign(new Error("no space"), { code: "ENOSPC" });
  };
  return {
    ...nodeDisk,
    async create(path, mode) {
      use();
      const file = await nodeDisk.create(path, mode);
      const write: NewFile["write"] = async (bytes) => {
        await file.write(bytes.subarray(0, 1));
        use();
        await file.write(bytes.subarray(1));
      };
      return { ...file, write };
    },
    async mkdir(path, mode) {
      use();
      await nodeDisk.mkdir(path, mode);
    },
  };
}

async function attempt(disk: Disk): Promise<OutputError | null> {
  try {
    await writeOutput(out, filesOf(update), { disk });
    return null;
  } catch (error) {
    if (error instanceof OutputError) return error;
    throw error;
  }
}

describe("a disk that is full", () => {
  it("changes nothing and leaves nothing behind before the update begins, and can be completed after", async () => {
    const stages = new Set<string>();
    for (let room = 0; ; room += 1) {
      rmSync(out, { recursive: true, force: true });
      await writeOutput(out, filesOf(old));
      writeFileSync(join(out, "notes.txt"), "mine\n");
      const before = snapshot();
      const error = await attempt(diskWith(room));
      if (error === null) break;
      expect(error.code).toBe("disk-full");
      const cutShort = error.message.includes("cut short");
      stages.add(cutShort ? "after" : "before");
      if (!cutShort) expect(snapshot()).toEqual(before);
      expect(await compareOutput(out, filesOf(update))).toMatchObject({ cutShort, same: false });
      expect(await writeOutput(out, filesOf(update))).toMatchObject({ resumed: cutShort });
      const { ".edgewright/manifest.json": manifest, ...found } = snapshot();
      expect(found).toEqual({ "notes.txt": "mine\n", ...update });
      expect(manifest).toBeDefined();
    }
    expect([...stages]).toEqual(["before", "after"]);
  });

  it("says so in one sentence, with what to do", async () => {
    await writeOutput(out, filesOf(old));
    const early = await attempt(diskWith(0));
    expect(early?.message).toBe(`cannot write to ${out}: the disk is full; nothing was changed`);
    expect(early?.fix).toBe("free some space, then render again");
    const late = await attempt(diskWith(11)); // Lock, staging, four files of two each: the folder b finds room, b/deep none.
    expect(late?.message).toBe(`cannot write to ${out}: the disk is full; the update was cut short: every file is whole, old or new`);
    expect(late?.fix).toBe("free some space, then render again to complete it");
  });
});
