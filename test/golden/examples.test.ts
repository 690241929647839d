import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { compile, documentJsonSchema, formatOf, loadText, requiredSecrets } from "edgewright";
import { describe, expect, it } from "vitest";
import { documentPage } from "../../scripts/document-page.js";
import { beyondStanding } from "./standing.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const examples = readdirSync(join(root, "examples"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

function compileExample(name: string) {
  const file = join(root, "examples", name, "edge.yaml");
  const loaded = loadText(readFileSync(file, "utf8"), { file, format: formatOf(file) ?? "yaml" });
  if (!loaded.ok) throw new Error(`${file} does not load`);
  const secrets = Object.fromEntries(requiredSecrets(loaded.value).map((secret) => [secret.name, "s3cret"]));
  return compile(loaded.value, { secrets, source: loaded.source });
}

/** Every file below a folder, relative to it. */
const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();

/** Which files may be executed, and which only root's group may read. */
const modeOf = (path: string, text: string, redacted: string): number =>
  path.endsWith("/haproxy-answers") ? 0o755 : text === redacted ? 0o644 : 0o640;

describe.each(examples)("examples/%s", (name) => {
  const expected = join(root, "examples", name, "expected");

  it("compiles without a diagnostic, but for remarks about what it chooses", () => {
    expect(beyondStanding(compileExample(name).diagnostics)).toEqual([]);
  });

  it("gives its expected files, byte for byte, secrets masked", async () => {
    const result = compileExample(name);
    if (!result.ok) throw new Error("it does not compile");
    for (const { path, text, redacted, mode } of result.files) {
      await expect(redacted).toMatchFileSnapshot(join(expected, path));
      expect(text.endsWith("\n"), `${path} ends in a newline`).toBe(true);
      expect(mode, path).toBe(modeOf(path, text, redacted));
    }
    expect(filesBelow(expected), "no expected file is left over").toEqual(result.files.map((file) => file.path).sort());
  });

  it("has a README of one screen", () => {
    const lines = readFileSync(join(root, "examples", name, "README.md"), "utf8").split("\n");
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.length).toBeLessThan(50);
  });
});

const schemaText = `${JSON.stringify({ $id: "edgewright.schema.json", ...documentJsonSchema() }, null, 2)}\n`;

describe("the document's JSON Schema", () => {
  it("is the one in docs/, to which the examples point", async () => {
    await expect(schemaText).toMatchFileSnapshot(join(root, "docs/edgewright.schema.json"));
  });

  it("is the page of the docs, field by field", async () => {
    await expect(documentPage(documentJsonSchema())).toMatchFileSnapshot(join(root, "docs/document.md"));
  });
});
