import { describe, expect, it } from "vitest";
import type { Diagnostic, Finding, Part, Path, Severity } from "../diagnostics/diagnostic.js";
import type { RuleSeverity } from "../model/rule-settings.js";
import type { PlanRuleSetting } from "../resolve/plan.js";
import type { RulePage } from "./rule.js";
import { applyRuleSettings, applyToFiles, type Laws } from "./rule-settings.js";

const page = (id: string, severity: Severity, safety: boolean): RulePage => ({
  id,
  severity,
  safety,
  law: "a law",
  why: `the reason for ${id}`,
  source: "here",
  breaks: "",
  keeps: "",
  fix: "mend it",
});
const laws: Laws = {
  rules: [page("style", "warning", false), page("strict", "error", false), page("safe", "error", true), page("safe-hint", "info", true)],
  pages: [page("field-unknown", "error", true), page("style", "warning", false)],
  onFiles: [page("file-style", "warning", false), page("file-safe", "error", true)],
};
const setting = (id: string, severity: RuleSeverity): PlanRuleSetting => ({ id, severity, reason: "we know", path: ["rules", id] });
const finding = (code: string, severity?: Severity, more: Partial<Finding> = {}): Finding => ({
  code,
  message: `${code} is broken`,
  path: ["vips", 0],
  why: "because",
  fix: "mend it",
  ...(severity && { severity }),
  ...more,
});
const made = (severity: Severity, id: string) => ({ message: `made ${severity} here: we know`, path: ["rules", id], part: "key" });
const apply = (settings: readonly PlanRuleSetting[], ...findings: readonly Finding[]) => applyRuleSettings(settings, laws, findings);

describe("a severity that is changed", () => {
  it.each<[string, string, RuleSeverity, Severity | undefined, Severity | undefined]>([
    ["lowered", "style", "info", "warning", "info"],
    ["raised", "style", "error", "warning", "error"],
    ["lowered from the default, which is error", "strict", "warning", undefined, "warning"],
    ["one of several that the rule gives", "strict", "error", "warning", "error"],
    ["raised, of a rule that guards safety", "safe-hint", "error", "info", "error"],
    ["raised, of a lesser finding of a rule that guards safety", "safe", "error", "warning", "error"],
  ])("%s: %s to %s", (_, code, to, from, expected) => {
    const given = finding(code, from);
    expect(apply([setting(code, to)], given)).toEqual([{ ...given, severity: expected, related: [made(to as Severity, code)] }]);
  });

  it.each<[string, string, RuleSeverity, Severity | undefined]>([
    ["the severity that it has", "style", "warning", "warning"],
    ["the default", "strict", "error", undefined],
    ["the severity that it has, of a rule that guards safety", "safe", "error", "error"],
    ["no lower, of a finding that is above its rule", "safe-hint", "info", "error"],
  ])("%s: as it was", (_, code, to, from) => {
    const given = finding(code, from);
    expect(apply([setting(code, to)], given)).toEqual([given]);
  });

  it("keeps the other half of a conflict, and leaves other rules alone", () => {
    const related = [{ message: "the other", path: ["vips", 1] }];
    const other = finding("strict", "warning");
    expect(apply([setting("style", "info")], finding("style", "warning", { related }), other)).toEqual([
      finding("style", "info", { related: [...related, made("info", "style")] }),
      other,
    ]);
  });
});

describe("a rule that is off", () => {
  const off = (hides: string, related: readonly object[], fix = "take the entry out when the reason is gone") => ({
    code: "rule-off",
    severity: "info",
    message: `style is off here and hides ${hides}: we know`,
    path: ["rules", "style"],
    part: "key",
    related,
    why: "we know",
    fix,
  });

  it("says what it hides, and where", () => {
    const hidden = { message: "hidden: style is broken", path: ["vips", 0] };
    expect(apply([setting("style", "off")], finding("style", "warning"))).toEqual([off("1 finding", [hidden])]);
    expect(apply([setting("style", "off")], finding("style", "warning"), finding("strict"), finding("style", "error"))).toEqual([
      finding("strict"),
      off("2 findings", [hidden, hidden]),
    ]);
  });

  it("keeps which half of a field the hidden finding is about", () => {
    const hidden = { message: "hidden: style is broken", path: ["vips", 0], part: "key" };
    expect(apply([setting("style", "off")], finding("style", "warning", { part: "key" }))).toEqual([off("1 finding", [hidden])]);
  });

  it("says that it hides nothing: an entry that is not needed any more is seen", () => {
    expect(apply([setting("style", "off")])).toEqual([off("nothing", [], "take the entry out")]);
  });
});

describe("what cannot be changed", () => {
  const guards = (id: string, said: string) => ({
    code: "rule-guards-safety",
    message: `"${id}" guards safety, and cannot be ${said}`,
    path: ["rules", id, "severity"],
    why: `the reason for ${id}`,
    fix: "take the entry out, and mend what the rule reports",
  });
  it.each<[string, RuleSeverity, string]>([
    ["safe", "off", "switched off"],
    ["safe", "info", "lowered to info"],
    ["safe", "warning", "lowered to warning"],
    ["safe-hint", "off", "switched off"],
  ])("%s: %s", (id, severity, said) => {
    expect(apply([setting(id, severity)], finding(id))).toEqual([guards(id, said), finding(id)]);
  });

  it.each(["field-unknown", "yaml-tag"])("what is no rule: %s, not even to what it is", (id) => {
    expect(apply([setting(id, "error")])).toEqual([
      {
        code: "rule-guards-safety",
        message: `"${id}" is no rule that a document can change`,
        path: ["rules", id],
        part: "key",
        why: "it holds for every document: without it the rest could not be read, or be relied on",
        fix: "take the entry out",
      },
    ]);
  });

  it.each([
    ["stile", [{ message: 'did you mean "style"?', path: null }], "style: …"],
    ["toString", [], "an id that edgewright rule lists"],
  ])("a rule that there is not: %s", (id, related, fix) => {
    expect(apply([setting(id, "off")], finding("style", "warning"))).toEqual([
      {
        code: "rule-unknown",
        message: `there is no rule "${id}"`,
        path: ["rules", id],
        part: "key",
        related,
        why: "a setting of a rule that is not there changes nothing, and is believed to",
        fix,
      },
      finding("style", "warning"),
    ]);
  });

  it("one that is refused takes nothing from the others", () => {
    expect(apply([setting("safe", "off"), setting("style", "info")], finding("style", "warning")).map(({ code }) => code)).toEqual([
      "rule-guards-safety",
      "style",
    ]);
  });
});

describe("what the rules on files found", () => {
  const source = {
    file: "edge.yaml",
    text: null,
    locate: (path: Path, part?: Part) => ({ file: "edge.yaml", line: path.length, column: part === "key" ? 1 : 9, length: 1 }),
  };
  const inFile: Pick<Diagnostic, "path" | "source" | "related" | "why" | "fix"> = {
    path: [],
    source: { file: "hapxy1/haproxy.cfg", line: 3, column: 5, length: 4 },
    related: [],
    why: "because",
    fix: "mend it",
  };
  const found = (code: string, severity: Severity): Diagnostic => ({ code, severity, message: `${code} is broken`, ...inFile });
  const place = { file: "edge.yaml", line: 2, column: 1, length: 1 };
  const made = (severity: Severity, id: string) => ({ message: `made ${severity} here: we know`, path: ["rules", id], source: place });

  it("stays as it is without a setting of its own", () => {
    const all = [found("file-style", "warning"), found("other", "error")];
    expect(applyToFiles([setting("style", "off")], laws, all, source)).toEqual(all);
  });

  it.each<[string, RuleSeverity, Severity, Severity]>([
    ["file-style", "info", "warning", "info"],
    ["file-style", "error", "warning", "error"],
    ["file-safe", "error", "warning", "error"],
    ["style", "info", "warning", "info"],
  ])("%s made %s: a finding of severity %s is of severity %s", (id, severity, before, after) => {
    expect(applyToFiles([setting(id, severity)], laws, [found(id, before)], source)).toEqual([
      { ...found(id, after), related: [made(after, id)] },
    ]);
  });

  it.each<[string, RuleSeverity, Severity]>([
    ["file-style", "warning", "warning"],
    ["file-safe", "error", "error"],
    ["file-safe", "warning", "error"],
    ["unheard-of", "info", "error"],
  ])("%s made %s: a finding of severity %s stays", (id, severity, before) => {
    expect(applyToFiles([setting(id, severity)], laws, [found(id, before)], source)).toEqual([found(id, before)]);
  });

  it("is hidden where its rule is off, and the entry says so; what a document breaks too is told by the document's own findings", () => {
    const off = (hidden: readonly string[]) => ({
      code: "rule-off",
      severity: "info",
      message: `file-style is off here and hides ${hidden.length === 0 ? "nothing" : "1 finding"}: we know`,
      path: ["rules", "file-style"],
      source: place,
      related: hidden.map((message) => ({ message: `hidden: ${message}`, path: [], source: null })),
      why: "we know",
      fix: hidden.length === 0 ? "take the entry out" : "take the entry out when the reason is gone",
    });
    const other = found("other", "error");
    const settings = [setting("style", "off"), setting("file-style", "off")];
    expect(applyToFiles(settings, laws, [found("style", "warning"), other], source)).toEqual([other, off([])]);
    expect(applyToFiles(settings, laws, [found("file-style", "warning"), other], source)).toEqual([other, off(["file-style is broken"])]);
  });

  it("a rule on files can be named, and one that guards safety is refused like any other; neither says anything of the document", () => {
    const told = (settings: readonly PlanRuleSetting[]) =>
      applyRuleSettings(settings, laws, []).map(({ code, message }) => `${code}: ${message}`);
    expect(told([setting("file-style", "off")])).toEqual([]);
    expect(told([setting("file-safe", "off")])).toEqual(['rule-guards-safety: "file-safe" guards safety, and cannot be switched off']);
    expect(told([setting("file-stile", "off")])).toEqual(['rule-unknown: there is no rule "file-stile"']);
  });
});
