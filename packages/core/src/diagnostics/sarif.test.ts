import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Diagnostic, SourceMap, SourceSpan } from "./diagnostic.js";
import { regionOf } from "./region.js";
import { formatSarif, type SarifRule } from "./sarif.js";

const span = (line: number, column: number, length = 1, file = "edge.yaml"): SourceSpan => ({ file, line, column, length });
const textOf = (text: string | null, file = "edge.yaml"): SourceMap => ({ file, text, locate: () => null });
const rule = (id: string, severity: SarifRule["severity"]): SarifRule => ({
  id,
  severity,
  law: "a law holds",
  why: "people fall",
  fix: "do this",
});
const rules = [rule("some-rule", "error"), rule("unused", "error"), rule("other-rule", "info")];
const plain: Diagnostic = {
  code: "some-rule",
  severity: "error",
  message: "wrong",
  path: ["vips", 0],
  source: span(1, 2, 3),
  related: [],
  why: "people fall",
  fix: "right",
};
const logOf = (diagnostics: readonly Diagnostic[], ...sources: readonly SourceMap[]) =>
  JSON.parse(formatSarif(diagnostics, sources, { version: "1.2.3", rules }));
const resultOf = (change: Partial<Diagnostic>, ...sources: readonly SourceMap[]) =>
  logOf([{ ...plain, ...change }], ...sources).runs[0].results[0];
const described = (id: string, level: string) => ({
  id,
  shortDescription: { text: "A law holds." },
  fullDescription: { text: "A law holds: people fall." },
  help: { text: `Fix: do this. More: edgewright rule ${id}` },
  defaultConfiguration: { level },
});
const at = (startLine: number, startColumn: number, endColumn: number, uri = "edge.yaml") => ({
  artifactLocation: { uri },
  region: { startLine, startColumn, endLine: startLine, endColumn },
});
const named = { logicalLocations: [{ fullyQualifiedName: "vips[0]" }] };

describe("a log", () => {
  it("has the tool, the rules that are reported in their pages' order, and a result for each diagnostic", () => {
    const related = [
      { message: "the first", path: ["vips", 1], source: span(7, 1, 4) },
      { message: 'did you mean "x"?', path: [], source: null },
    ];
    const given = [
      { ...plain, code: "other-rule", severity: "info" as const, fix: "" },
      { ...plain, related },
      { ...plain, code: "strange" },
    ];
    expect(logOf(given)).toEqual({
      $schema: expect.stringContaining("sarif-schema-2.1.0.json"),
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: {
              name: "edgewright",
              version: "1.2.3",
              rules: [described("some-rule", "error"), described("other-rule", "note"), { id: "strange" }],
            },
          },
          columnKind: "utf16CodeUnits",
          results: [
            {
              ruleId: "other-rule",
              ruleIndex: 1,
              level: "note",
              message: { text: "wrong" },
              locations: [{ physicalLocation: at(1, 2, 5), ...named }],
            },
            {
              ruleId: "some-rule",
              ruleIndex: 0,
              level: "error",
              message: { text: "wrong\nfix: right" },
              locations: [{ physicalLocation: at(1, 2, 5), ...named }],
              relatedLocations: [
                {
                  id: 1,
                  physicalLocation: at(7, 1, 5),
                  logicalLocations: [{ fullyQualifiedName: "vips[1]" }],
                  message: { text: "the first" },
                },
                { id: 2, message: { text: 'did you mean "x"?' } },
              ],
            },
            {
              ruleId: "strange",
              ruleIndex: 2,
              level: "error",
              message: { text: "wrong\nfix: right" },
              locations: [{ physicalLocation: at(1, 2, 5), ...named }],
            },
          ],
        },
      ],
    });
  });

  it("of nothing is whole as well", () => {
    expect(logOf([]).runs).toEqual([
      { tool: { driver: { name: "edgewright", version: "1.2.3", rules: [] } }, columnKind: "utf16CodeUnits", results: [] },
    ]);
  });

  it("a warning is one", () => {
    expect(resultOf({ severity: "warning" }).level).toBe("warning");
  });
});

describe("a file", () => {
  it.each([
    ["edge.yaml", "edge.yaml"],
    ["./edge.yaml", "edge.yaml"],
    ["././/edge.yaml", "edge.yaml"],
    [".hidden/edge.yaml", ".hidden/edge.yaml"],
    ["../east/edge.yaml", "../east/edge.yaml"],
    ["/etc/edge.yaml", "file:///etc/edge.yaml"],
    ["a b/c#d?e%.yaml", "a%20b/c%23d%3Fe%25.yaml"],
    ["c:edge.yaml", "c%3Aedge.yaml"],
    ["a\\b.yaml", "a%5Cb.yaml"],
    ["übung.yaml", "%C3%BCbung.yaml"],
    ["a\nb.yaml", "a%0Ab.yaml"],
    ["\ud800.yaml", "%EF%BF%BD.yaml"],
  ])("%j is %s", (file, uri) => {
    expect(resultOf({ source: span(1, 1, 1, file) }).locations[0].physicalLocation.artifactLocation).toEqual({ uri });
  });

  it("standard input has no URI, and keeps its lines", () => {
    const [run] = logOf([{ ...plain, source: span(3, 1, 2, "-") }]).runs;
    expect(run.artifacts).toEqual([{ description: { text: "standard input" } }]);
    expect(run.results[0].locations[0].physicalLocation).toEqual({ ...at(3, 1, 3), artifactLocation: { index: 0 } });
  });

  it("standard input as the other half alone", () => {
    const [run] = logOf([{ ...plain, related: [{ message: "there", path: [], source: span(1, 1, 1, "-") }] }]).runs;
    expect(run.artifacts).toHaveLength(1);
    expect(run.results[0].relatedLocations[0].physicalLocation.artifactLocation).toEqual({ index: 0 });
  });

  it("a document without a text is named, and its places are paths", () => {
    expect(resultOf({ source: null }, textOf(null, "edge.ts")).locations).toEqual([
      { physicalLocation: { artifactLocation: { uri: "edge.ts" } }, ...named },
    ]);
    expect(logOf([{ ...plain, source: null }], textOf(null, "-")).runs[0].artifacts).toHaveLength(1);
  });

  it("a diagnostic of nothing has no place at all", () => {
    expect(resultOf({ source: null, path: [] }).locations).toEqual([]);
  });
});

describe("a region", () => {
  const text = "a: [\n  1 ]\nb:\n漢: 😀 x\n";
  it.each<[string, SourceSpan, readonly number[]]>([
    ["a word", span(1, 1, 2), [1, 1, 1, 3]],
    ["to the end of its line", span(1, 4, 1), [1, 4, 1, 5]],
    ["over two lines", span(1, 4, 7), [1, 4, 2, 6]],
    ["over a line break alone", span(1, 4, 2), [1, 4, 2, 1]],
    ["behind the end of a line", span(3, 3, 1), [3, 3, 3, 4]],
    ["UTF-16 code units", span(4, 4, 2), [4, 4, 4, 6]],
    ["of a text that is not at hand", span(1, 4, 7, "other.yaml"), [1, 4, 1, 11]],
  ])("%s", (_, given, [startLine, startColumn, endLine, endColumn]) => {
    expect(regionOf(given, [textOf(text), textOf(null, "other.yaml")])).toEqual({ startLine, startColumn, endLine, endColumn });
  });
});

describe("a rule that is off", () => {
  const off: Diagnostic = {
    ...plain,
    code: "rule-off",
    severity: "info",
    message: "other-rule is off here and hides 1 finding: we know",
    path: ["rules", "other-rule"],
    source: span(9, 10, 5),
    related: [{ message: "hidden: wrong", path: ["vips", 0], source: span(1, 2, 3) }],
    why: "we know",
    fix: "",
  };

  it("has what it hides as suppressed results, with the reason", () => {
    const { results, tool } = logOf([off, plain]).runs[0];
    expect(results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual(["rule-off", "other-rule", "some-rule"]);
    expect(results[1]).toEqual({
      ruleId: "other-rule",
      ruleIndex: 1,
      level: "note",
      message: { text: "hidden: wrong" },
      locations: [{ physicalLocation: at(1, 2, 5), ...named }],
      suppressions: [
        {
          kind: "inSource",
          justification: "we know",
          location: { physicalLocation: at(9, 10, 15), logicalLocations: [{ fullyQualifiedName: 'rules["other-rule"]' }] },
        },
      ],
    });
    expect(tool.driver.rules).toEqual([described("some-rule", "error"), described("other-rule", "note"), { id: "rule-off" }]);
  });

  it("that hides nothing suppresses nothing", () => {
    expect(logOf([{ ...off, related: [] }]).runs[0].results).toHaveLength(1);
  });
});

it("comes back as it was, whatever the strings, in one piece of printable text", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("\u001b[2J", "\n", "\u202e", "\ud800", "%", "/") }),
  );
  fc.assert(
    fc.property(text, text, (message, file) => {
      const given = { ...plain, message, fix: "", source: span(1, 1, 1, `f${file}`) };
      const printed = formatSarif([given], [], { version: "1.2.3", rules });
      expect(printed.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      const [result] = JSON.parse(printed).runs[0].results;
      expect(result.message.text).toBe(message);
      const { uri } = result.locations[0].physicalLocation.artifactLocation;
      expect(uri).toMatch(/^(?:[\w.!~*'()/-]|%[0-9A-F]{2})+$/);
      expect(decodeURIComponent(uri)).toBe(`f${file}`.replace(/\p{Cs}/gu, "\ufffd"));
    }),
  );
});
