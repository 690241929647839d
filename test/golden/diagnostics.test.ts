import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type CompileResult,
  checkFiles,
  compile,
  compileTogether,
  type Diagnostic,
  fileRules,
  fileSource,
  formatOf,
  formatPretty,
  formatSummary,
  loadText,
  type RulePage,
  readEdgeFiles,
  renderers,
  type SourceMap,
} from "edgewright";
import { describe, expect, it } from "vitest";
import { allPageGroups, allPages } from "../../packages/cli/src/commands/rule.js";
import { readModule } from "../../packages/cli/src/module.js";
import { loadTemplates } from "../../packages/cli/src/templates.js";
import { ruleIndex, rulePage } from "../../scripts/rule-page.js";
import { changeFiles, type Texts } from "./changed-files.js";
import { secrets, smallest, withFields } from "./smallest.js";
import { beyondStanding } from "./standing.js";
import { bannerRenderer, modules, templates, texts } from "./unreadable.js";

interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly SourceMap[];
}

function check(text: string): Checked & { readonly file: string } {
  const format = formatOf("-", text) ?? "yaml";
  const file = `edge.${format}`;
  const loaded = loadText(text, { file, format });
  const result: Pick<CompileResult, "diagnostics"> = loaded.ok ? compile(loaded.value, { secrets, source: loaded.source }) : loaded;
  return { file, diagnostics: result.diagnostics, sources: [loaded.source] };
}

/** Runs with a file of this name in a folder of its own; wherever that folder is, the diagnostics say DIR. */
async function withFile(name: string, text: string, run: (dir: string) => Promise<Checked>): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), "edgewright-golden-"));
  try {
    writeFileSync(join(dir, name), text);
    return golden(`DIR/${name}`, text, await run(dir)).replaceAll(dir, "DIR");
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** The longest lines are there for their length. */
const clipped = (text: string): string =>
  text
    .split("\n")
    .map((line) => (line.length < 200 ? line : `${line.slice(0, 100)} … (${line.length} characters)`))
    .join("\n");

/** The document, and what `edgewright render` says of it. */
function golden(file: string, text: string, { diagnostics, sources }: Checked): string {
  const outcome = diagnostics.some(({ severity }) => severity === "error") ? "nothing was written" : "written";
  const said = formatPretty(diagnostics, sources, { color: false }) + formatSummary(diagnostics, outcome);
  return `--- ${file}\n${clipped(text)}--- what is said of it\n${said}`;
}

const codesOf = ({ diagnostics }: Checked): readonly string[] => diagnostics.map(({ code }) => code);
const pages = new Map(allPages().map((page) => [page.id, page]));

/** What is said, as its golden has it, and the page of the docs that shows it. */
async function matchGolden(code: string, text: string): Promise<void> {
  await expect(text).toMatchFileSnapshot(`diagnostics/${code}.txt`);
  const page = pages.get(code);
  if (page === undefined) throw new Error(`${code} has no page`);
  await expect(rulePage(page, text)).toMatchFileSnapshot(`../../docs/rules/${code}.md`);
}

/** What is wrong with several documents together. */
const given = "document-twice";
const pagesWithExamples = allPages().filter((page) => page.breaks !== "");
/** A rule on files shows changed lines of what the smallest document renders. */
const isOnFiles = (page: RulePage): boolean => page.breaks.startsWith("--- ");
const examples = new Map(pagesWithExamples.filter((page) => !isOnFiles(page)).map((page) => [page.id, page]));
const fileExamples = new Map(pagesWithExamples.filter(isOnFiles).map((page) => [page.id, page]));

describe("a page's example of breaking its law", () => {
  it.each([...examples])("%s", async (code, { breaks }) => {
    const text = withFields(smallest, breaks);
    const whole = check(text);
    const checked = { ...whole, diagnostics: beyondStanding(whole.diagnostics, code) };
    expect(codesOf(checked)).toContain(code);
    await matchGolden(code, golden(checked.file, text, checked));
  });
});

it.each([...examples])("a page's example of keeping its law: %s", (code, { keeps }) => {
  const checked = check(withFields(smallest, keeps));
  expect(codesOf(checked)).not.toContain(code);
  expect(checked.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
});

/** What the smallest document renders. */
function renderSmallest(): Texts {
  const loaded = loadText(smallest, { file: "edge.yaml", format: "yaml" });
  const result = loaded.ok ? compile(loaded.value) : loaded;
  if (!("files" in result)) throw new Error(JSON.stringify(result.diagnostics));
  return Object.fromEntries(result.files.map(({ path, text }) => [path, text]));
}

const rendered = renderSmallest();

/** What `edgewright check DIR` says of the rendered files with an example's changes. */
function checkChanged(example: string): Checked {
  const files = Object.entries(changeFiles(rendered, example)).map(([path, text]) => ({ path, name: path, text }));
  return { diagnostics: checkFiles(fileRules, readEdgeFiles(files)), sources: files.map(fileSource) };
}

describe("a page's changed files that break its law", () => {
  it.each([...fileExamples])("%s", async (code, { breaks }) => {
    const { diagnostics, sources } = checkChanged(breaks);
    expect(codesOf({ diagnostics, sources })).toContain(code);
    const said = formatPretty(diagnostics, sources, { color: false }) + formatSummary(diagnostics, "nothing was changed");
    await matchGolden(code, `${breaks}\n--- what is said of it\n${said}`);
  });
});

it.each([...fileExamples])("a page's changed files that keep its law: %s", (_, { keeps }) => {
  expect(checkChanged(keeps).diagnostics).toEqual([]);
});

it.each(texts)("a text that cannot be read: %s", async (code, text) => {
  const checked = check(text);
  expect(codesOf(checked)).toEqual([code]);
  await matchGolden(code, golden(checked.file, text, checked));
});

it("a document that is given twice", async () => {
  const sources = ["edge.yaml", "copy.yaml"].map((file) => loadText(smallest, { file, format: "yaml" }));
  const inputs = sources.flatMap((loaded) => (loaded.ok ? [{ input: loaded.value, source: loaded.source }] : []));
  const diagnostics = beyondStanding(compileTogether(inputs, { renderers }).flatMap((result) => result.diagnostics));
  const checked = { diagnostics, sources: sources.map(({ source }) => source) };
  expect(codesOf(checked)).toEqual([given]);
  await matchGolden(given, golden("edge.yaml and copy.yaml", smallest, checked));
});

it.each(modules)("a module that gives no document: %s", async (code, text) => {
  const said = await withFile("edge.ts", text, async (dir) => {
    const document = await readModule(join(dir, "edge.ts"));
    const checked = { diagnostics: document.ok ? [] : document.diagnostics, sources: [document.source] };
    expect(codesOf(checked)).toEqual([code]);
    return checked;
  });
  await matchGolden(code, said);
});

it.each(templates)("a template that fails its check: %s", async (code, name, text) => {
  const said = await withFile(`${name}.njk`, text, async (dir) => {
    const checked = await loadTemplates(dir, [...renderers, bannerRenderer]);
    expect(codesOf(checked)).toEqual([code]);
    return checked;
  });
  await matchGolden(code, said);
});

it("the index of the docs lists every page, in its group", async () => {
  const index = ruleIndex(allPageGroups());
  await expect(index).toMatchFileSnapshot("../../docs/rules/README.md");
  const listed = [...index.matchAll(/^\| \[([a-z0-9-]+)\]\(\1\.md\)/gm)].map(([, id]) => id);
  expect(listed.toSorted()).toEqual([...pages.keys()].sort());
});

describe("nothing is left out", () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const filesBelow = (dir: string): readonly string[] =>
    readdirSync(join(root, dir), { recursive: true, encoding: "utf8" }).map((file) => join(dir, file));
  const isSource = (file: string): boolean => file.endsWith(".ts") && !/\.test\.ts$|-testing\.ts$|\.d\.ts$/.test(file);
  const sources = ["core", "render-haproxy", "render-keepalived", "render-k8s", "render-host", "cli"]
    .flatMap((name) => filesBelow(`packages/${name}/src`))
    // What fails outside the document has sentences and exit status 2, no pages: packages/cli/src/output.
    .filter((file) => isSource(file) && !file.startsWith("packages/cli/src/output/"));
  /** zod's own code of an issue that a refusal travels in. */
  const notOurs = ["custom"];
  const emitted = sources.flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(/\bcode: "([a-z0-9-]+)"/g)]
      .map(([, code = ""]) => code)
      .filter((code) => !notOurs.includes(code)),
  );
  const ids = allPages().map(({ id }) => id);

  it("every code that a source file gives has a page", () => {
    expect(emitted.length).toBeGreaterThan(50);
    expect(emitted.filter((code) => !ids.includes(code))).toEqual([]);
  });

  it("every page has a golden, and every golden a page", () => {
    const goldens = readdirSync(join(root, "test/golden/diagnostics")).map((file) => file.replace(/\.txt$/, ""));
    expect(goldens.sort()).toEqual([...new Set(ids)].sort());
  });

  it("every page is in the docs, and the docs have no other", () => {
    const files = readdirSync(join(root, "docs/rules")).sort();
    expect(files).toEqual(["README.md", ...new Set(ids.map((id) => `${id}.md`))].sort());
  });

  it("every case above is of its own code", () => {
    const cases = [given, ...examples.keys(), ...fileExamples.keys(), ...[...texts, ...modules, ...templates].map(([code]) => code)];
    expect([...cases].sort()).toEqual([...new Set(ids)].sort());
  });
});
