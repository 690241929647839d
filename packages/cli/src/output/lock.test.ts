import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Disk, nodeDisk } from "./disk.js";
import { OutputError } from "./errors.js";
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
const read = (path: string): string => readFileSync(join(out, path), "utf8");

function put(path: string, text = "theirs\n"): void {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), text);
}

describe("two runs at once", () => {
  it("one of them writes, the other is told to wait", async () => {
    const results = await Promise.allSettled([writeOutput(out, [file("a/1")]), writeOutput(out, [file("a/1")])]);
    const refused = results.filter((result) => result.status === "rejected");
    expect(refused.every(({ reason }) => reason instanceof OutputError && reason.code === "busy")).toBe(true);
    expect(refused.length).toBeLessThan(2);
    expect(read("a/1")).toBe("a/1\n");
    expect(readdirSync(join(out, ".edgewright"))).toEqual(["manifest.json"]);
  });

  it.each([
    ["a process that is gone", JSON.stringify({ pid: 2 ** 30, started: "" })],
    ["a process whose number another has now", JSON.stringify({ pid: process.pid, started: "long ago" })],
    ["a writer that was killed before it had written its number", ""],
  ])("a lock of %s is taken over", async (_, text) => {
    put(".edgewright/lock", text);
    await writeOutput(out, [file("a/1")]);
    expect(readdirSync(join(out, ".edgewright"))).toEqual(["manifest.json"]);
  });

  it("a run whose lock another has taken over changes nothing, and leaves the other's lock", async () => {
    const disk: Disk = {
      ...nodeDisk,
      async mkdir(path, mode) {
        await nodeDisk.mkdir(path, mode);
        put(".edgewright/lock", JSON.stringify(nodeDisk.self));
      },
    };
    await expect(writeOutput(out, [file("a/1")], { disk })).rejects.toMatchObject({ code: "busy" });
    expect(existsSync(join(out, "a"))).toBe(false);
    expect(read(".edgewright/lock")).toBe(JSON.stringify(nodeDisk.self));
  });
});
