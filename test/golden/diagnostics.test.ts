import { describe, expect, it } from "vitest";
import { type Diagnostic, compile, formatPretty, formatSummary, loadText, type SourceMap } from "edgewright";
import { allPages } from "../../packages/cli/src/commands/rule.js";
import { secrets, smallest, withFields } from "./smallest.js";

const pages = new Map(allPages().map((page) => [page.id, page]));

function check(text: string): { diagnostics: readonly Diagnostic[]; source: SourceMap } {
  const loaded = loadText(text, { file: "edge.yaml", format: "yaml" });
  return { diagnostics: loaded.ok ? compile(loaded.value, { secrets, source: loaded.source }).diagnostics : loaded.diagnostics, source: loaded.source };
}

describe("x", () => {
  for (const page of allPages()) {
    if (page.breaks === "") continue;
    it(page.id, async () => {
      const text = withFields(smallest, page.breaks);
      const { diagnostics, source } = check(text);
      expect(diagnostics.map((d) => d.code)).toContain(page.id);
      expect(check(withFields(smallest, page.keeps)).diagnostics.map((d) => d.code)).not.toContain(page.id);
      await expect(`--- edge.yaml\n${text}--- edgewright check edge.yaml\n${formatPretty(diagnostics, [source], { color: false })}${formatSummary(diagnostics, "nothing was written")}`).toMatchFileSnapshot(`diagnostics/${page.id}.txt`);
    });
  }
});
