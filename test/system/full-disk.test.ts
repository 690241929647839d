import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { withoutStanding } from "../cli/support/standing.js";
import { type Changes, readExample } from "./support/examples.js";
import { type Ended, execute } from "./support/execute.js";

const BIN = fileURLToPath(new URL("../../packages/cli/dist/bin.js", import.meta.url));

/** The example with so many routes that its Ingresses need some 100 KB more. */
const MANY: Changes = {
  routes: Array.from({ length: 200 }, (_, index) => ({ host: `shop-${index}.example.com`, service: { name: "shop", port: 80 } })),
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "edge-disk-"));
  execute(["chmod", "755", folder]);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, changes: Changes = {}): string => {
  const path = join(folder, name);
  writeFileSync(path, stringify(readExample("on-prem", changes)));
  return path;
};

/** Every file under a folder that edgewright wrote for people, by path. */
const contents = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((path) => statSync(join(root, path)).isFile() && !path.startsWith(".edgewright"))
      .map((path) => [path, readFileSync(join(root, path), "utf8")]),
  );

/** One clear sentence on standard error and nothing else, but for the remark on every document: no stack, no half of a result. */
const expectRefused = ({ status, output }: Ended, sentence: RegExp): void => {
  expect(withoutStanding(output).trim().split("\n")).toEqual([expect.stringMatching(sentence)]);
  expect(output).not.toMatch(/\bat .*\.js:\d+|Error:/);
  expect(status).toBe(2);
};

/** Runs as an ordinary user, whom permissions bind. */
const asNobody = (...args: readonly string[]): Ended =>
  execute(["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", process.execPath, BIN, ...args]);

describe("render into a full file system", () => {
  /** A mount of its own that nobody else sees; it goes with the last process inside. The old result is copied out to be looked at. */
  const FULL = `
    mount -t tmpfs -o size=256k tmpfs "$1/disk"
    "$2" "$3" render "$1/old.yaml" --out "$1/disk/out" >"$1/first" 2>&1
    cp -r "$1/disk/out" "$1/before"
    dd if=/dev/zero of="$1/disk/filler" bs=1k 2>/dev/null || true
    set +e
    "$2" "$3" render "$1/new.yaml" --out "$1/disk/out" >"$1/second" 2>&1
    echo $? >"$1/status"
    set -e
    cp -r "$1/disk/out" "$1/after"
    rm "$1/disk/filler"
    "$2" "$3" render "$1/old.yaml" --out "$1/disk/out" --check >"$1/third" 2>&1
    echo $? >>"$1/status"`;

  it("says so in one sentence, exits 2 and leaves every old file whole", () => {
    mkdirSync(join(folder, "disk"));
    write("old.yaml");
    write("new.yaml", MANY);
    const script = ["sh", "-e", "-c", FULL, "sh", folder, process.execPath, BIN];
    const ended = execute(["unshare", "--mount", "--propagation", "private", ...script]);
    expect(ended).toMatchObject({ status: 0, output: "" });
    const read = (name: string): string => readFileSync(join(folder, name), "utf8");
    const [status, checked] = read("status").trim().split("\n").map(Number);
    expectRefused({ status: status ?? -1, output: read("second"), milliseconds: 0 }, /no space left|full/i);
    expect(contents(join(folder, "after"))).toEqual(contents(join(folder, "before")));
    expect(Object.keys(contents(join(folder, "before"))).length).toBeGreaterThan(10);
    expect([checked, read("third")]).toEqual([0, expect.anything()]);
  });
});

describe("render as a user without permission", () => {
  it("cannot write into another's folder, and touches nothing there", () => {
    const input = write("edge.yaml");
    const out = join(folder, "out");
    mkdirSync(out, { mode: 0o755 });
    writeFileSync(join(out, "mine"), "mine\n");
    expectRefused(asNobody("render", input, "--out", out), /permission denied|not permitted|cannot write/i);
    expect(contents(out)).toEqual({ mine: "mine\n" });
  });

  it("cannot make a folder in another's folder", () => {
    const input = write("edge.yaml");
    expectRefused(asNobody("render", input, "--out", join(folder, "new", "out")), /permission denied|not permitted|cannot write/i);
    expect(readdirSync(folder)).toEqual(["edge.yaml"]);
  });

  it("cannot read a document that is not for it", () => {
    const input = write("edge.yaml");
    execute(["chmod", "600", input]);
    expectRefused(asNobody("check", input), /permission denied|cannot read/i);
  });
});
