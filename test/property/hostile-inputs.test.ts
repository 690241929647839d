import { type CompileResult, type Format, loadText } from "@edgewright/core";
import { secretsFor } from "@edgewright/testing";
import { compile } from "edgewright";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { first } from "./full-documents.js";
import { hostileStrings } from "./hostile.js";
import { replaceAll, targetsIn } from "./injection.js";
import { readBack } from "./read-back.js";

// Invariant 3 for what does not come as an object: documents as text, and secrets.

const strings = Object.entries(hostileStrings);
const secrets = secretsFor(first);
const texts = targetsIn([first]).filter(({ field }) => field.part === "value");

/** With errors there are diagnostics and no files, and the other way round. */
function expectSound(result: CompileResult): void {
  const errors = result.diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.length > 0).toBe(!result.ok);
  expect("files" in result && result.files.length > 0).toBe(result.ok);
}

/** Loads and compiles a text. What the loader refuses has errors, each with its place. */
function compileText(text: string, format: Format): { readonly value: unknown; readonly refused: boolean } {
  const loaded = loadText(text, { file: `edge.${format}`, format });
  if (!loaded.ok) {
    expect(loaded.diagnostics.filter(({ severity, source }) => severity === "error" && source !== null)).not.toEqual([]);
    return { value: null, refused: true };
  }
  expectSound(compile(loaded.value, { secrets, source: loaded.source }));
  return { value: loaded.value, refused: false };
}

describe("a document as text, with a hostile string in every field at once", () => {
  it.each(strings)("%s: quoted, it loads as it is, or is refused", (_name, hostile) => {
    const document = replaceAll(texts, () => hostile);
    for (const [text, format] of [
      [JSON.stringify(document), "json"],
      [JSON.stringify(document, null, 2), "yaml"],
      [stringify(document, { defaultStringType: "QUOTE_DOUBLE", lineWidth: 0 }), "yaml"],
      [stringify(document, { lineWidth: 0 }), "yaml"],
    ] as const) {
      const { value, refused } = compileText(text, format);
      if (!refused) expect(value).toEqual(document);
    }
  });

  it.each(strings)("%s: as it stands, it gives diagnostics or files and no exception", (_name, hostile) => {
    const marker = "hostile-goes-here";
    const document = stringify(
      replaceAll(texts.slice(0, 1), () => marker),
      { lineWidth: 0 },
    );
    const rest = stringify({ ...first, name: undefined, raw: { haproxy: { global: [marker] } } }, { lineWidth: 0 });
    for (const form of [hostile, `'${hostile}'`, `"${hostile}"`, `|\n  ${hostile}`, `>-\n  ${hostile}`, `!!binary ${hostile}`]) {
      compileText(
        document.replace(marker, () => form),
        "yaml",
      );
      compileText(`name: ${form}\n${rest.replace(marker, () => form)}`, "yaml");
      compileText(`${form}: ${form}\n${rest}`, "yaml");
    }
  });

  it.each(strings)("%s: as a name beside the others, it is a field that nobody knows", (_name, hostile) => {
    const entry = Object.fromEntries([[hostile, hostile]]);
    for (const document of [
      { ...first, ...entry },
      { ...first, cluster: { ...first.cluster, ...entry } },
      { ...first, limits: entry },
    ]) {
      const result = compile(document, { secrets });
      expectSound(result);
      expect(result.ok).toBe(false);
    }
  });
});

describe("a secret", () => {
  const statistics = "STATS_ONE";
  const vrrp = "VRRP_ONE";

  it.each(strings)("%s as the statistics page's password is refused, or HAProxy reads it as it is", (_name, hostile) => {
    for (const password of [hostile, `ab${hostile}`]) {
      const result = compile(first, { secrets: { ...secrets, [statistics]: password } });
      expectSound(result);
      if (!result.ok) continue;
      const read = readBack(new Map(result.files.map((file) => [file.path, file])));
      expect([...read.haproxy]).toContain(`user-one:${password}`);
      expect(result.files.filter(({ redacted }) => redacted.includes(`user-one:${password}`))).toEqual([]);
    }
  });

  it.each(strings)("%s as a VRRP password is refused, or keepalived reads it as it is", (_name, hostile) => {
    for (const password of [hostile, `ab${hostile}`]) {
      const result = compile(first, { secrets: { ...secrets, [vrrp]: password } });
      expectSound(result);
      if (result.ok) expect([...readBack(new Map(result.files.map((file) => [file.path, file]))).keepalived]).toContain(password);
    }
  });
});
