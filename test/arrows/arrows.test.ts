import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A tree of its own with these files, and the project's lint beside them. */
function plant(files: Readonly<Record<string, string>>, config: string): string {
  const folder = mkdtempSync(join(tmpdir(), "edgewright-arrows-"));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  for (const file of [config, "no-random.grit", "tsconfig.json", "tsconfig.base.json"]) copyFileSync(join(root, file), join(folder, file));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

interface Cruise {
  readonly summary: { readonly violations: readonly { readonly rule: { readonly name: string } }[]; readonly totalCruised: number };
}

function cruise(files: Readonly<Record<string, string>>): readonly string[] {
  const cwd = plant(files, ".dependency-cruiser.mjs");
  const { stdout } = spawnSync(
    join(root, "node_modules/.bin/depcruise"),
    ["--config", ".dependency-cruiser.mjs", "-T", "json", "packages"],
    { cwd, encoding: "utf8" },
  );
  const result: Cruise = JSON.parse(stdout);
  expect(result.summary.totalCruised).toBeGreaterThan(1);
  return [...new Set(result.summary.violations.map((violation) => violation.rule.name))];
}

const value = "export const value = 1;\n";
const imports = (path: string): string => `import { value } from "${path}";\nexport const again = value;\n`;

/** An import that each rule must find. */
const planted: readonly (readonly [rule: string, from: string, to: string, path: string])[] = [
  ["core-model-imports-only-itself", "core/src/model/a", "core/src/resolve/b", "../resolve/b.js"],
  ["core-diagnostics-imports-only-types-of-model", "core/src/diagnostics/a", "core/src/resolve/b", "../resolve/b.js"],
  ["core-diagnostics-imports-model-as-types", "core/src/diagnostics/a", "core/src/model/b", "../model/b.js"],
  ["core-load-imports-only-model-diagnostics", "core/src/load/a", "core/src/resolve/b", "../resolve/b.js"],
  ["core-failover-imports-only-model-diagnostics", "core/src/failover/a", "core/src/resolve/b", "../resolve/b.js"],
  ["core-balance-imports-only-model-diagnostics", "core/src/balance/a", "core/src/rules/b", "../rules/b.js"],
  ["core-resolve-imports-only-model-diagnostics-failover", "core/src/resolve/a", "core/src/rules/b", "../rules/b.js"],
  ["core-rules-imports-only-model-diagnostics-load-resolve-failover-balance", "core/src/rules/a", "core/src/render/b", "../render/b.js"],
  ["core-explain-imports-only-model-diagnostics-resolve-failover-balance", "core/src/explain/a", "core/src/rules/b", "../rules/b.js"],
  ["core-template-imports-only-diagnostics", "core/src/template/a", "core/src/model/b", "../model/b.js"],
  ["core-files-imports-only-model-diagnostics-load", "core/src/files/a", "core/src/rules/b", "../rules/b.js"],
  ["core-file-rules-imports-only-files-model-diagnostics-rules", "core/src/file-rules/a", "core/src/resolve/b", "../resolve/b.js"],
  ["core-render-does-not-load", "core/src/render/a", "core/src/load/b", "../load/b.js"],
  ["core-imports-no-package-of-ours", "core/src/render/a", "render-host/src/index", "../../../render-host/src/index.js"],
  ["no-renderer-imports-another", "render-haproxy/src/a", "render-keepalived/src/index", "../../render-keepalived/src/index.js"],
  ["testing-imports-core-alone", "testing/src/a", "render-keepalived/src/index", "../../render-keepalived/src/index.js"],
  ["nobody-imports-past-exports", "render-haproxy/src/a", "core/src/resolve/plan", "../../core/src/resolve/plan.js"],
];

describe("dependency-cruiser finds what is planted", () => {
  it.each(planted)("%s", (rule, from, to, path) => {
    expect(cruise({ [`packages/${from}.ts`]: imports(path), [`packages/${to}.ts`]: value })).toContain(rule);
  });

  it("a cycle", () => {
    const files = {
      "packages/core/src/model/a.ts": `${imports("./b.js")}${value.replace("value", "one")}`,
      "packages/core/src/model/b.ts": `import { one } from "./a.js";\nexport const value = one;\n`,
    };
    expect(cruise(files)).toContain("no-cycles");
  });

  it("a node module in a pure package, and a disk that is reached past the one place", () => {
    const files = {
      "packages/core/src/model/a.ts": 'import { readFileSync } from "node:fs";\nexport const text = readFileSync;\n',
      "packages/cli/src/commands/b.ts": 'import { readFileSync } from "node:fs";\nexport const text = readFileSync;\n',
      "packages/cli/src/index.ts": 'import { cpus } from "node:os";\nexport const text = cpus;\n',
    };
    const found = cruise(files);
    expect(found).toEqual(
      expect.arrayContaining(["pure-packages-import-no-node-module", "the-disk-is-reached-from-one-place", "umbrella-runs-in-a-browser"]),
    );
  });

  it("what does not resolve", () => {
    expect(cruise({ "packages/core/src/model/a.ts": imports("./gone.js"), "packages/core/src/model/b.ts": value })).toContain(
      "everything-resolves",
    );
  });

  it("and nothing in an allowed import", () => {
    expect(cruise({ "packages/core/src/resolve/a.ts": imports("../model/b.js"), "packages/core/src/model/b.ts": value })).toEqual([]);
  });
});

/** Globals that make a package impure, each where biome must refuse it. */
const impure = ["process.env", "Date.now()", "performance.now()", "Math.random()", "setTimeout(() => 0, 1)"] as const;

function lint(text: string): { readonly status: number | null; readonly said: string } {
  const cwd = plant({ "packages/core/src/model/a.ts": text }, "biome.json");
  const { status, stdout, stderr } = spawnSync(join(root, "node_modules/.bin/biome"), ["check", "packages"], { cwd, encoding: "utf8" });
  return { status, said: `${stdout}${stderr}` };
}

describe("biome finds what is planted", () => {
  it.each(impure)("%s in a pure package", (expression) => {
    const { status, said } = lint(`export const value = ${expression};\n`);
    expect(said).toMatch(/noRestrictedGlobals|no randomness/);
    expect(status).toBe(1);
  });

  it("and nothing in a pure one", () => {
    const { status, said } = lint("export const value = 1;\n");
    expect(said).toContain("Checked 1 file");
    expect(status).toBe(0);
  });
});
