import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { blocksOf, pages, root } from "./blocks.js";

const blocks = pages.flatMap(blocksOf);
const read = (path: string): string => readFileSync(join(root, path), "utf8");

describe("what the pages show", () => {
  const excerpts = blocks.flatMap((block) =>
    block.marker?.startsWith("from: ") ? [{ ...block, file: block.marker.slice("from: ".length) }] : [],
  );

  it.each(excerpts)("$page: the excerpt of $file is in it", ({ file, text }) => {
    expect(read(file)).toContain(text);
  });

  it("shows the document, both daemons' files and an Ingress", () => {
    expect(excerpts.length).toBeGreaterThanOrEqual(4);
  });

  it("shows the diagnostic that a misspelt name really gives", () => {
    const folder = mkdtempSync(join(tmpdir(), "edgewright-docs-"));
    const document = read("examples/on-prem/edge.yaml").replace("backup: hapxy2", "backup: hapxy3");
    writeFileSync(join(folder, "edge.yaml"), document);
    const { stderr } = spawnSync(process.execPath, [join(root, "packages/cli/dist/bin.js"), "render", "edge.yaml", "--out", "out"], {
      cwd: folder,
      encoding: "utf8",
    });
    rmSync(folder, { recursive: true });
    const shown = blocks.find((block) => block.marker === "diagnostic")?.text;
    expect(stderr).toBe(shown);
  });
});

describe("links", () => {
  it.each(pages)("%s leads to files that are there", (page) => {
    const targets = [...read(page).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].flatMap(([, target]) =>
      target === undefined || /^https?:/.test(target) ? [] : [target],
    );
    expect(targets.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
  });
});
