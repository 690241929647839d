import type { CompileResult, Diagnostic } from "@edgewright/core";
import { describe, expect, it } from "vitest";
import { filesForSnapshot, renderForSnapshot } from "./snapshot.js";

const warning: Diagnostic = {
  code: "a-rule",
  severity: "warning",
  message: "look here",
  path: ["vips", 0],
  source: null,
  related: [],
  why: "because",
  fix: "mend it",
};

const rendered: CompileResult = {
  ok: true,
  diagnostics: [warning],
  sources: [],
  files: [
    { path: "hapxy1/haproxy.cfg", text: "auth ops:secret\n", redacted: "auth ops:<secret STATS>\n", mode: 0o640 },
    { path: "kubernetes/default.yaml", text: "a: b\n", redacted: "a: b\n", mode: 0o644 },
  ],
};
const refused: CompileResult = { ok: false, diagnostics: [{ ...warning, severity: "error" }], sources: [] };

describe("snapshots", () => {
  it("have each file under its path and permissions, secrets masked, diagnostics at the end", () => {
    const text = renderForSnapshot(rendered);
    expect(
      text.startsWith(
        "=== hapxy1/haproxy.cfg (0640) ===\nauth ops:<secret STATS>\n\n=== kubernetes/default.yaml (0644) ===\na: b\n\n=== diagnostics ===\n",
      ),
    ).toBe(true);
    expect(text).toContain("warning a-rule: look here");
    expect(text).not.toContain("secret\n");
  });

  it("have diagnostics alone where there are errors", () => {
    expect(Object.keys(filesForSnapshot(refused))).toEqual(["diagnostics"]);
    expect(renderForSnapshot(refused)).toContain("error a-rule: look here");
  });

  it("have no diagnostics where there are none", () => {
    expect(filesForSnapshot({ ...rendered, diagnostics: [] })).toEqual({
      "hapxy1/haproxy.cfg": "auth ops:<secret STATS>\n",
      "kubernetes/default.yaml": "a: b\n",
    });
  });
});
