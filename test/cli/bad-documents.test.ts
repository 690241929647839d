import { expect, it } from "vitest";
import { change, smallest } from "./support/documents.js";
import { folder, renderedFolder } from "./support/folder.js";

/** A document that must not be rendered: what is written in which file, and what is said of it (golden/). */
type Case = readonly [name: string, file: string, text: string];

const bomb = [
  "a: &a [x, x, x, x, x, x, x, x, x, x]",
  ..."bcdefghi".split("").map((name, i) => `${name}: &${name} [${Array(10).fill(`*${"abcdefghi"[i]}`).join(", ")}]`),
];

const cases: readonly Case[] = [
  ["unknown-field", "edge.yaml", change("backup: hapxy2", "bakcup: hapxy2")],
  ["wrong-type", "edge.yaml", change("virtualRouterId: 51", "virtualRouterId: fifty-one")],
  ["bad-address", "edge.yaml", change("address: 192.168.103.22", "address: 192.168.103.222.1")],
  ["duplicate-name", "edge.yaml", change("name: worker-2", "name: worker-1")],
  ["missing-reference", "edge.yaml", change("backup: hapxy2", "backup: hapxy3")],
  ["several-mistakes", "edge.yaml", change("backup: hapxy2", "backup: hapxy3").replace("port: 80 }", "port: 80000 }")],
  ["malformed-yaml", "edge.yaml", change("primary: hapxy1, backup: hapxy2 }", "primary: hapxy1, backup: hapxy2")],
  ["tab", "edge.yaml", change("  nodes:", "\tnodes:")],
  ["wildcard-unquoted", "edge.yaml", change("host: shop.example.com", "host: *.example.com")],
  ["version-unquoted", "edge.yaml", `${smallest}targets: { keepalived: 2.2 }\n`],
  ["anchor-bomb", "edge.yaml", `${bomb.join("\n")}\n`],
  ["empty", "edge.yaml", ""],
  ["only-comments", "edge.yaml", "# nothing yet\n"],
  ["a-list", "edge.yaml", "- apiVersion: edgewright/v1\n"],
  ["nul-bytes", "edge.yaml", "\0\0\0\0"],
  ["json-comma", "edge.json", '{\n  "apiVersion": "edgewright/v1",\n  "name": "on-prem",\n}\n'],
  [
    "json-value",
    "edge.json",
    '{ "apiVersion": "edgewright/v1", "name": "on-prem", "cluster": { "nodes": [{ "name": "a", "address": "here" }] } }\n',
  ],
  ["windows-line-endings", "edge.yaml", change("backup: hapxy2", "backup: hapxy3").replaceAll("\n", "\r\n")],
  ["byte-order-mark", "edge.yaml", `\ufeff${change("apiVersion: edgewright/v1", "apiVersion: edgewright/v2")}`],
  ["terminal-escapes", "edge.yaml", change("backup: hapxy2", 'backup: "\\e[31mhapxy2\\e[0m\\a"')],
];

it.each(cases)("%s", async (name, file, text) => {
  const place = renderedFolder();
  place.write(file, text);
  const before = place.tree();
  const rendered = place.run(`render ${file} --out out`);
  await expect(`$ edgewright render ${file} --out out\n${rendered.stderr}`).toMatchFileSnapshot(`golden/bad-documents/${name}.txt`);
  expect({ ...rendered, stderr: "" }).toEqual({ status: 1, stdout: "", stderr: "" });
  const stderr = rendered.stderr.replace("nothing was written", "nothing can be rendered");
  expect(place.run(`check ${file}`)).toEqual({ status: 1, stdout: "", stderr });
  expect(place.tree()).toEqual(before);
});

it("says the same of standard input, under the name -", () => {
  const place = folder();
  const text = change("backup: hapxy2", "backup: hapxy3");
  const said = folder({ "edge.yaml": text }).run("check edge.yaml");
  const read = place.run("check -", { input: text });
  expect(read.status).toBe(1);
  expect(read.stderr).toBe(said.stderr.replaceAll("edge.yaml:", "-:"));
});
