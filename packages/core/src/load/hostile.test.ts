import { describe, expect, it } from "vitest";
import { formatPretty } from "../diagnostics/pretty.js";
import { readJson } from "./json-tree.js";
import { type Format, type Loaded, loadText } from "./load.js";
import { Refused } from "./problem.js";
import { composeYaml } from "./yaml-syntax.js";

const load = (text: string, format: Format = "yaml"): Loaded => loadText(text, { file: "edge.yaml", format });
const valueIn = (text: string, format: Format = "yaml"): unknown => {
  const loaded = load(text, format);
  return loaded.ok ? loaded.value : loaded.diagnostics.map(({ code }) => code);
};
const codesOf = (text: string, format: Format = "yaml"): readonly string[] => {
  const loaded = load(text, format);
  return loaded.ok ? [] : loaded.diagnostics.map(({ code }) => code);
};
const shown = (text: string, format: Format = "yaml"): string => {
  const loaded = load(text, format);
  return loaded.ok ? "ok" : formatPretty(loaded.diagnostics, [loaded.source], { color: false });
};

describe("hostile texts", () => {
  const lines = (count: number, line: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => line(index)).join("\n");
  const laughs = lines(30, (index) => (index === 0 ? "l0: &l0 [x, x]" : `l${index}: &l${index} [*l${index - 1}, *l${index - 1}]`));
  const flatBomb = `a: &a [${"x,".repeat(2000)}]\nb: [${"*a,".repeat(1000)}]`;
  const ladder = lines(150, (index) => (index === 0 ? "l0: &l0 [x]" : `l${index}: &l${index} [*l${index - 1}]`));

  it.each<readonly [string, string, Format, string]>([
    ["a hundred thousand [", "[".repeat(100_000), "yaml", "document-too-deep"],
    ["a hundred thousand closed [", "[".repeat(100_000) + "]".repeat(100_000), "yaml", "document-too-deep"],
    ["a hundred thousand {a:", "{a: ".repeat(100_000), "yaml", "document-too-deep"],
    ["a hundred thousand dashes", "- ".repeat(100_000), "yaml", "document-too-deep"],
    ["a hundred thousand question marks", "? ".repeat(100_000), "yaml", "document-too-deep"],
    ["ever deeper indentation", lines(2000, (index) => `${" ".repeat(index)}a:`), "yaml", "document-too-deep"],
    ["aliases one in another", ladder, "yaml", "document-too-deep"],
    ["a hundred thousand [ in JSON", "[".repeat(100_000), "json", "document-too-deep"],
    ["aliases doubled thirty times", laughs, "yaml", "yaml-alias-bomb"],
    ["one large value, used a thousand times", flatBomb, "yaml", "yaml-alias-bomb"],
    ["a hundred thousand commas", `a: [${",".repeat(100_000)}]`, "yaml", "yaml-malformed"],
    ["a hundred thousand ]", "]".repeat(100_000), "yaml", "yaml-malformed"],
    ["a string of a million characters that is not closed", `{"a": "${"x".repeat(1_000_000)}`, "json", "json-malformed"],
  ])("%s: one diagnostic", (_name, text, format, code) => {
    expect(codesOf(text, format)).toEqual([code]);
  });

  it("a text with more words and marks than memory is for is refused while it is read", () => {
    const codeOf = (read: () => unknown): string => {
      try {
        return `read ${JSON.stringify(read())}`;
      } catch (thrown) {
        return thrown instanceof Refused ? `${thrown.problem.code} at ${thrown.problem.start}` : String(thrown);
      }
    };
    expect(codeOf(() => composeYaml("a: [1, 2]", 20)?.toJS())).toBe('read {"a":[1,2]}');
    expect(codeOf(() => composeYaml("a: [1, 2]", 5))).toBe("document-too-large at 3");
    expect(codeOf(() => readJson('{"a": [1, 2]}', 4).root.value)).toBe('read {"a":[1,2]}');
    expect(codeOf(() => readJson('{"a": [1, 2]}', 3))).toBe("document-too-large at 10");
  });

  it("long strings are read whole", () => {
    const text = "\\n".repeat(1_000_000);
    expect(valueIn(`{"a": "${text}"}`, "json")).toEqual({ a: "\n".repeat(1_000_000) });
    expect(valueIn(`a: "${text}"`)).toEqual({ a: "\n".repeat(1_000_000) });
  });

  it("the limits do not touch what is written out", () => {
    expect(codesOf(`a: ${"[".repeat(99)}${"]".repeat(99)}`)).toEqual([]);
    expect(codesOf(`a: ${"[".repeat(100)}${"]".repeat(100)}`)).toEqual(["document-too-deep"]);
    expect(codesOf(`{"a": ${"[".repeat(99)}${"]".repeat(99)}}`, "json")).toEqual([]);
    expect(codesOf(`{"a": ${"[".repeat(100)}${"]".repeat(100)}}`, "json")).toEqual(["document-too-deep"]);
    expect(codesOf(`a: &a { x: 1, y: 2 }\nb: [${"*a,".repeat(10_000)}]`)).toEqual([]);
  });

  it("no more than a hundred diagnostics come of one text, and none longer than a screen", () => {
    expect(codesOf("a: 1\n".repeat(10_000))).toHaveLength(100);
    expect(shown(`a: *${"x".repeat(100_000)}`).length).toBeLessThan(2000);
  });
});
