import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Diagnostic, SourceMap, SourceSpan } from "./diagnostic.js";
import { formatGithub } from "./github.js";
import { formatJson } from "./json.js";
import { formatPretty } from "./pretty.js";
import { formatSarif } from "./sarif.js";
import { sortDiagnostics } from "./sort.js";
import { formatSummary } from "./summary.js";

const span = (line: number, column: number, length = 1, file = "edge.yaml"): SourceSpan => ({ file, line, column, length });
const textOf = (text: string, file = "edge.yaml"): SourceMap => ({ file, text, locate: () => null });

const reference: Diagnostic = {
  code: "reference-unknown",
  severity: "error",
  message: 'backup "hapxy3" is not a load balancer',
  path: ["vips", 0, "backup"],
  source: span(5, 92, 6),
  related: [{ message: 'did you mean "hapxy2"?', path: ["loadBalancers", 1, "name"], source: span(3, 5, 6) }],
  why: "A name that nothing has would be dropped in silence.",
  fix: "backup: hapxy2",
};
const EDGE = `loadBalancers:
  - { name: hapxy1, address: 192.168.103.11/24, interface: ens160 }
  - { name: hapxy2, address: 192.168.103.12/24, interface: ens160 }
vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy3 }
`;
const plain = { ...reference, related: [], code: "some-rule", message: "wrong", fix: "right" };
const pretty = (diagnostic: Diagnostic, ...sources: readonly SourceMap[]): string => formatPretty([diagnostic], sources, { color: false });

describe("as a person sees it", () => {
  it("a misspelt name, with the summary", () => {
    expect(
      pretty(reference, textOf(EDGE)) + formatSummary([reference], "nothing was written"),
    ).toBe(`edge.yaml:5:92 error reference-unknown: backup "hapxy3" is not a load balancer
5 | … primary: hapxy1, backup: hapxy3 }
  |                            ^^^^^^ did you mean "hapxy2"? (declared at 3:5)
fix: backup: hapxy2        why: edgewright rule reference-unknown
1 error; nothing was written.
`);
  });

  it("three places, of which the gutter fits the largest line", () => {
    const nodes = textOf(Array.from({ length: 120 }, (_, index) => `  - { name: w${index}, address: 192.0.2.1 }`).join("\n"));
    const related = [7, 101].map((line) => ({ message: `line ${line} has it too`, path: [], source: span(line, 5, 4) }));
    expect(pretty({ ...plain, source: span(3, 5, 4), related }, nodes)).toBe(`edge.yaml:3:5 error some-rule: wrong
  3 |   - { name: w2, address: 192.0.2.1 }
    |     ^^^^ line 7 has it too (at 7:5)
101 |   - { name: w100, address: 192.0.2.1 }
    |     ^^^^ line 101 has it too (at 101:5)
fix: right        why: edgewright rule some-rule
`);
  });

  it("another file is named, and its own text shown", () => {
    const related = ["a.yaml", "b.yaml"].map((file) => ({ message: "claimed", path: [], source: span(1, 1, 1, file) }));
    expect(
      pretty({ ...plain, source: span(1, 1), related }, textOf("x"), textOf("y", "a.yaml"), textOf("z", "b.yaml")),
    ).toBe(`edge.yaml:1:1 error some-rule: wrong
1 | x
  | ^ claimed (at a.yaml:1:1)
1 | z
  | ^ claimed (at b.yaml:1:1)
fix: right        why: edgewright rule some-rule
`);
  });

  const many = (count: number): Diagnostic => ({
    ...plain,
    source: span(1, 1),
    related: Array.from({ length: count }, (_, index) => ({ message: `place ${index + 1}`, path: [], source: null })),
  });
  it.each([
    [6, "  | place 6"],
    [7, "  | and 1 more place"],
    [10_000, "  | and 9994 more places"],
  ])("of %i places no more than six are shown, and the rest counted", (count, last) => {
    const lines = pretty(many(count), textOf("x")).split("\n");
    expect(lines.slice(2, -2)).toEqual([
      "  | ^ place 1",
      ...[2, 3, 4, 5, 6].map((each) => `  | place ${each}`),
      ...(count > 6 ? [last] : []),
    ]);
    expect(lines.slice(2, -2).at(-1)).toBe(last);
    const annotation = formatGithub([many(count)]).split("%0A");
    expect(annotation.at(-2)).toBe(last.replace("  | ", ""));
    expect(JSON.parse(formatJson([many(count)]))[0].related).toHaveLength(count);
  });

  it("a document without a text is spoken of by paths", () => {
    const related = [{ ...reference.related[0], message: 'did you mean "hapxy2"?', path: ["loadBalancers", 1, "name"], source: null }];
    const module = { file: "edge.ts", text: null, locate: () => null };
    expect(
      pretty({ ...reference, source: null, related }, module),
    ).toBe(`edge.ts vips[0].backup error reference-unknown: backup "hapxy3" is not a load balancer
  | did you mean "hapxy2"? (declared at loadBalancers[1].name)
fix: backup: hapxy2        why: edgewright rule reference-unknown
`);
    expect(pretty({ ...plain, source: null, path: [] }, module)).toMatch(/^edge\.ts error some-rule: wrong\n/);
    expect(pretty({ ...plain, source: null, path: [] })).toMatch(/^error some-rule: wrong\n/);
    expect(pretty({ ...plain, source: null }, textOf("a"), module)).toMatch(/^edge\.ts vips\[0\]\.backup error/);
    expect(pretty({ ...plain, source: null }, textOf("a"), textOf("b", "b.yaml"))).toMatch(/^vips\[0\]\.backup error/);
  });

  it("a fix of several lines, a long one, and none", () => {
    expect(pretty({ ...plain, source: null, path: [], fix: "vips:\n  - name: public" })).toBe(`error some-rule: wrong
fix: vips:
       - name: public
why: edgewright rule some-rule
`);
    const long = "x".repeat(100 - "fix: ".length - 8 - "why: edgewright rule some-rule".length);
    expect(pretty({ ...plain, source: null, path: [], fix: long })).toContain(`fix: ${long}        why: edgewright rule some-rule\n`);
    expect(pretty({ ...plain, source: null, path: [], fix: `${long}x` })).toContain(`fix: ${long}x\nwhy: edgewright rule some-rule\n`);
    expect(pretty({ ...plain, source: null, path: [], fix: "" })).toBe("error some-rule: wrong\nwhy: edgewright rule some-rule\n");
  });

  it("an empty line stands between two, and the severities have their names", () => {
    const all = (["error", "warning", "info"] as const).map((severity) => ({ ...plain, source: null, path: [], fix: "", severity }));
    expect(formatPretty(all, [], { color: false })).toBe(`error some-rule: wrong
why: edgewright rule some-rule

warning some-rule: wrong
why: edgewright rule some-rule

info some-rule: wrong
why: edgewright rule some-rule
`);
    expect(formatPretty([], [], { color: false })).toBe("");
  });

  it("colours change nothing but the colours", () => {
    const colored = formatPretty([reference], [textOf(EDGE)], { color: true });
    expect(colored.split("\n")[0]).toBe(
      '\u001b[1medge.yaml:5:92\u001b[0m \u001b[1;31merror reference-unknown\u001b[0m: backup "hapxy3" is not a load balancer',
    );
    expect(colored.replace(/\u001b\[[\d;]*m/g, "")).toBe(pretty(reference, textOf(EDGE)));
  });
});

describe("frames", () => {
  const frame = (line: string, column: number, length: number, label = ""): readonly string[] => {
    const related = label === "" ? [] : [{ message: label, path: [], source: null }];
    return pretty({ ...plain, source: span(1, column, length), related }, textOf(line))
      .split("\n")
      .slice(1, 3);
  };
  const long = `start ${"word ".repeat(40)}END`;
  it.each<readonly [string, string, number, number, readonly string[]]>([
    ["a word", "name: edge", 7, 4, ["1 | name: edge", "  |       ^^^^"]],
    ["behind the end", "name:", 6, 1, ["1 | name:", "  |      ^"]],
    ["a span over several lines", "a: [\n  1 ]", 4, 7, ["1 | a: [", "  |    ^"]],
    ["tabs", "\ta:\tb", 5, 1, ["1 |     a:    b", "  |           ^"]],
    ["wide characters", "漢: 字 x", 4, 1, ["1 | 漢: 字 x", "  |     ^^"]],
    ["combining characters", "e\u0301e\u0301: x", 7, 1, ["1 | e\u0301e\u0301: x", "  |     ^"]],
    ["bidirectional controls", "a: \u202ex", 5, 1, ["1 | a: \\u202ex", "  |          ^"]],
    ["half a pair", "a: 😀 x", 4, 1, ["1 | a: 😀 x", "  |    ^^"]],
    ["near the start of a long line", long, 7, 4, [`1 | ${long.slice(0, 95)}…`, "  |       ^^^^"]],
    ["at the end of a long line", long, 207, 3, ["1 | … word word word word word END", "  |                            ^^^"]],
    ["in a long word", "x".repeat(500), 251, 1, [`1 | …${"x".repeat(94)}…`, `  | ${" ".repeat(29)}^`]],
    ["a long span", `a: ${"y".repeat(300)}`, 4, 300, [`1 | a: ${"y".repeat(92)}…`, `  |    ${"^".repeat(93)}`]],
  ])("%s", (_name, line, column, length, expected) => {
    expect(frame(line, column, length)).toEqual(expected);
  });

  it("a line is clipped for the sake of the words behind the caret too", () => {
    const line = `${" ".repeat(40)}primary: hapxy1, backup: hapxy3`;
    expect(frame(line, 66, 6, "x".repeat(24))).toEqual([`1 | ${line}`, `  | ${" ".repeat(65)}^^^^^^ ${"x".repeat(24)}`]);
    expect(frame(line, 66, 6, "x".repeat(25))).toEqual([
      "1 | … primary: hapxy1, backup: hapxy3",
      `  |                            ^^^^^^ ${"x".repeat(25)}`,
    ]);
  });

  it("the caret is under its text and the frame within a hundred columns, on any line", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("a", " ", ",", "b"), maxLength: 400 }),
        fc.nat(),
        fc.nat({ max: 30 }),
        (before, pad, extra) => {
          const line = `${before}${" ".repeat(pad % 40)}TARGET${"z".repeat(extra * 10)}`;
          const [source = "", carets = ""] = frame(line, line.indexOf("TARGET") + 1, 6);
          expect(carets.indexOf("^")).toBe(source.indexOf("TARGET"));
          expect(carets.trim()).toMatch(/^\| +\^{6}$|^\| *\^{6}$/);
          expect(Math.max(source.length, carets.length)).toBeLessThanOrEqual(100);
        },
      ),
    );
  });
});

describe("the summary", () => {
  const of = (...severities: readonly Diagnostic["severity"][]): string =>
    formatSummary(
      severities.map((severity) => ({ ...plain, severity })),
      "nothing was written",
    );
  it.each([
    [of(), "no errors; nothing was written.\n"],
    [of("error", "error"), "2 errors; nothing was written.\n"],
    [of("warning", "error", "info", "info"), "1 error, 1 warning, 2 notes; nothing was written.\n"],
  ])("%s", (text, expected) => {
    expect(text).toBe(expected);
  });
});

describe("as a machine sees it", () => {
  it("JSON has exactly the contract's fields", () => {
    expect(JSON.parse(formatJson([reference, { ...plain, source: null }]))).toEqual([
      {
        code: "reference-unknown",
        severity: "error",
        message: 'backup "hapxy3" is not a load balancer',
        path: ["vips", 0, "backup"],
        source: { file: "edge.yaml", line: 5, column: 92 },
        related: [
          { message: 'did you mean "hapxy2"?', path: ["loadBalancers", 1, "name"], source: { file: "edge.yaml", line: 3, column: 5 } },
        ],
        why: "A name that nothing has would be dropped in silence.",
        fix: "backup: hapxy2",
      },
      {
        code: "some-rule",
        severity: "error",
        message: "wrong",
        path: ["vips", 0, "backup"],
        source: null,
        related: [],
        why: plain.why,
        fix: "right",
      },
    ]);
    expect(formatJson([])).toBe("[]\n");
  });

  it("JSON comes back as it was, whatever the strings", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (message) => {
        expect(JSON.parse(formatJson([{ ...plain, message }]))).toMatchObject([{ message }]);
      }),
    );
  });

  it("GitHub's workflow commands, escaped", () => {
    const given = [
      reference,
      { ...plain, severity: "warning" as const, message: "100%,\n::error::x", source: span(1, 2, 3, "a,b:c%.yaml") },
      { ...plain, severity: "info" as const, source: null, fix: "" },
    ];
    expect(
      formatGithub(given),
    ).toBe(`::error file=edge.yaml,line=5,endLine=5,col=92,endColumn=98,title=reference-unknown::backup "hapxy3" is not a load balancer%0Adid you mean "hapxy2"? (declared at 3:5)%0Afix: backup: hapxy2
::warning file=a%2Cb%3Ac%25.yaml,line=1,endLine=1,col=2,endColumn=5,title=some-rule::100%25,\\n::error::x%0Afix: right
::notice title=some-rule::vips[0].backup: wrong
`);
  });
});

it("GitHub takes no columns of a span over several lines", () => {
  const given = { ...plain, source: span(1, 4, 7) };
  expect(formatGithub([given], [textOf("a: [\n  1 ]")])).toBe(
    "::error file=edge.yaml,line=1,endLine=2,title=some-rule::wrong%0Afix: right\n",
  );
});

describe("the order", () => {
  const named = (message: string, change: Partial<Diagnostic>): Diagnostic => ({ ...plain, message, ...change });
  const ordered = [
    named("a", { source: span(1, 9, 1, "a.yaml") }),
    named("b", { source: span(2, 1), code: "z" }),
    named("c", { source: span(2, 3), code: "a" }),
    named("d", { source: span(2, 3), code: "b", path: ["a"] }),
    named("e", { source: span(2, 3), code: "b", path: ["b"] }),
    named("f", { source: span(10, 1) }),
    named("g", { source: null, path: [] }),
    named("h", { source: null, path: ["vips"] }),
    named("i", { source: null, path: ["vips", 2, "name"], code: "b" }),
    named("j", { source: null, path: ["vips", 10], code: "a" }),
    named("k", { source: null, path: ["vips", 10], code: "b" }),
    named("l", { source: null, path: ["vips", "name"] }),
    named("m", { source: null, path: ["vips", "name"] }),
  ];
  it("is the file's, then that of paths, from any start", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(ordered, { minLength: ordered.length }), (given) => {
        expect(
          sortDiagnostics(given)
            .map(({ message }) => message)
            .join(""),
        ).toBe("abcdefghijklm");
      }),
    );
  });
});

describe("what a document can make a formatter print", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("\u001b[2J", "\r", "\n", "\u202e", "\u0000", "\u009b", "a", "\t", "\u2028", "\ud800") }),
  );
  const place = fc.option(
    fc.record({
      file: fc.constantFrom("edge.yaml", "\u001b.yaml"),
      line: fc.integer({ min: 1, max: 4 }),
      column: fc.integer({ min: 1, max: 9 }),
      length: fc.integer({ min: 1, max: 9 }),
    }),
  );
  const path = fc.array(fc.oneof(fc.nat(), text));
  const related = fc.array(fc.record({ message: text, path, source: place }), { maxLength: 3 });
  const severity = fc.constantFrom("error", "warning", "info");
  const diagnostic = fc.record({ code: text, severity, message: text, path, source: place, related, why: text, fix: text });

  it("is never a control character, a bidirectional one or half a pair, but the line feed of its own layout", () => {
    fc.assert(
      fc.property(fc.array(diagnostic, { maxLength: 3 }), text, text, (given, source, other) => {
        const printed = formatPretty(given, [textOf(source), textOf(other, "\u001b.yaml")], { color: false });
        const sarif = formatSarif(given, [textOf(source)], { version: "1.2.3", rules: [] });
        for (const output of [printed, formatJson(given), formatGithub(given), sarif]) {
          expect(output.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        }
        expect(formatGithub(given).split("\n")).toHaveLength(given.length + 1);
      }),
      { numRuns: 500 },
    );
  });
});
