import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Disk, nodeDisk } from "./disk.js";
import type { OutputFile } from "./layout.js";
import { writeOutput } from "./write.js";

let base = "";
let out = "";
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "edgewright-write-"));
  out = join(base, "out");
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const file = (path: string, text = `${path}\n`, mode = 0o644): OutputFile => ({ path, text, mode, redacted: text });
const secret = (path: string, value: string): OutputFile => ({
  path,
  text: `auth_pass ${value}\n`,
  mode: 0o640,
  redacted: "auth_pass <secret VRRP>\n",
});
const read = (path: string): string => readFileSync(join(out, path), "utf8");
const modeOf = (path: string): string => (statSync(join(out, path)).mode & 0o7777).toString(8);
const manifest = (): string => read(".edgewright/manifest.json");

function put(path: string, text = "theirs\n"): void {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), text);
}

describe("writeOutput", () => {
  it("writes texts and modes, and says so", async () => {
    const files = [file("b/2.cfg"), file("a/run", "#!/bin/sh\n", 0o755), secret("a/k.conf", "s3cret")];
    expect(await writeOutput(out, files)).toEqual({
      written: ["a/k.conf", "a/run", "b/2.cfg"],
      unchanged: [],
      removed: [],
      kept: [],
      resumed: false,
    });
    expect([read("a/run"), read("a/k.conf")]).toEqual(["#!/bin/sh\n", "auth_pass s3cret\n"]);
    expect([modeOf("a/run"), modeOf("a/k.conf"), modeOf("b/2.cfg")]).toEqual(["755", "640", "644"]);
    expect(readdirSync(join(out, ".edgewright"))).toEqual(["manifest.json"]);
  });

  it("keeps a list that a person can read, the same for the same files in any order", async () => {
    await writeOutput(out, [file("a/1.cfg"), file("a/2.cfg")]);
    expect(JSON.parse(manifest())).toEqual({
      about: "edgewright's own list of the files that it wrote into this folder; it removes only these. Do not edit.",
      version: 1,
      unfinished: [],
      folders: ["a"],
      files: {
        "a/1.cfg": { mode: "0644", sha256: ["685bff5e9be92f6130fb4135fef2b187da0ce16a83b48e5e6239fe12f6ccbf60"] },
        "a/2.cfg": { mode: "0644", sha256: ["4608dcd961f7bd64a9626967ed6f6845ec764621fa63d0335ec5e60f881a9c52"] },
      },
    });
    const first = manifest();
    rmSync(out, { recursive: true });
    await writeOutput(out, [file("a/2.cfg"), file("a/1.cfg")]);
    expect(manifest()).toBe(first);
  });

  it("does not touch what is equal already", async () => {
    await writeOutput(out, [file("a/1.cfg"), file("a/2.cfg")]);
    const before = [statSync(join(out, "a/1.cfg")), statSync(join(out, ".edgewright/manifest.json"))].map(({ ino }) => ino);
    expect(await writeOutput(out, [file("a/1.cfg"), file("a/2.cfg")])).toMatchObject({ written: [], unchanged: ["a/1.cfg", "a/2.cfg"] });
    expect([statSync(join(out, "a/1.cfg")), statSync(join(out, ".edgewright/manifest.json"))].map(({ ino }) => ino)).toEqual(before);
  });

  it("writes again what has another text, another mode, or is gone", async () => {
    const files = [file("a/gone"), file("a/mode"), file("a/same"), file("a/text")];
    await writeOutput(out, files);
    rmSync(join(out, "a/gone"));
    chmodSync(join(out, "a/mode"), 0o600);
    put("a/text", "edited\n");
    expect(await writeOutput(out, files)).toMatchObject({ written: ["a/gone", "a/mode", "a/text"], unchanged: ["a/same"] });
    expect([read("a/gone"), modeOf("a/mode"), read("a/text")]).toEqual(["a/gone\n", "644", "a/text\n"]);
  });

  it("removes what it wrote and no longer renders, with the folders that it made and that are empty now", async () => {
    put("mine/notes.txt");
    put("b/deep/notes.txt");
    await writeOutput(out, [file("a/host/etc/1"), file("b/deep/2"), file("mine/3"), file("c/4")]);
    expect(await writeOutput(out, [file("c/4")])).toMatchObject({ removed: ["a/host/etc/1", "b/deep/2", "mine/3"], unchanged: ["c/4"] });
    expect(readdirSync(out).sort()).toEqual([".edgewright", "b", "c", "mine"]);
    expect([read("mine/notes.txt"), read("b/deep/notes.txt")]).toEqual(["theirs\n", "theirs\n"]);
  });

  it("leaves a folder that somebody else made, though it is empty", async () => {
    mkdirSync(join(out, "a"), { recursive: true });
    await writeOutput(out, [file("a/1")]);
    await writeOutput(out, []);
    expect(readdirSync(out).sort()).toEqual([".edgewright", "a"]);
  });

  it("does not remove what somebody has changed since, and gives it up", async () => {
    await writeOutput(out, [file("a/1"), file("a/2")]);
    put("a/1", "edited\n");
    expect(await writeOutput(out, [])).toMatchObject({ removed: ["a/2"], kept: ["a/1"] });
    expect(await writeOutput(out, [])).toMatchObject({ removed: [], kept: [] });
    expect(read("a/1")).toBe("edited\n");
  });

  it("leaves the other folders as they are under --only, and in the manifest", async () => {
    await writeOutput(out, [file("a/1"), file("b/1"), file("b/2")]);
    expect(await writeOutput(out, [file("a/new"), file("b/3")], { only: ["a"] })).toEqual({
      written: ["a/new"],
      unchanged: [],
      removed: ["a/1"],
      kept: [],
      resumed: false,
    });
    expect(readdirSync(join(out, "b"))).toEqual(["1", "2"]);
    expect(await writeOutput(out, [file("a/new"), file("b/3")])).toMatchObject({ written: ["b/3"], removed: ["b/1", "b/2"] });
  });

  it("takes a folder given by a symbolic link", async () => {
    mkdirSync(join(base, "real"));
    symlinkSync("real", out);
    await writeOutput(out, [file("a/1")]);
    expect(readFileSync(join(base, "real/a/1"), "utf8")).toBe("a/1\n");
  });

  it("hides the list of hashes where one of the files is not for everybody", async () => {
    await writeOutput(out, [secret("a/k.conf", "s3cret"), file("b/1")]);
    expect(modeOf(".edgewright/manifest.json")).toBe("640");
    await writeOutput(out, [file("b/1")], { only: ["b"] });
    expect(modeOf(".edgewright/manifest.json")).toBe("640");
    await writeOutput(out, [file("b/1")]);
    expect(modeOf(".edgewright/manifest.json")).toBe("644");
  });
});

describe("a file that holds a secret", () => {
  it("is at no moment readable by others, and has its mode whatever the umask is", async () => {
    const seen = new Set<number>();
    const watch = (path: string): void => {
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat !== undefined) seen.add(stat.mode & 0o777);
    };
    const staged = join(out, ".edgewright/staging/0");
    const disk: Disk = {
      ...nodeDisk,
      async create(path, mode) {
        const handle = await nodeDisk.create(path, mode);
        watch(staged);
        const write: typeof handle.write = async (bytes) => {
          watch(staged);
          await handle.write(bytes);
          watch(staged);
        };
        return { ...handle, write };
      },
      async rename(from, to) {
        watch(staged);
        await nodeDisk.rename(from, to);
      },
    };
    const umask = process.umask(0);
    try {
      await writeOutput(out, [secret("a/k.conf", "s3cret")], { disk });
    } finally {
      process.umask(umask);
    }
    expect([...seen]).toEqual([0o600, 0o640]);
    expect(modeOf("a/k.conf")).toBe("640");
  });
});

describe("errors of the system", () => {
  const failing = (code: string): Disk => ({ ...nodeDisk, create: () => Promise.reject(Object.assign(new Error(code), { code })) });

  it.each([
    ["EACCES", "not-writable", "permission denied"],
    ["EROFS", "not-writable", "the file system is read-only"],
    ["EDQUOT", "disk-full", "the disk quota is used up"],
    ["EIO", "disk-error", "the system reports EIO"],
  ])("%s is %s", async (code, expected, says) => {
    await expect(writeOutput(out, [file("a/1")], { disk: failing(code) })).rejects.toMatchObject({
      code: expected,
      message: `cannot write to ${out}: ${says}; nothing was changed`,
    });
    expect(readdirSync(out)).toEqual([]);
  });

  it("are not made of bugs", async () => {
    const disk: Disk = { ...nodeDisk, create: () => Promise.reject(new TypeError("a bug")) };
    await expect(writeOutput(out, [file("a/1")], { disk })).rejects.toThrow(TypeError);
  });
});

describe("paths that only a bug can make", () => {
  it.each([["../a"], ["/a"], ["a//b"], ["a/./b"], ["a/"], [""], ["a\0b"], ["a\\b"], [".edgewright/manifest.json"]])("%j", async (path) => {
    await expect(writeOutput(out, [file(path)])).rejects.toThrow("bug:");
    expect(existsSync(out)).toBe(false);
  });

  it("the same twice, or a file within a file, or a mode that is none", async () => {
    await expect(writeOutput(out, [file("a"), file("a")])).rejects.toThrow("bug: a is rendered twice");
    await expect(writeOutput(out, [file("a"), file("a/b")])).rejects.toThrow("bug: a is rendered as a file and as a folder");
    await expect(writeOutput(out, [file("a", "", 0o4755)])).rejects.toThrow("bug: a has the mode");
  });

  it("but not names that JavaScript's objects know", async () => {
    await writeOutput(out, [file("__proto__/constructor")]);
    expect(await writeOutput(out, [])).toMatchObject({ removed: ["__proto__/constructor"] });
  });
});
