import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noSource } from "./diagnostic.js";
import { indexLines, linesOf } from "./lines.js";
import { formatPath } from "./path.js";
import { takeEnd, takeStart, visible, visibleJson, visibleSource, widthOf } from "./visible.js";

describe("paths", () => {
  it.each([
    [[], ""],
    [["vips", 0, "primary"], "vips[0].primary"],
    [["cluster", "nodes", 12, "labels", "example.com/zone"], 'cluster.nodes[12].labels["example.com/zone"]'],
    [["a b", "c"], '["a b"].c'],
    [["__proto__", "$ref", ""], '__proto__.$ref[""]'],
    [[0, 'quo"te'], '[0]["quo\\"te"]'],
  ])("%j is %s", (path, text) => {
    expect(formatPath(path)).toBe(text);
  });
});

describe("lines", () => {
  it.each([
    [0, { line: 1, column: 1 }],
    [1, { line: 1, column: 2 }],
    [2, { line: 2, column: 1 }],
    [6, { line: 4, column: 1 }],
    [7, { line: 4, column: 2 }],
  ])("offset %d", (offset, place) => {
    const lines = indexLines("a\nb\r\n\nc"); // offsets: a 0, b 2, empty 5, c 6
    expect(lines.placeOf(offset)).toEqual(place);
    expect(lines.offsetOf(place)).toBe(offset);
  });

  it("a line is without its break, and empty where there is none", () => {
    const lines = indexLines("a\nb\r\n\nc");
    expect([0, 1, 2, 3, 4, 5].map((line) => lines.lineText(line))).toEqual(["", "a", "b", "", "c", ""]);
    expect(linesOf(noSource).lineText(1)).toBe("");
    expect(linesOf(noSource)).toBe(linesOf(noSource));
  });

  it("every offset comes back from its place", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "\n", "\r") }), fc.nat(), (text, seed) => {
        const lines = indexLines(text);
        const offset = seed % (text.length + 1);
        const place = lines.placeOf(offset);
        expect(lines.offsetOf(place)).toBe(offset);
        expect(place.line).toBe(text.slice(0, offset).split("\n").length);
      }),
    );
  });
});

describe("what cannot be seen", () => {
  it.each([
    ["plain é 漢 😀 text", "plain é 漢 😀 text"],
    ["\0\u001b[31m\u007f\u0085", "\\u0000\\u001b[31m\\u007f\\u0085"],
    ["a\nb\r\tc", "a\\nb\\r\\tc"],
    ["\u202e\u2066\u200e\u061c", "\\u202e\\u2066\\u200e\\u061c"],
    ["\u00a0\u2009\u3000\u2028\ufeff\u200b\u200d", "\\u00a0\\u2009\\u3000\\u2028\\ufeff\\u200b\\u200d"],
    ["\u{e0041}\ud800x\udc00", "\\u{e0041}\\ud800x\\udc00"],
    ["\u3164\u034f\ufe0f", "\\u3164\\u034f\\ufe0f"],
  ])("%j", (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it("in JSON, line feeds are layout and escapes are JSON's", () => {
    expect(visibleJson(JSON.stringify({ a: "\u202e\u{e0041}\n" }, null, 1))).toBe('{\n "a": "\\u202e\\udb40\\udc41\\n"\n}');
  });

  it("a tab in a line of source is four columns", () => {
    expect(visibleSource("a:\tb\u0000")).toBe("a:    b\\u0000");
  });
});

describe("columns", () => {
  it.each([
    ["abc", 3],
    ["é…", 2],
    ["e\u0301", 1],
    ["漢字", 4],
    ["한", 2],
    ["Ａ", 2],
    ["ｱ", 1],
    ["😀", 2],
    ["𠀀", 2],
  ])("%s takes %d", (text, columns) => {
    expect(widthOf(text)).toBe(columns);
  });

  it.each([
    ["abcdef", 3, "abc", "def"],
    ["漢字漢", 3, "漢", "漢"],
    ["漢a漢", 3, "漢a", "a漢"],
    ["abc", 9, "abc", "abc"],
    ["abc", 0, "", ""],
  ])("%s in %d columns", (text, columns, start, end) => {
    expect(takeStart(text, columns)).toBe(start);
    expect(takeEnd(text, columns)).toBe(end);
  });
});
