import { compile, formatPretty, formatSummary, loadText } from "edgewright";
import { expect, it } from "vitest";
import { manyMistakes } from "./many-mistakes.js";
import { secrets } from "./smallest.js";

const loaded = loadText(manyMistakes, { file: "edge.yaml", format: "yaml" });
const { diagnostics } = loaded.ok ? compile(loaded.value, { secrets, source: loaded.source }) : loaded;

/** The codes that the comments promise, by line. */
const promised = manyMistakes.split("\n").flatMap((text, index) => {
  const [, codes] = / # ([a-z0-9-]+(?:, [a-z0-9-]+)*)$/.exec(text) ?? [];
  return codes === undefined ? [] : codes.split(", ").map((code) => `${index + 1} ${code}`);
});

it("every mistake is reported, each in its line, and nothing that is none", () => {
  expect(loaded.ok).toBe(true);
  expect(promised.length).toBeGreaterThanOrEqual(100);
  expect(diagnostics.map(({ source, code }) => `${source?.line} ${code}`)).toEqual(promised);
});

it("no two say the same of the same place", () => {
  const said = diagnostics.map(({ source, code }) => `${source?.line}:${source?.column} ${code}`);
  expect(new Set(said).size).toBe(said.length);
});

it("in the order of the file", () => {
  const places = diagnostics.map(({ source }) => (source?.line ?? 0) * 1000 + (source?.column ?? 0));
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

it("in words that a person can act on", async () => {
  const said = formatPretty(diagnostics, [loaded.source], { color: false }) + formatSummary(diagnostics, "nothing was written");
  await expect(`${manyMistakes}--- what is said of it\n${said}`).toMatchFileSnapshot("many-mistakes.txt");
});
