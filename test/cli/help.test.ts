import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folder } from "./support/folder.js";
import { root } from "./support/run.js";

const fine = (stdout: string) => ({ status: 0, stdout, stderr: "" });
const linesOf = (text: string): readonly string[] => text.trimEnd().split("\n");

describe("without arguments", () => {
  it("says what it is and how to begin, in twenty lines", async () => {
    const { status, stdout, stderr } = folder().run("");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(linesOf(stdout).length).toBeLessThanOrEqual(20);
    await expect(stdout).toMatchFileSnapshot("golden/help/welcome.txt");
  });

  it("shows commands that work as they are written, one after the other", () => {
    const place = folder();
    const shown = [...place.run("").stdout.matchAll(/^ {2}edgewright ((?:init|check|render)\b.*?) {2,}/gm)].map(([, args = ""]) => args);
    expect(shown).toEqual(["init", "check edge.yaml", "render edge.yaml --out out"]);
    for (const args of shown) expect({ args, status: place.run(args).status }).toEqual({ args, status: 0 });
  });
});

describe("--help", () => {
  it.each(["--help", "-h", "help"])("%s lists the commands", async (args) => {
    const { status, stdout, stderr } = folder().run(args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    await expect(stdout).toMatchFileSnapshot("golden/help/all.txt");
  });

  it.each(["init", "check", "render", "prove", "explain", "rule", "schema"])("of %s", async (command) => {
    const { status, stdout, stderr } = folder().run(`${command} --help`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    await expect(stdout).toMatchFileSnapshot(`golden/help/${command}.txt`);
    expect(folder().run(`help ${command}`)).toEqual(fine(stdout));
    expect(folder().run(`${command} gone.yaml --no-such-option -h`)).toEqual(fine(stdout));
  });

  it("is no wider than a wide terminal", () => {
    const wide = ["", "--help", "init -h", "check -h", "render -h", "prove -h", "explain -h", "rule -h", "schema -h"].flatMap((args) =>
      linesOf(folder().run(args).stdout),
    );
    expect(wide.filter((line) => line.length > 140)).toEqual([]);
  });
});

it.each(["--version", "-V"])("%s is the package's", (args) => {
  const { version } = JSON.parse(readFileSync(join(root, "packages/cli/package.json"), "utf8"));
  expect(folder().run(args)).toEqual(fine(`${version}\n`));
});
