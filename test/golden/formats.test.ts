import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  compile,
  type Diagnostic,
  formatGithub,
  formatJson,
  formatOf,
  formatPretty,
  formatSarif,
  loadText,
  renderers,
  type SourceMap,
} from "edgewright";
import { describe, expect, it, onTestFinished } from "vitest";
import { allPages } from "../../packages/cli/src/commands/rule.js";
import { readModule } from "../../packages/cli/src/module.js";
import { loadTemplates } from "../../packages/cli/src/templates.js";
import { manyMistakes } from "./many-mistakes.js";
import { sarifProblems } from "./sarif-schema.js";
import { secrets, smallest, withFields } from "./smallest.js";
import { bannerRenderer, modules, templates, texts } from "./unreadable.js";

// Every document that a golden shows, in the four formats: the same diagnostics in each.

interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly SourceMap[];
}

function checkText(text: string): Checked {
  const format = formatOf("-", text) ?? "yaml";
  const loaded = loadText(text, { file: `edge.${format}`, format });
  const { diagnostics } = loaded.ok ? compile(loaded.value, { secrets, source: loaded.source }) : loaded;
  return { diagnostics, sources: [loaded.source] };
}

function fileOf(name: string, text: string): { readonly dir: string; readonly file: string } {
  const dir = mkdtempSync(join(tmpdir(), "edgewright-formats-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const file = join(dir, name);
  writeFileSync(file, text);
  return { dir, file };
}

async function checkModule(text: string): Promise<Checked> {
  const document = await readModule(fileOf("edge.ts", text).file);
  return { diagnostics: document.ok ? [] : document.diagnostics, sources: [document.source] };
}

const checkTemplate = (name: string, text: string): Promise<Checked> =>
  loadTemplates(fileOf(`${name}.njk`, text).dir, [...renderers, bannerRenderer]);

/** What must be the same everywhere: `error bind-unique 4`, the line left out where there is no place. */
type Said = readonly string[];
const said = (severity: string, code: string, line: string | number | undefined): string => `${severity} ${code} ${line ?? "-"}`;

const inPretty = (text: string): Said =>
  text
    .split("\n")
    .filter((line) => !/^ *\d* \| |^fix: |^why: |^ {5}/.test(line))
    .flatMap((line) => {
      const [, place = "", severity = "", code = ""] = /^(.*?) ?(error|warning|info) ([a-z0-9-]+): /.exec(line) ?? [];
      return code === "" ? [] : [said(severity, code, /:(\d+):\d+$/.exec(place)?.[1])];
    });

const inJson = (text: string): Said => JSON.parse(text).map(({ severity, code, source }: Diagnostic) => said(severity, code, source?.line));

const severities: Readonly<Record<string, string>> = { note: "info", notice: "info" };

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation?: { readonly region?: { readonly startLine: number } } }[];
  readonly suppressions?: unknown;
}

function inSarif(text: string): Said {
  const [run] = JSON.parse(text).runs;
  const results: readonly SarifResult[] = run.results;
  for (const { ruleId, ruleIndex } of results) expect(run.tool.driver.rules[ruleIndex]).toMatchObject({ id: ruleId, help: {} });
  return results
    .filter(({ suppressions }) => suppressions === undefined)
    .map(({ ruleId, level, locations }) => said(severities[level] ?? level, ruleId, locations[0]?.physicalLocation?.region?.startLine));
}

const inGithub = (text: string): Said =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [, command = "", properties = ""] = /^::(\w+) ([^:]*)::/.exec(line) ?? [];
      const values = new Map(properties.split(",").map((each): [string, string] => [each.split("=")[0] ?? "", each.split("=")[1] ?? ""]));
      return said(severities[command] ?? command, values.get("title") ?? "", values.get("line"));
    });

function expectTheSame({ diagnostics, sources }: Checked): void {
  const expected = diagnostics.map(({ severity, code, source }) => said(severity, code, source?.line));
  expect(expected.length).toBeGreaterThan(0);
  const sarif = formatSarif(diagnostics, sources, { version: "0.0.0", rules: allPages() });
  expect({
    pretty: inPretty(formatPretty(diagnostics, sources, { color: false })),
    json: inJson(formatJson(diagnostics)),
    sarif: inSarif(sarif),
    github: inGithub(formatGithub(diagnostics, sources)),
  }).toEqual({ pretty: expected, json: expected, sarif: expected, github: expected });
  expect(sarifProblems(sarif)).toEqual([]);
}

const breaks = new Map(allPages().flatMap(({ id, breaks: fields }) => (fields === "" ? [] : [[id, fields] as const])));

describe("the same diagnostics in every format, and valid SARIF", () => {
  it.each([...breaks])("%s", (_, fields) => expectTheSame(checkText(withFields(smallest, fields))));
  it.each(texts)("%s", (_, text) => expectTheSame(checkText(text)));
  it.each(modules)("%s", async (_, text) => expectTheSame(await checkModule(text)));
  it.each(templates)("%s", async (_, name, text) => expectTheSame(await checkTemplate(name, text)));
  it("many mistakes at once", () => expectTheSame(checkText(manyMistakes)));
});

it("the schema is held: a log that is not SARIF has problems", () => {
  const text = formatSarif(checkText(manyMistakes).diagnostics, [], { version: "0.0.0", rules: [] });
  expect(sarifProblems(text)).toEqual([]);
  expect(sarifProblems(text.replace('"level": "error"', '"level": "fatal"'))).not.toEqual([]);
  expect(sarifProblems(text.replace('"startLine": ', '"startLine": -'))).not.toEqual([]);
  expect(sarifProblems(text.replace('"uri": "edge.yaml"', '"uri": "edge .yaml"'))).not.toEqual([]);
});
