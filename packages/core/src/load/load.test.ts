import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { formatPretty } from "../diagnostics/pretty.js";
import { documentCodes } from "./codes.js";
import { readJson } from "./json-tree.js";
import { type Format, formatOf, type Loaded, loadText } from "./load.js";
import { Refused } from "./problem.js";
import { composeYaml } from "./yaml-syntax.js";

const load = (text: string, format: Format = "yaml"): Loaded => loadText(text, { file: "edge.yaml", format });
const valueOf = (text: string, format: Format = "yaml"): unknown => {
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

describe("what is read", () => {
  it.each([
    ["a: 1", { a: 1 }],
    ["\ufeffa: 1", { a: 1 }],
    ["a: yes\nb: on\nc: no", { a: "yes", b: "on", c: "no" }],
    ["a: 010\nb: 0o14\nc: 0x1f\nd: 12:30:00\ne: 1_000", { a: 10, b: 12, c: 31, d: "12:30:00", e: "1_000" }],
    ["a: 12345678901234567890\nb: .inf\nc: .nan\nd: -0\ne: 1e400", { a: 12345678901234567000, b: Infinity, c: NaN, d: -0, e: Infinity }],
    ["a: &x { b: [1, 2] }\nc: *x", { a: { b: [1, 2] }, c: { b: [1, 2] } }],
    ["a: &x 1\nb: *x\nc: &x 2\nd: *x", { a: 1, b: 1, c: 2, d: 2 }],
    ["&k key: 1\nb: *k", { key: 1, b: "key" }],
    ["a:\nb: ~\nc: null\nd: ''", { a: null, b: null, c: null, d: "" }],
    ["{ a, ? b }", { a: null, b: null }],
    ["a: !!str 3.10\nb: !!int 7\nc: !!map {}\nd: !!seq []\ne: !!null", { a: "3.10", b: 7, c: {}, d: [], e: null }],
    ['"<<": 1\n"1": 2', { "<<": 1, "1": 2 }],
    ["%YAML 1.2\n---\na: 1\n...\n", { a: 1 }],
    ["a: |\n  x\n  y\nb: >-\n  x\n  y", { a: "x\ny\n", b: "x y" }],
    ["a: 1\r\nb: 2\r\n", { a: 1, b: 2 }],
  ])("YAML %j", (text, value) => {
    expect(valueOf(text)).toStrictEqual(value);
  });

  it.each([
    ["{}", {}],
    ['\ufeff { "a" : [ 1 , -0, 2.5e-3, true, false, null, "\\u00e9\\n\\"" ] }\n', { a: [1, -0, 0.0025, true, false, null, 'é\n"'] }],
    ['{"a": 1e400, "<<": 1, "": 2}', { a: Infinity, "<<": 1, "": 2 }],
  ])("JSON %j", (text, value) => {
    expect(valueOf(text, "json")).toStrictEqual(value);
  });

  it.each([
    ["yaml", "__proto__: { polluted: true }\nconstructor: 1"],
    ["json", '{ "__proto__": { "polluted": true }, "constructor": 1 }'],
  ] as const)("%s: __proto__ is a key like any other", (format, text) => {
    const value = valueOf(text, format);
    expect(Object.keys(Object(value))).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect("polluted" in {}).toBe(false);
  });

  it.each([
    ["edge.yaml", "", "yaml"],
    ["edge.YML", "", "yaml"],
    ["edge.json", "", "json"],
    ["edge.ts", "", null],
    ["edge", "", null],
    ["-", ' \n{ "a": 1 }', "json"],
    ["-", "{}", "json"],
    ["-", "{ a: 1 }", "yaml"],
    ["-", "a: 1", "yaml"],
  ])("%s beginning with %j is %s", (file, text, format) => {
    expect(formatOf(file, text)).toBe(format);
  });
});

describe("what is refused, as a person sees it", () => {
  const yaml: readonly (readonly [string, string])[] = [
    [
      "",
      `edge.yaml:1:1 error document-empty: the file is empty
fix: \`edgewright init\` writes a starter        why: edgewright rule document-empty
`,
    ],
    [
      "# nothing yet\n",
      `edge.yaml:1:1 error document-empty: the file is empty
1 | # nothing yet
  | ^
fix: \`edgewright init\` writes a starter        why: edgewright rule document-empty
`,
    ],
    [
      "- a\n- b\n",
      `edge.yaml:1:1 error document-not-mapping: the document is a list, not a mapping of fields
1 | - a
  | ^^^
fix: begin with \`apiVersion: edgewright/v1\`; \`edgewright init\` writes a starter
why: edgewright rule document-not-mapping
`,
    ],
    [
      "name:edge",
      `edge.yaml:1:1 error document-not-mapping: the document is a text, not a mapping of fields
1 | name:edge
  | ^^^^^^^^^
fix: write \`key: value\`, with a space after the colon
why: edgewright rule document-not-mapping
`,
    ],
    [
      "name: a\n---\nname: b\n",
      `edge.yaml:2:1 error document-multiple: a second document begins here; one file holds one edge
2 | ---
  | ^^^
fix: put each edge into a file of its own, and remove the --- line
why: edgewright rule document-multiple
`,
    ],
    [
      "name: a\ncluster: {}\nname: b\n",
      `edge.yaml:3:1 error document-duplicate-key: the key "name" is written twice in one mapping
3 | name: b
  | ^^^^ first written here (at 1:1)
fix: keep one of the two, or give one another name
why: edgewright rule document-duplicate-key
`,
    ],
    [
      "routes:\n  - host: *.example.com # all\n",
      `edge.yaml:2:11 error yaml-alias-unknown: an unquoted *.example.com is a YAML alias, and nothing above it is anchored as &.example.com
2 |   - host: *.example.com # all
  |           ^^^^^^^^^^^^^
fix: host: "*.example.com"        why: edgewright rule yaml-alias-unknown
`,
    ],
    [
      "hosts: [a.example.com, *.example.com, b]\n",
      `edge.yaml:1:24 error yaml-alias-unknown: an unquoted *.example.com is a YAML alias, and nothing above it is anchored as &.example.com
1 | hosts: [a.example.com, *.example.com, b]
  |                        ^^^^^^^^^^^^^
fix: "*.example.com"        why: edgewright rule yaml-alias-unknown
`,
    ],
    [
      "hosts:\n  - *.example.com\n",
      `edge.yaml:2:5 error yaml-alias-unknown: an unquoted *.example.com is a YAML alias, and nothing above it is anchored as &.example.com
2 |   - *.example.com
  |     ^^^^^^^^^^^^^
fix: - "*.example.com"        why: edgewright rule yaml-alias-unknown
`,
    ],
    [
      "a: &shared { port: 80 }\nb: *shard\n",
      `edge.yaml:2:4 error yaml-alias-unknown: an unquoted *shard is a YAML alias, and nothing above it is anchored as &shard
2 | b: *shard
  |    ^^^^^^ did you mean *shared? (declared at 1:12)
fix: *shared        why: edgewright rule yaml-alias-unknown
`,
    ],
    [
      "host: *\n",
      `edge.yaml:1:7 error yaml-malformed: malformed YAML: an unquoted * begins a YAML alias, not a text
1 | host: *
  |       ^
fix: host: "*"        why: edgewright rule yaml-malformed
`,
    ],
    [
      "labels:\n  *.example.com: yes\n",
      `edge.yaml:2:3 error yaml-malformed: malformed YAML: an unquoted * begins a YAML alias, not a text
2 |   *.example.com: yes
  |   ^
fix: "*.example.com": yes        why: edgewright rule yaml-malformed
`,
    ],
    [
      "a: &a\n  - *a\n",
      `edge.yaml:2:5 error yaml-alias-recursive: the alias *a stands within the value that it names
2 |   - *a
  |     ^^ the value begins here (at 2:3)
fix: write the value out        why: edgewright rule yaml-alias-recursive
`,
    ],
    [
      "a: !env PASSWORD\n",
      `edge.yaml:1:4 error yaml-tag: the tag !env is not one of YAML's core tags
1 | a: !env PASSWORD
  |    ^^^^
fix: remove the tag        why: edgewright rule yaml-tag
`,
    ],
    [
      "port: !!int http\n",
      `edge.yaml:1:7 error yaml-tag: the tag !!int does not fit its value
1 | port: !!int http
  |       ^^^^^
fix: remove the tag        why: edgewright rule yaml-tag
`,
    ],
    [
      "1: a\n",
      `edge.yaml:1:1 error yaml-key-not-string: the key 1 is not a string
1 | 1: a
  | ^
fix: "1": …        why: edgewright rule yaml-key-not-string
`,
    ],
    [
      "name: {{ name }}\n",
      `edge.yaml:1:8 error yaml-key-not-string: a key must be a string, not a list, a mapping or an alias
1 | name: {{ name }}
  |        ^^^^^^^^
fix: put quotes around a text that begins with {, [ or *
why: edgewright rule yaml-key-not-string
`,
    ],
    [
      "a: &a { x: 1 }\nb:\n  <<: *a\n",
      `edge.yaml:3:3 error yaml-merge-key: << is a merge key, which YAML 1.2 does not have
3 |   <<: *a
  |   ^^
fix: write the fields out, or use an alias for a whole value: \`options: *shared\`
why: edgewright rule yaml-merge-key
`,
    ],
    [
      "%YAML 1.1\n---\na: yes\n",
      `edge.yaml:1:1 error yaml-version: %YAML 1.1: the document is read as YAML 1.2 and as nothing else
1 | %YAML 1.1
  | ^^^^^^^^^
fix: remove the line        why: edgewright rule yaml-version
`,
    ],
    [
      "vips:\n\t- name: public\n",
      `edge.yaml:2:1 error yaml-malformed: malformed YAML: a tab where YAML wants spaces
2 |     - name: public
  | ^^^^
fix: indent with spaces; YAML allows no tabs there        why: edgewright rule yaml-malformed
`,
    ],
    [
      "ports: [80, 443\nname: a\n",
      `edge.yaml:2:1 error yaml-malformed: malformed YAML: a list that began with [ is not closed before this
2 | name: a
  | ^
fix: write the missing ], and indent what stands within the brackets
why: edgewright rule yaml-malformed
`,
    ],
    [
      "ports: ]\n",
      `edge.yaml:1:8 error yaml-malformed: malformed YAML: this ] closes nothing
1 | ports: ]
  |        ^
fix: remove it, or write the [ that it closes        why: edgewright rule yaml-malformed
`,
    ],
    [
      'a: "b\\"c"\nname: "edge\nvips: []\n',
      `edge.yaml:2:7 error yaml-malformed: malformed YAML: this " is never closed
2 | name: "edge
  |       ^
fix: write the closing "        why: edgewright rule yaml-malformed
`,
    ],
    [
      "a: 'it''s'\nb: '''edge\n",
      `edge.yaml:2:4 error yaml-malformed: malformed YAML: this ' is never closed
2 | b: '''edge
  |    ^
fix: write the closing '        why: edgewright rule yaml-malformed
`,
    ],
    [
      "path: /a: b\n",
      `edge.yaml:1:7 error yaml-malformed: malformed YAML: a text that holds a colon and a space needs quotes
1 | path: /a: b
  |       ^
fix: path: "/a: b"        why: edgewright rule yaml-malformed
`,
    ],
    [
      "name: @edge\nports: ]\n",
      `edge.yaml:1:7 error yaml-malformed: malformed YAML: a text without quotes cannot begin with @ in YAML
1 | name: @edge
  |       ^
fix: name: "@edge"        why: edgewright rule yaml-malformed
`,
    ],
    [
      "name: 'it's'\n",
      `edge.yaml:1:11 error yaml-malformed: malformed YAML: something follows a value that is complete
1 | name: 'it's'
  |           ^
fix: put quotes around the whole value, or indent this like the entries it belongs to
why: edgewright rule yaml-malformed
`,
    ],
    [
      "name: edge\n  address: x\n",
      `edge.yaml:1:7 error yaml-malformed: malformed YAML: the indentation fits no entry above
1 | name: edge
  |       ^
fix: indent the entries of one mapping or list by the same number of spaces, and close every bracket
why: edgewright rule yaml-malformed
`,
    ],
    [
      "name edge\nvips: []\n",
      `edge.yaml:1:1 error yaml-malformed: malformed YAML: this is not an entry of the form \`key: value\`
1 | name edge
  | ^
fix: write \`key: value\`, with a space after the colon, and close every quote and bracket
why: edgewright rule yaml-malformed
`,
    ],
  ];
  it.each(yaml)("YAML %j", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  const jsonMessages: readonly (readonly [string, string, string])[] = [
    ['{"a": 1,}', "1:9 a comma stands before }", "remove the comma, or write an entry after it"],
    ['{"a": [1,]}', "1:10 a comma stands before ]", "remove the comma, or write a value after it"],
    ['{"a": 1 "b": 2}', "1:9 a string stands where a comma or } must stand", "write a comma or } before it"],
    ["{a: 1}", "1:2 a is not JSON: a key in double quotes must stand here", '"a"'],
    ["{'a': 1}", "1:2 JSON has no single quotes", 'write "…"'],
    ['{"a" 1}', "1:6 1 stands where a colon must stand", "write a colon here, or remove the 1"],
    ['{"a": 010}', "1:7 010 is not a JSON number", '"010" if it is a text; a number has no leading zero or plus sign, and digits around its point'],
    ['{"a": True}', "1:7 True must be written in lower case", "true"],
    ['{"a": NaN}', "1:7 NaN is not JSON: a value must stand here", '"NaN"'],
    ['{"a": }', "1:7 } stands where a value must stand", "write a value here, or remove the }"],
    ['{"a": "x\n"}', "1:7 a string is not closed on its line", 'write the closing " and \\n for a line break'],
    ['{"a": "\t"}', "1:8 a control character stands in a string", "remove it, or write it as an escape (\\t, \\u0000)"],
    ['{"a": "\\q"}', "1:8 this escape is not one of JSON's", 'write \\\\ for a backslash; JSON has \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX'],
    ['{\n  // no\n  "a": 1}', "2:3 JSON has no comments", "remove the comment, or name the file .yaml, which has them"],
    ['{\n"a": 1', "2:7 the text ends where a comma or } must stand", "close every bracket and quote; the file may have been cut off"],
    ['{"a": 1}}', "1:9 something follows the value", "keep one value in the file, and close no bracket twice"],
    ['{"a": 😀}', "1:7 😀 stands where a value must stand", "write a value here, or remove the 😀"],
  ];
  it.each(jsonMessages)("JSON %j", (text, message, fix) => {
    const loaded = load(text, "json");
    const said = loaded.ok ? [] : loaded.diagnostics;
    expect(said.map((one) => `${one.source?.line}:${one.source?.column} ${one.message.replace("malformed JSON: ", "")}`)).toEqual([message]);
    expect(said.map((one) => [one.code, one.fix])).toEqual([["json-malformed", fix]]);
  });

  it("JSON's repeated keys are shown both", () => {
    expect(shown('{"a": 1,\n "\\u0061": 2}', "json")).toBe(`edge.yaml:2:2 error document-duplicate-key: the key "a" is written twice in one mapping
2 |  "\\u0061": 2}
  |  ^^^^^^^^ first written here (at 1:2)
fix: keep one of the two, or give one another name
why: edgewright rule document-duplicate-key
`);
  });

  it("every mistake that leaves the text readable is reported in one run", () => {
    expect(codesOf("a: *x\na: !y 1\n<<: 1\n2: 3\n")).toEqual(["yaml-alias-unknown", "yaml-tag", "document-duplicate-key", "yaml-merge-key", "yaml-key-not-string"]);
  });

  it("each diagnostic says why, as its rule does", () => {
    const loaded = load("a: *x");
    expect(loaded.ok ? [] : loaded.diagnostics.map(({ why }) => why)).toEqual([documentCodes["yaml-alias-unknown"]]);
  });
});

describe("hostile texts", () => {
  const lines = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join("\n");
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
    expect(valueOf(`{"a": "${text}"}`, "json")).toEqual({ a: "\n".repeat(1_000_000) });
    expect(valueOf(`a: "${text}"`)).toEqual({ a: "\n".repeat(1_000_000) });
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

/** Texts that look like YAML: generated values as YAML, with a few characters put in, taken out or doubled. */
const MARKS = ["*", "&a ", "!", "!!str ", "[", "]", "{", "}", ":", ": ", "- ", "? ", "\n", "\t", " ", '"', "'", "#", "|", ">", "%", "@", "---\n", "...\n", "<<: ", "\r", "\0", "\u001f"];
const document = fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 4 }), { noNullPrototype: true });
const mutated = fc
  .tuple(document, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 2 }), fc.constantFrom(...MARKS)), { maxLength: 5 }))
  .map(([value, edits]) =>
    edits.reduce((text, [at, cut, mark]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + mark + text.slice(place + cut);
    }, stringify(value)),
  );

function parsed(text: string): unknown {
  try {
    return parse(text, { schema: "core", logLevel: "silent" });
  } catch {
    return undefined;
  }
}

describe("laws", () => {
  it("any string gives a value or a diagnostic with a place in the text, in either format", () => {
    const text = fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.string({ unit: fc.constantFrom(...MARKS, "a", "1") }), mutated);
    fc.assert(
      fc.property(text, fc.constantFrom<Format>("yaml", "json"), (given, format) => {
        const loaded = load(given, format);
        if (loaded.ok) expect(typeof loaded.value).toBe("object");
        else {
          expect(loaded.diagnostics.length).toBeGreaterThan(0);
          for (const { source } of loaded.diagnostics) expect(source?.line).toBeLessThanOrEqual(given.split("\n").length);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("what is accepted has the value that the parser gives it", () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const loaded = load(text);
        if (loaded.ok) expect(loaded.value).toStrictEqual(parsed(text));
      }),
      { numRuns: 1000 },
    );
  });

  it("every mapping that the library writes comes back as it was", () => {
    fc.assert(
      fc.property(document, (value) => {
        expect(valueOf(stringify(value))).toStrictEqual(parsed(stringify(value)));
      }),
    );
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
        expect(valueOf(json, "json")).toStrictEqual(platform(json));
      }),
      { numRuns: 3000 },
    );
  });
});
