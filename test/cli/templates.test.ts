import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderedFolder } from "./support/folder.js";
import { root } from "./support/run.js";

const builtIn = readFileSync(join(root, "packages/render-haproxy/src/templates/haproxy.cfg.njk"), "utf8");
const refused = (sentence: string) => ({ status: 2, stdout: "", stderr: `edgewright: ${sentence}\n` });

describe("--templates", () => {
  it("prints a view by a template of one's own", () => {
    const place = renderedFolder();
    place.write("templates/haproxy.cfg.njk", `# Reviewed by the network team: {{ machine }}.\n${builtIn}`);
    const before = place.read("out/hapxy1/haproxy.cfg");
    expect(place.run("render edge.yaml --out out --templates templates").status).toBe(0);
    expect(place.read("out/hapxy1/haproxy.cfg")).toBe(`# Reviewed by the network team: hapxy1.\n${before}`);
  });

  it("leaves what is not a template alone", () => {
    const place = renderedFolder();
    place.write("templates/haproxy.cfg.njk", builtIn);
    place.write("templates/haproxy.cfg.njk~", "{{ broken");
    place.write("templates/README.md", "ours\n");
    expect(place.run("render edge.yaml --out out --check --templates templates").stdout).toBe("out: up to date\n");
  });

  it("that is not there", () => {
    const place = renderedFolder();
    const sentence = "--templates templates cannot be read as a folder; name a folder that holds NAME.njk files";
    expect(place.run("render edge.yaml --out out --templates templates")).toEqual(refused(sentence));
  });

  it("that is a file", () => {
    const place = renderedFolder();
    const sentence = "--templates edge.yaml cannot be read as a folder; name a folder that holds NAME.njk files";
    expect(place.run("check edge.yaml --templates edge.yaml")).toEqual(refused(sentence));
  });

  it("that is empty", () => {
    const place = renderedFolder();
    place.write("templates/haproxy.cfg", builtIn);
    const sentence = "--templates templates holds no .njk file; name the folder that holds your templates";
    expect(place.run("render edge.yaml --out out --templates templates")).toEqual(refused(sentence));
  });

  it("whose file overrides nothing", () => {
    const place = renderedFolder();
    place.write("templates/haprxy.cfg.njk", builtIn);
    const sentence = "templates/haprxy.cfg.njk overrides no template; did you mean haproxy.cfg.njk?";
    expect(place.run("render edge.yaml --out out --templates templates")).toEqual(refused(sentence));
  });

  it.each([
    ["unknown-name", "global\n    log {{ machin }}\n"],
    ["syntax", "global\n{% if machine %}\n"],
    ["unknown-filter", "{{ machine | upper }}\n"],
    ["two-mistakes", "{{ machin }}\n{% include 'other.njk' %}\n"],
  ])("with an error: %s", async (name, text) => {
    const place = renderedFolder();
    place.write("templates/haproxy.cfg.njk", text);
    const before = place.tree();
    const { status, stdout, stderr } = place.run("render edge.yaml --out out --templates templates");
    await expect(`$ edgewright render edge.yaml --out out --templates templates\n${stderr}`).toMatchFileSnapshot(
      `golden/templates/${name}.txt`,
    );
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(place.tree()).toEqual(before);
  });
});
