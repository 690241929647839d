import { readdirSync, readFileSync } from "node:fs";
import { compile, loadText, readEdgeFiles, checkFiles, fileRules, filePages, formatPretty, fileSource } from "edgewright";
import { it, expect } from "vitest";
import { smallest } from "./smallest.js";
import { changeFiles } from "./changed-files.js";
const loaded = loadText(smallest, { file: "e", format: "yaml" });
if (!loaded.ok) throw new Error("x");
const result = compile(loaded.value, {});
if (!result.ok) { console.log(formatPretty(result.diagnostics, result.sources, {color:false})); throw new Error("y"); }
const base = Object.fromEntries(result.files.map((f) => [f.path, f.text]));
const judge = (texts: any) => { const files = Object.entries(texts).map(([path, text]) => ({ path, name: path, text: String(text) })); return { d: checkFiles(fileRules, readEdgeFiles(files)), s: files.map(fileSource) }; };
it.each(filePages.map(p=>[p.id,p] as const))("%s", (id, page) => {
  const b = judge(changeFiles(base, page.breaks));
  console.log(formatPretty(b.d, b.s, { color: false }));
  expect(b.d.map(d=>d.code)).toContain(id);
  const k = judge(changeFiles(base, page.keeps));
  if (k.d.length) console.log("KEEPS", formatPretty(k.d, k.s, { color: false }));
  expect(k.d).toEqual([]);
});
it.each(readdirSync("examples"))("%s", (name) => {
  const dir = `examples/${name}/expected`;
  const texts = Object.fromEntries(readdirSync(dir, { recursive: true, encoding: "utf8" }).filter(p=>/\.(cfg|conf|yaml|nft)$/.test(p)).map(p=>[p, readFileSync(`${dir}/${p}`, "utf8")]));
  const e = judge(texts);
  console.log(formatPretty(e.d, e.s, { color: false }));
  expect(e.d).toEqual([]);
});
