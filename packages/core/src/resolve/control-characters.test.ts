import { describe, expect, it } from "vitest";
import { formatPath } from "../diagnostics/path.js";
import { findControlCharacters } from "./control-characters.js";

const said = (value: unknown): readonly string[] =>
  findControlCharacters(value).map(({ code, path, part, message }) => `${code} ${formatPath(path)} ${part ?? ""}: ${message}`);

describe("characters", () => {
  it.each([
    ["\n", "U+000A (a line break)"],
    ["\r", "U+000D (a carriage return)"],
    ["\t", "U+0009 (a tab)"],
    ["\0", "U+0000 (NUL)"],
    ["\u001b", "U+001B"],
    ["\u007f", "U+007F"],
    ["\u0085", "U+0085"],
    ["\u200b", "U+200B"],
    ["\u200e", "U+200E"],
    ["\u2028", "U+2028"],
    ["\u2029", "U+2029"],
    ["\u202e", "U+202E"],
    ["\u2066", "U+2066"],
    ["\ufeff", "U+FEFF"],
    ["\ufdd0", "U+FDD0"],
    ["\uffff", "U+FFFF"],
    ["\ud800", "U+D800"],
    ["\udc00", "U+DC00"],
  ])("%j is refused", (character, name) => {
    expect(said({ name: `ab${character}c` })).toEqual([`no-control-characters name value: name has the character ${name} at position 3`]);
  });

  it.each(["", "a b", "é", "日本", "😀", "#'\"\\${}{{ }}%", "\u00a0", "\ufffd"])("%j is not", (text) => {
    expect(said({ name: text, [text]: "" })).toEqual([]);
  });

  it("are looked for in every string, and in the names of fields", () => {
    expect(said({ a: ["x", { "b\n": "c\t" }], d: 5, e: null, f: true })).toEqual([
      'no-control-characters a[1]["b\\n"] key: a[1]["b\\n"] is a field\'s name with the character U+000A (a line break) at position 2',
      'no-control-characters a[1]["b\\n"] value: a[1]["b\\n"] has the character U+0009 (a tab) at position 2',
    ]);
  });
});

it("a field called __proto__ is refused, which zod would drop in silence; as a value it is a word", () => {
  expect(said({ labels: JSON.parse('{ "__proto__": "a" }'), name: "__proto__" })).toEqual([
    "field-unknown labels.__proto__ key: labels.__proto__ is a name that JavaScript keeps for itself",
  ]);
});

const nested = (levels: number, inner: unknown = "x"): unknown => (levels === 0 ? inner : { a: nested(levels - 1, inner) });

describe("depth", () => {
  it("32 levels are a document, 33 are none", () => {
    expect(said(nested(32))).toEqual([]);
    expect(said(nested(33))).toEqual(["document-too-deep a.a : a.a is nested more than 32 deep"]);
    expect(said({ a: 1, b: [nested(40)] })).toEqual(["document-too-deep b[0] : b[0] is nested more than 32 deep"]);
  });

  it("an object that contains itself is reported, and ends", () => {
    const root: Record<string, unknown> = { name: "on-prem" };
    root["cluster"] = root;
    expect(said(root)).toEqual(["document-too-deep cluster : cluster contains itself"]);
    const wide: unknown[] = [];
    for (let index = 0; index < 50; index += 1) wide.push(wide);
    expect(said({ routes: wide }).length).toBe(50);
  });

  it("an object that stands in two places does not contain itself", () => {
    const shared = { backendProtocol: "grpc" };
    expect(said({ a: shared, b: [shared, shared] })).toEqual([]);
  });
});
