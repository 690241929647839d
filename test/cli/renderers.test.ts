import { describe, expect, it } from "vitest";
import { change } from "./support/documents.js";
import { type Folder, folder, renderedFolder } from "./support/folder.js";

/** A renderer of someone else's: the hosts file of an operator's desk, with a rule, and a template of its own. */
const hosts = `import { precompiled, quotedText } from "edgewright";

const word = quotedText("HostsWord");
const root = (env, context, frame, runtime, done) =>
  done(null, context.lookup("lines").map((line) => line + "\\n").join(""));
const template = precompiled({ name: "hosts", schema: { type: "object", properties: { lines: { type: "array", items: { type: "string" } } }, required: ["lines"] }, root });

const short = {
  id: "hosts-name-short",
  law: "a VIP's name in the hosts file is short",
  why: "it is typed by hand",
  source: "the desk",
  severity: "warning",
  breaks: "",
  keeps: "",
  fix: "a shorter name",
  check: (plan, report) => {
    for (const [index, vip] of plan.vips.entries())
      if (vip.name.length > 8) report({ message: vip.name + " is long", path: ["vips", index, "name"] });
  },
};

export const renderer = {
  name: "hosts",
  rules: [short],
  pages: [],
  templates: [template],
  render: (plan, print) => [
    { path: "desk/hosts", mode: 0o644, text: print(template, { lines: plan.vips.flatMap((vip) => vip.addresses.map((address) => word.make(address + " " + vip.name))) }) },
  ],
};
`;

const hostsFile = "192.168.103.10 public\n";
const rendersIt = (place: Folder, module: string): void => {
  expect(place.run(`render edge.yaml --out out --renderer ${module}`)).toMatchObject({ status: 0, stderr: "" });
  expect(place.read("out/desk/hosts")).toBe(hostsFile);
};

describe("--renderer MODULE joins a renderer that someone else wrote", () => {
  it.each([
    ["a file", "hosts.mjs", "hosts.mjs"],
    ["a file in TypeScript, by its path", "renderers/hosts.ts", "./renderers/hosts.ts"],
    ["a folder's index", "hosts/index.js", "./hosts"],
  ])("%s", (_what, file, module) => {
    const place = renderedFolder();
    place.write(file, hosts);
    rendersIt(place, module);
  });

  it("a folder that is a package, by what it exports", () => {
    const place = renderedFolder();
    place.write("hosts/package.json", '{ "name": "@example/hosts", "type": "module", "exports": "./src/main.js" }');
    place.write("hosts/src/main.js", hosts);
    rendersIt(place, "./hosts");
  });

  it("a package that is installed where we are, in CommonJS, as a default export", () => {
    const place = renderedFolder();
    place.write("node_modules/@example/hosts/package.json", '{ "name": "@example/hosts", "main": "main.cjs" }');
    place.write(
      "node_modules/@example/hosts/main.cjs",
      hosts.replace(/^import (.*) from (.*);$/m, "const $1 = require($2);").replace("export const renderer =", "module.exports ="),
    );
    rendersIt(place, "@example/hosts");
  });

  it("its rules are checked, and have pages", () => {
    const place = folder({ "edge.yaml": change("name: public,", "name: public-services,"), "hosts.mjs": hosts });
    expect(place.run("check edge.yaml --renderer hosts.mjs").stderr).toBe(`edge.yaml:15:13 warning hosts-name-short: public-services is long
15 |   - { name: public-services, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, ba…
   |             ^^^^^^^^^^^^^^^
fix: a shorter name        why: edgewright rule hosts-name-short
1 warning; the document compiles.
`);
    expect(place.run("rule hosts-name-short --renderer hosts.mjs").stdout).toMatch(/^hosts-name-short \(warning\)\n\na VIP's name/);
  });

  it("its templates can be overridden", () => {
    const place = renderedFolder();
    place.write("hosts.mjs", hosts);
    place.write("templates/hosts.njk", "# {{ lines | length }} of them\n");
    expect(place.run("render edge.yaml --print desk/hosts --renderer hosts.mjs --templates templates").stdout).toBe("# 1 of them\n");
  });

  it("may be repeated, and goes when it is no longer named", () => {
    const place = renderedFolder();
    place.write("hosts.mjs", hosts);
    place.write("more.mjs", hosts.replaceAll("hosts", "list").replace("HostsWord", "ListWord"));
    expect(place.run("render edge.yaml --out out --renderer hosts.mjs --renderer ./more.mjs").status).toBe(0);
    expect(place.read("out/desk/list")).toBe(hostsFile);
    expect(place.run("render edge.yaml --out out").stdout).toContain("desk/list: no longer rendered; removed\n");
  });
});

const minimal = (fields: string): string =>
  `export default { name: "mine", rules: [], pages: [], templates: [], render: () => [], ${fields} };\n`;
const shape = "a renderer is { name, rules, pages, templates, render }, the default export or the export `renderer`";
const itsAuthors = "its author can mend it; without --renderer the built-in ones render";

describe("a module that is no renderer is refused, and nothing is written", () => {
  it.each([
    ["./gone.mjs", "", "--renderer ./gone.mjs does not exist; check the path: it is relative to the current folder"],
    ["@example/gone", "", "--renderer @example/gone cannot be loaded: @example/gone cannot be found; npm install @example/gone"],
    ["r.mjs", "export const other = 1;\n", `--renderer r.mjs exports no renderer; ${shape}`],
    ["r.mjs", "export default 3;\n", `--renderer r.mjs is no renderer: its \`name\` is not a text; ${shape}`],
    ["r.mjs", minimal("rules: undefined"), `--renderer r.mjs is no renderer: its \`rules\` is not a list; ${shape}`],
    ["r.mjs", minimal("render: {}"), `--renderer r.mjs is no renderer: its \`render\` is not a function; ${shape}`],
    [
      "r.mjs",
      "const a = [;\n",
      "--renderer r.mjs cannot be loaded: the module is not valid: Unexpected token at r.mjs:1; mend the syntax there; `npx tsc --noEmit` says more",
    ],
    ["r.mjs", minimal('name: "haproxy"'), "--renderer r.mjs: there already is a renderer called haproxy; it needs a name of its own"],
    [
      "r.mjs",
      minimal('templates: [{ name: "haproxy.cfg", schema: {}, root: () => {} }]'),
      "--renderer r.mjs: there already is a template called haproxy.cfg; it needs a name of its own",
    ],
    ["r.mjs", minimal("render: () => { throw new Error('no view'); }"), `--renderer r.mjs failed in render: no view; ${itsAuthors}`],
    [
      "r.mjs",
      minimal("rules: [{ id: 'mine-law', check: () => { throw new Error('no plan'); } }]"),
      `--renderer r.mjs failed in its rule mine-law: no plan; ${itsAuthors}`,
    ],
    ["r.mjs", minimal("render: () => 'text'"), `--renderer r.mjs gave no list of files; ${itsAuthors}`],
    [
      "r.mjs",
      minimal("render: () => [{ path: '../etc/passwd', text: '', mode: 0o644 }]"),
      `--renderer r.mjs gave the path "../etc/passwd", which is none within the output folder; ${itsAuthors}`,
    ],
    [
      "r.mjs",
      minimal("render: () => [{ path: 'a', text: 3, mode: 0o644 }]"),
      `--renderer r.mjs gave a text of a that is none; ${itsAuthors}`,
    ],
    [
      "r.mjs",
      minimal("render: () => [{ path: 'hapxy1/haproxy.cfg', text: '', mode: 0o644 }]"),
      "the renderer haproxy and --renderer r.mjs both write hapxy1/haproxy.cfg; one of them must write somewhere else",
    ],
  ])("%s: %s", (module, text, sentence) => {
    const place = renderedFolder();
    if (text !== "") place.write("r.mjs", text);
    const before = place.tree();
    expect(place.run(`render edge.yaml --out out --renderer ${module}`)).toEqual({
      status: 2,
      stdout: "",
      stderr: `edgewright: ${sentence}\n`,
    });
    expect(place.tree()).toEqual(before);
  });
});
