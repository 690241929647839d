import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPretty } from "../diagnostics/pretty.js";
import { type Format, type Loaded, loadText } from "./load.js";

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

describe("JSON", () => {
  it.each([
    ["{}", {}],
    ['\ufeff { "a" : [ 1 , -0, 2.5e-3, true, false, null, "\\u00e9\\n\\"" ] }\n', { a: [1, -0, 0.0025, true, false, null, 'é\n"'] }],
    ['{"a": 1e400, "<<": 1, "": 2}', { a: Infinity, "<<": 1, "": 2 }],
  ])("JSON %j", (text, value) => {
    expect(valueIn(text, "json")).toStrictEqual(value);
  });

  const jsonMessages: readonly (readonly [string, string, string])[] = [
    ['{"a": 1,}', "1:9 a comma stands before }", "remove the comma, or write an entry after it"],
    ['{"a": [1,]}', "1:10 a comma stands before ]", "remove the comma, or write a value after it"],
    ['{"a": 1 "b": 2}', "1:9 a string stands where a comma or } must stand", "write a comma or } before it"],
    ["{a: 1}", "1:2 a is not JSON: a key in double quotes must stand here", '"a"'],
    ["{'a': 1}", "1:2 JSON has no single quotes", 'write "…"'],
    ['{"a" 1}', "1:6 1 stands where a colon must stand", "write a colon here, or remove the 1"],
    [
      '{"a": 010}',
      "1:7 010 is not a JSON number",
      '"010" if it is a text; a number has no leading zero or plus sign, and digits around its point',
    ],
    ['{"a": True}', "1:7 True must be written in lower case", "true"],
    ['{"a": NaN}', "1:7 NaN is not JSON: a value must stand here", '"NaN"'],
    ['{"a": }', "1:7 } stands where a value must stand", "write a value here, or remove the }"],
    ['{"a": "x\n"}', "1:7 a string is not closed on its line", 'write the closing " and \\n for a line break'],
    ['{"a": "\t"}', "1:8 a control character stands in a string", "remove it, or write it as an escape (\\t, \\u0000)"],
    [
      '{"a": "\\q"}',
      "1:8 this escape is not one of JSON's",
      'write \\\\ for a backslash; JSON has \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX',
    ],
    ['{\n  // no\n  "a": 1}', "2:3 JSON has no comments", "remove the comment, or name the file .yaml, which has them"],
    ['{\n"a": 1', "2:7 the text ends where a comma or } must stand", "close every bracket and quote; the file may have been cut off"],
    ['{"a": 1}}', "1:9 something follows the value", "keep one value in the file, and close no bracket twice"],
    ['{"a": 😀}', "1:7 😀 stands where a value must stand", "write a value here, or remove the 😀"],
  ];
  it.each(jsonMessages)("JSON %j", (text, message, fix) => {
    const loaded = load(text, "json");
    const said = loaded.ok ? [] : loaded.diagnostics;
    expect(said.map((one) => `${one.source?.line}:${one.source?.column} ${one.message.replace("malformed JSON: ", "")}`)).toEqual([
      message,
    ]);
    expect(said.map((one) => [one.code, one.fix])).toEqual([["json-malformed", fix]]);
  });

  it("JSON's repeated keys are shown both", () => {
    expect(
      shown('{"a": 1,\n "\\u0061": 2}', "json"),
    ).toBe(`edge.yaml:2:2 error document-duplicate-key: the key "a" is written twice in one mapping
2 |  "\\u0061": 2}
  |  ^^^^^^^^ first written here (at 1:2)
fix: keep one of the two, or give one another name
why: edgewright rule document-duplicate-key
`);
  });

  it("JSON's reader agrees with the platform's on every text that has no key twice", () => {
    const text = fc.oneof(
      fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }).map((value) => JSON.stringify(value, null, 1)),
      fc.string({ unit: fc.constantFrom(...'{}[]:,"\\/ u0-1.eE+tfn\n'), maxLength: 12 }).map((part) => `{"a":${part}}`),
    );
    const platform = (json: string): unknown => {
      try {
        return JSON.parse(json);
      } catch {
        return ["json-malformed"];
      }
    };
    fc.assert(
      fc.property(text, (json) => {
        fc.pre(!codesOf(json, "json").includes("document-duplicate-key"));
        expect(valueIn(json, "json")).toStrictEqual(platform(json));
      }),
      { numRuns: 3000 },
    );
  });
});
