import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { withoutStanding } from "../cli/support/standing.js";
import { type Block, blocksOf, commandsOf, pages, root } from "./blocks.js";

const shell = (page: string): readonly Block[] => blocksOf(page).filter((block) => block.language === "sh");

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A stand-in that fails when a path that it is given is not there: what is sent to a machine or a cluster must exist. */
const standIn = `#!/bin/sh
for word in "$@"; do case "$word" in out/*) [ -e "$word" ] || { echo "$word is not there" >&2; exit 1; } ;; esac; done
`;

/** A folder in which a reader's commands run: the repository's examples and templates, \`edgewright\`, and stand-ins for what leaves the machine. */
function sandbox(): { readonly cwd: string; readonly path: string } {
  const cwd = mkdtempSync(join(tmpdir(), "edgewright-docs-"));
  folders.push(cwd);
  for (const folder of ["examples", "packages/render-haproxy/src/templates"])
    cpSync(join(root, folder), join(cwd, folder), { recursive: true });
  mkdirSync(join(cwd, "bin"));
  writeFileSync(join(cwd, "bin/edgewright"), `#!/bin/sh\nexec ${process.execPath} ${join(root, "packages/cli/dist/bin.js")} "$@"\n`, {
    mode: 0o755,
  });
  for (const name of ["kubectl", "scp"]) writeFileSync(join(cwd, "bin", name), standIn, { mode: 0o755 });
  mkdirSync(join(cwd, "node_modules/@edgewright"), { recursive: true });
  for (const [name, folder] of [
    ["edgewright", "packages/cli"],
    ["@edgewright/core", "packages/core"],
    ["zod", "packages/core/node_modules/zod"],
  ] as const)
    symlinkSync(join(root, folder), join(cwd, "node_modules", name));
  return { cwd, path: `${join(cwd, "bin")}:${process.env["PATH"] ?? ""}` };
}

function runIn({ cwd, path }: ReturnType<typeof sandbox>, command: string) {
  return spawnSync("sh", ["-c", command], { cwd, encoding: "utf8", env: { ...process.env, PATH: path } });
}

/** These run elsewhere: npm's two in test/docs/start.test.ts and by CI itself, the machine's in test/system/install.test.ts. */
const elsewhere = (block: Block, command: string): boolean =>
  /^npm (start|test)$/.test(command) || block.marker === "runs: machine" || block.marker === "runs: look";

describe.each(pages.filter((page) => shell(page).length > 0))("%s", (page) => {
  const blocks = shell(page);
  it("its commands work, in their order", () => {
    const place = sandbox();
    // Pages other than the README speak of a document that its reader has.
    if (page !== "README.md") cpSync(join(root, "examples/on-prem/edge.yaml"), join(place.cwd, "edge.yaml"));
    for (const block of blocks) {
      for (const command of commandsOf(block)) {
        if (elsewhere(block, command)) continue;
        const { status, stderr } = runIn(place, command);
        expect({ command, status, stderr: status === 0 ? "" : stderr }).toEqual({ command, status: 0, stderr: "" });
      }
    }
  });
});

const program = (page: string, has: string): string => {
  const block = blocksOf(page).find(({ language, text }) => /^[jt]s$/.test(language) && text.includes(has));
  if (block === undefined) throw new Error(`${page} has no program with ${has}`);
  return transformSync(block.text, { loader: "ts", format: "esm" }).code;
};

describe("programs", () => {
  it("README: the API compiles the document and prints its files", () => {
    const place = sandbox();
    writeFileSync(join(place.cwd, "program.mjs"), program("README.md", "compile(edge)"));
    const { stdout, stderr } = runIn(place, `${process.execPath} program.mjs`);
    expect(stderr).toBe("");
    expect(stdout).toContain("hapxy1/haproxy.cfg");
  });

  it.each([
    ["README.md", "Renderer = {"],
    ["docs/renderers.md", "compileTemplate"],
  ])("%s: the renderer is used by the command line", (page, has) => {
    const place = sandbox();
    cpSync(join(root, "examples/on-prem/edge.yaml"), join(place.cwd, "edge.yaml"));
    writeFileSync(join(place.cwd, "hosts.mjs"), program(page, has));
    const { status, stderr } = runIn(place, "edgewright render edge.yaml --out out --renderer ./hosts.mjs");
    expect({ status, stderr: withoutStanding(stderr) }).toEqual({ status: 0, stderr: "" });
    expect(readFileSync(join(place.cwd, "out/hosts"), "utf8")).toBe("192.168.103.10 public\n");
  });
});

describe("CONTRIBUTING.md", () => {
  const text = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");
  const scripts: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts;

  it("names npm scripts that exist", () => {
    const named = [...text.matchAll(/npm (?:run )?([a-z]+)/g)].flatMap(([, name]) => (name === undefined ? [] : [name]));
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it("names files and folders that exist", () => {
    const named = [...text.matchAll(/`((?:packages|test|docs|scripts)\/[^`\s]*)`/g)].flatMap(([, path]) =>
      path === undefined ? [] : [path],
    );
    const fixed = named.filter((path) => !/[*]|ID|NAME/.test(path));
    expect(fixed.length).toBeGreaterThan(5);
    expect(fixed.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it("names tests that exist", () => {
    const named = [...text.matchAll(/vitest run --project \w+ ([^\s`]+)/g)].flatMap(([, path]) => (path === undefined ? [] : [path]));
    expect(named.length).toBeGreaterThan(1);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});
