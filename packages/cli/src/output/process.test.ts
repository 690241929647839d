import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareOutput } from "./compare.js";
import type { OutputFile } from "./layout.js";
import { writeOutput } from "./write.js";

/*
 * The same promises with real processes: one that is killed by the kernel at a random moment, and one that runs as a user who
 * may not read or write. Both run the sources, bundled into one file.
 */
let base = "";
let bundle = "";

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "edgewright-process-"));
  chmodSync(base, 0o755); // The other user must reach the bundle.
  bundle = join(base, "files.mjs");
  buildSync({
    entryPoints: [fileURLToPath(new URL("../files.ts", import.meta.url))],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: bundle,
    logLevel: "error",
  });
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

function script(name: string, body: string): string {
  const path = join(base, name);
  writeFileSync(path, `import { readInput, writeOutput } from ${JSON.stringify(bundle)};\n${body}`);
  return path;
}

describe("a process that is killed", () => {
  const paths = Array.from({ length: 12 }, (_, index) => `m${index % 4}/host/${index}.cfg`);
  // Each state has files of its own, and long texts, which take more than one write.
  const stateOf = (state: number): readonly OutputFile[] =>
    paths
      .filter((_, index) => index % 3 !== state % 3)
      .map((path) => ({ path, text: `${path} ${state}\n`.repeat(20_000), mode: 0o644, redacted: "" }));
  const rounds = 20;

  const writer = (): string =>
    script(
      "writer.mjs",
      `const paths = ${JSON.stringify(paths)};
const stateOf = (state) => paths.filter((_, index) => index % 3 !== state % 3).map((path) => ({ path, text: (path + " " + state + "\\n").repeat(20000), mode: 0o644, redacted: "" }));
console.log("begun");
for (let state = Number(process.argv[3]); ; state += 1) await writeOutput(process.argv[2], stateOf(state));
`,
    );

  const killedAfter = async (child: ChildProcess, milliseconds: number): Promise<void> => {
    const ended = once(child, "exit");
    const begun = child.stdout === null ? Promise.reject(new Error("no output")) : once(child.stdout, "data");
    await Promise.race([begun, ended]);
    setTimeout(() => child.kill("SIGKILL"), milliseconds);
    const [, signal] = await ended;
    expect(signal).toBe("SIGKILL");
  };

  /** A file that is whole has one line, many times. */
  const expectWhole = (dir: string): void => {
    const found = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter(
      (path) => path.endsWith(".cfg") && !path.startsWith(".edgewright"),
    );
    for (const path of found) {
      const text = readFileSync(join(dir, path), "utf8");
      const line = text.slice(0, text.indexOf("\n") + 1);
      expect(line.startsWith(`${path} `) && text === line.repeat(20_000), path).toBe(true);
    }
  };

  it("leaves every file whole, and the next run completes the update", async () => {
    const dir = join(base, "out");
    const path = writer();
    mkdirSync(dir);
    writeFileSync(join(dir, "notes.txt"), "mine\n");
    let cutShort = 0;
    for (let round = 0; round < rounds; round += 1) {
      const child = spawn(process.execPath, [path, dir, String(round)], { stdio: ["ignore", "pipe", "inherit"] });
      await killedAfter(child, Math.random() * 120);
      expectWhole(dir);
      if ((await compareOutput(dir, stateOf(round))).cutShort) cutShort += 1;
      if (round % 2 === 0) continue; // Every second time the next one to die begins where this one left off.
      await writeOutput(dir, stateOf(round));
      expect(await compareOutput(dir, stateOf(round))).toMatchObject({ same: true });
      expect(readdirSync(join(dir, ".edgewright"))).toEqual(["manifest.json"]);
      expect(readFileSync(join(dir, "notes.txt"), "utf8")).toBe("mine\n");
    }
    expect(cutShort).toBeGreaterThan(0);
  });
});

describe("a user without permission", () => {
  // Root may read and write everything, so that it becomes nobody.
  const identity = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

  const attempt = (name: string, call: string): unknown => {
    const path = script(
      name,
      `try { await ${call}; console.log("null"); } catch (error) { console.log(JSON.stringify({ code: error.code, message: error.message })); }\n`,
    );
    const { stdout, stderr } = spawnSync(process.execPath, [path], { ...identity, encoding: "utf8" });
    expect(stderr).toBe("");
    return JSON.parse(stdout.replaceAll(base, "BASE"));
  };

  const sealed = (name: string): string => {
    const dir = join(base, name);
    mkdirSync(dir);
    chmodSync(dir, 0o555);
    return dir;
  };

  it.each([
    ["the folder itself", "sealed-1", ""],
    ["the folder above one that is to be made", "sealed-2", "/out"],
  ])("cannot write: %s", (_, name, below) => {
    const dir = sealed(name);
    expect(
      attempt(`${name}.mjs`, `writeOutput(${JSON.stringify(dir + below)}, [{ path: "a/1", text: "", mode: 0o644, redacted: "" }])`),
    ).toEqual({
      code: "not-writable",
      message: `cannot write to BASE/${name}${below}: permission denied; nothing was changed`,
    });
    expect(readdirSync(dir)).toEqual([]);
  });

  it("cannot read", () => {
    const path = join(base, "unreadable.yaml");
    writeFileSync(path, "");
    chmodSync(path, 0);
    expect(attempt("reader.mjs", `readInput(${JSON.stringify(path)})`)).toEqual({
      code: "unreadable",
      message: "BASE/unreadable.yaml cannot be read: permission denied",
    });
  });

  it("cannot read the list of what was written", async () => {
    const dir = join(base, "private");
    await writeOutput(dir, [{ path: "a/1", text: "", mode: 0o640, redacted: "" }]);
    expect(attempt("private.mjs", `writeOutput(${JSON.stringify(dir)}, [])`)).toEqual({
      code: "manifest-unreadable",
      message: "BASE/private/.edgewright/manifest.json cannot be read, so what edgewright wrote is unknown",
    });
  });
});
