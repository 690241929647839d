import { describe, expect, it } from "vitest";
import { asModule } from "./support/documents.js";
import { folder, renderedFolder } from "./support/folder.js";

const typed = `import { defineEdge } from "edgewright";\n\nexport default defineEdge(${asModule});\n`;
const required = `const { defineEdge } = require("edgewright");\n\nmodule.exports = defineEdge(${asModule});\n`;

describe("a document that is a module, in a folder with nothing else in it", () => {
  it.each([
    ["edge.ts", typed],
    ["edge.mts", typed],
    ["edge.js", typed],
    ["edge.mjs", typed],
    ["edge.cjs", required],
    ["edge.cts", `import { defineEdge } from "edgewright";\nexport = defineEdge(${asModule});\n`],
    ["plain.mjs", `export default ${asModule};\n`],
    ["commonjs.js", `exports.default = ${asModule};\n`],
    ["compiled.js", `Object.defineProperty(exports, "__esModule", { value: true });\nexports.default = ${asModule};\n`],
    ["await.mjs", `export default await Promise.resolve(${asModule});\n`],
    ["with-types.ts", `type Edge = { readonly name: string };\nconst edge = ${asModule} satisfies Edge;\nexport default edge as Edge;\n`],
  ])("%s renders what edge.yaml renders", (file, text) => {
    const place = renderedFolder();
    place.write(file, text);
    expect(place.run(`render ${file} --out out --check`)).toEqual({ status: 0, stdout: "out: up to date\n", stderr: "" });
  });

  it("may import its neighbours, and log without disturbing the results", () => {
    const place = renderedFolder();
    place.write("parts/edge.ts", `console.log("reading");\nexport const edge = ${asModule};\n`);
    place.write("edge.ts", 'import { edge } from "./parts/edge.js";\nexport default edge;\n');
    const { status, stdout, stderr } = place.run("render edge.ts --print hapxy1/haproxy.cfg");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "reading\n" });
    expect(stdout).toBe(place.read("out/hapxy1/haproxy.cfg"));
  });

  it("may import packages, whatever their kind", () => {
    const place = renderedFolder();
    place.write("node_modules/esm/package.json", '{ "name": "esm", "type": "module", "exports": "./main.js" }');
    place.write("node_modules/esm/main.js", 'export default "on-";\n');
    place.write("node_modules/cjs/package.json", '{ "name": "cjs", "main": "main.js" }');
    place.write("node_modules/cjs/main.js", 'module.exports = { end: "prem" };\n');
    const text = asModule.replace('name: "on-prem"', "name: start + cjs.end");
    place.write("edge.ts", `import start from "esm";\nimport cjs from "cjs";\nexport default ${text};\n`);
    expect(place.run("render edge.ts --out out --check")).toEqual({ status: 0, stdout: "out: up to date\n", stderr: "" });
  });

  it("has paths in its diagnostics: a caret in code would guess", () => {
    const place = folder({ "edge.ts": typed.replace('backup: "hapxy2"', 'backup: "hapxy3"') });
    expect(place.run("check edge.ts")).toEqual({
      status: 1,
      stdout: "",
      stderr: `edge.ts vips[0].backup error reference-unknown: backup "hapxy3" is not a load balancer
  | did you mean "hapxy2"? (declared at loadBalancers[1].name)
fix: backup: hapxy2        why: edgewright rule reference-unknown
1 error; nothing can be rendered.
`,
    });
  });

  it("leaves nothing behind, not even a cache", () => {
    const place = folder({ "edge.ts": typed });
    place.run("check edge.ts", { env: { TMPDIR: place.dir } });
    expect(Object.keys(place.tree())).toEqual(["edge.ts"]);
  });
});

/** Modules that give no document: what is said of them is in golden/modules/. */
const broken: readonly (readonly [name: string, files: Readonly<Record<string, string>>])[] = [
  [
    "syntax",
    { "edge.ts": 'import { defineEdge } from "edgewright";\n\nconst nodes: string[] = [;\n\nexport default defineEdge({ nodes });\n' },
  ],
  [
    "syntax-of-an-import",
    { "edge.ts": 'import { nodes } from "./nodes.js";\nexport default { nodes };\n', "nodes.ts": "export const nodes = [1\n  2];\n" },
  ],
  [
    "throws",
    {
      "edge.ts":
        "interface Node {\n  readonly name: string;\n}\n\nfunction first(nodes: readonly Node[]): Node {\n  if (nodes.length === 0) throw new RangeError('no nodes');\n  return nodes[0]!;\n}\n\nexport default { cluster: { nodes: [first([])] } };\n",
    },
  ],
  [
    "throws-in-an-import",
    {
      "edge.ts": 'import { read } from "./lib/read.js";\n\nexport default read();\n',
      "lib/read.ts": "\nexport const read = (): never => {\n  throw new Error('out of reach');\n};\n",
    },
  ],
  ["throws-no-error", { "edge.mjs": "export default {};\nthrow 'a text';\n" }],
  ["misspelt-import", { "edge.ts": 'import { defineEgde } from "edgewright";\n\nexport default defineEgde({});\n' }],
  ["missing-package", { "edge.ts": 'import { hosts } from "@example/hosts/deep";\n\nexport default { hosts };\n' }],
  ["missing-file", { "edge.ts": '\nimport { hosts } from "./hosts.js";\n\nexport default { hosts };\n' }],
  ["no-default-export", { "edge.ts": 'import { defineEdge } from "edgewright";\n\nexport const edge = defineEdge({});\n' }],
  ["default-is-a-function", { "edge.ts": 'const name = "on-prem";\n\nexport default () => ({ name });\n' }],
  ["default-is-a-promise", { "edge.ts": 'export default (async () => ({ name: "on-prem" }))();\n' }],
  ["default-is-a-text", { "edge.cjs": 'module.exports = "on-prem";\n' }],
  ["named-export-alone", { "edge.mjs": 'export const edge = { name: "on-prem" };\n' }],
  ["empty", { "edge.ts": "" }],
];

describe("a module that is no document", () => {
  it.each(broken)("%s", async (name, files) => {
    const place = renderedFolder();
    for (const [file, text] of Object.entries(files)) place.write(file, text);
    const [file = ""] = Object.keys(files);
    const before = place.tree();
    const { status, stdout, stderr } = place.run(`render ${file} --out out`);
    await expect(`$ edgewright render ${file} --out out\n${stderr}`).toMatchFileSnapshot(`golden/modules/${name}.txt`);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(place.tree()).toEqual(before);
  });
});
