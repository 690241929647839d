import { describe, expect, it } from "vitest";
import type { Finding, Severity } from "../diagnostics/diagnostic.js";
import type { RuleSeverity } from "../model/rule-settings.js";
import type { PlanRuleSetting } from "../resolve/plan.js";
import type { RulePage } from "./rule.js";
import { applyRuleSettings, type Laws } from "./rule-settings.js";

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
