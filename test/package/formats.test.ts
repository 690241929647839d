import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../docs/blocks.js";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

const folders = readdirSync(join(root, "packages")).sort();
const manifest = (folder: string): Manifest => JSON.parse(readFileSync(join(root, "packages", folder, "package.json"), "utf8"));

/** The names that one export of a package gives, loaded by a Node of its own in one of the two formats. */
function namesOf(folder: string, entry: string, format: "esm" | "cjs"): { readonly names: string; readonly stderr: string } {
  const specifier = JSON.stringify(`${manifest(folder).name}${entry.slice(1)}`);
  const code =
    format === "esm"
      ? `console.log(Object.keys(await import(${specifier})).filter((name) => !/^(default|module\\.exports)$/.test(name)).sort().join())`
      : `console.log(Object.keys(require(${specifier})).sort().join())`;
  const { stdout, stderr } = spawnSync(process.execPath, [format === "esm" ? "--input-type=module" : "--input-type=commonjs", "-e", code], {
    cwd: join(root, "packages", folder),
    encoding: "utf8",
  });
  return { names: stdout.trim(), stderr };
}

describe.each(folders)("packages/%s", (folder) => {
  const entries = Object.keys(manifest(folder).exports).filter((entry) => entry !== "./package.json");

  it.each(entries)("%s loads as ESM and as CommonJS, with the same names", (entry) => {
    const esm = namesOf(folder, entry, "esm");
    const cjs = namesOf(folder, entry, "cjs");
    expect(esm.stderr).toBe("");
    expect(cjs.stderr).toBe("");
    expect(esm.names).not.toBe("");
    expect(cjs.names).toBe(esm.names);
  });

  it("pins its dependencies exactly", () => {
    const loose = Object.entries(manifest(folder).dependencies).filter(([, version]) => !/^(\d+\.\d+\.\d+|workspace:\*)$/.test(version));
    expect(loose).toEqual([]);
  });

  it("has the version of its neighbours", () => {
    expect(manifest(folder).version).toBe(manifest("core").version);
  });
});
