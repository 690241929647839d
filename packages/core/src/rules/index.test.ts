import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { corePages, coreRules } from "./index.js";

const here = new URL(".", import.meta.url);
/** What several rules share, and what is no rule. */
const notRules = [
  "index",
  "lost-options",
  "node-ports",
  "proved-vips",
  "routes-by-host",
  "rule",
  "rule-settings",
  "rule-testing",
  "schema-rules",
  "structure",
];
const files = readdirSync(here)
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
  .map((file) => file.replace(/\.ts$/, ""))
  .filter((file) => !notRules.includes(file));

it("every rule's file is in the list, under its rule's name, and has a test beside it", () => {
  expect(coreRules.map(({ id }) => id).sort()).toEqual(files);
  expect(readdirSync(here)).toEqual(expect.arrayContaining(files.map((file) => `${file}.test.ts`)));
});

it("names come first, since the other laws speak of things by name", () => {
  expect(coreRules[0]?.id).toBe("name-unique");
  expect(Object.isFrozen(coreRules)).toBe(true);
});

it("no code has two pages, and every page says what it must", () => {
  const ids = corePages.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { law, why, source, fix } of corePages) for (const text of [law, why, source, fix]) expect(text).toMatch(/^\S.*[^.\s]$/);
});
