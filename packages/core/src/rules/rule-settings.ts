import type { Finding } from "../diagnostics/diagnostic.js";
import { suggest } from "../diagnostics/suggest.js";
import { documentCodes } from "../load/codes.js";
import type { RuleSeverity } from "../model/rule-settings.js";
import type { PlanRuleSetting } from "../resolve/plan.js";
import type { RulePage } from "./rule.js";

/** What a document may speak of: the rules that are checked on it, and the pages of everything else that is reported. */
export interface Laws<Law extends RulePage = RulePage> {
  readonly rules: readonly Law[];
  readonly pages: readonly RulePage[];
}

const rank: Readonly<Record<RuleSeverity, number>> = { off: 0, info: 1, warning: 2, error: 3 };
const severityOf = (finding: Finding): "info" | "warning" | "error" => finding.severity ?? "error";

function unknownRule({ id, path }: PlanRuleSetting, { rules }: Laws): Finding {
  const meant = suggest(
    id,
    rules.map((rule) => rule.id),
  );
  return {
    code: "rule-unknown",
    message: `there is no rule "${id}"`,
    path,
    part: "key",
    related: meant === null ? [] : [{ message: `did you mean "${meant}"?`, path: null }],
    why: "a setting of a rule that is not there changes nothing, and is believed to",
    fix: meant === null ? "an id that edgewright rule lists" : `${meant}: …`,
  };
}

function fixedForm({ id, path }: PlanRuleSetting): Finding {
  return {
    code: "rule-guards-safety",
    message: `"${id}" is no rule that a document can change`,
    path,
    part: "key",
    why: "it holds for every document: without it the rest could not be read, or be relied on",
    fix: "take the entry out",
  };
}

function guardsSafety({ id, severity, path }: PlanRuleSetting, why: string): Finding {
  return {
    code: "rule-guards-safety",
    message: `"${id}" guards safety, and cannot be ${severity === "off" ? "switched off" : `lowered to ${severity}`}`,
    path: [...path, "severity"],
    why,
    fix: "take the entry out, and mend what the rule reports",
  };
}

/** What is wrong with a setting; null where it holds. */
function refuse(setting: PlanRuleSetting, laws: Laws): Finding | null {
  const rule = laws.rules.find(({ id }) => id === setting.id);
  if (rule !== undefined) return rule.safety && rank[setting.severity] < rank[rule.severity] ? guardsSafety(setting, rule.why) : null;
  const isForm = Object.hasOwn(documentCodes, setting.id) || laws.pages.some(({ id }) => id === setting.id);
  return isForm ? fixedForm(setting) : unknownRule(setting, laws);
}

function change(finding: Finding, { severity, reason, path }: PlanRuleSetting, isSafety: boolean): Finding {
  const before = severityOf(finding);
  // A rule that guards safety may have findings of several severities, and none of them is lowered.
  if (severity === "off" || severity === before || (isSafety && rank[severity] < rank[before])) return finding;
  const related = [...(finding.related ?? []), { message: `made ${severity} here: ${reason}`, path, part: "key" as const }];
  return { ...finding, severity, related };
}

/** Everything that is hidden is named in one place: by the entry that hides it. */
function ruleOff({ id, reason, path }: PlanRuleSetting, hidden: readonly Finding[]): Finding {
  const count = hidden.length === 1 ? "1 finding" : `${hidden.length} findings`;
  return {
    code: "rule-off",
    severity: "info",
    message: `${id} is off here and hides ${hidden.length === 0 ? "nothing" : count}: ${reason}`,
    path,
    part: "key",
    related: hidden.map(({ message, path: place, part }) => ({ message: `hidden: ${message}`, path: place, ...(part && { part }) })),
    why: reason,
    fix: hidden.length === 0 ? "take the entry out" : "take the entry out when the reason is gone",
  };
}

/**
 * What the rules found, as the document's `rules` has it: severities changed, findings of a rule that is off hidden behind one that says so.
 * Settings that cannot be are findings of their own, and change nothing.
 */
export function applyRuleSettings(settings: readonly PlanRuleSetting[], laws: Laws, findings: readonly Finding[]): readonly Finding[] {
  const refused = new Map(settings.map((setting) => [setting, refuse(setting, laws)]));
  const sound = new Map(settings.filter((setting) => refused.get(setting) === null).map((setting) => [setting.id, setting]));
  const isSafety = new Set(laws.rules.filter(({ safety }) => safety).map(({ id }) => id));
  const off = new Map([...sound.values()].filter(({ severity }) => severity === "off").map((setting) => [setting.id, [] as Finding[]]));
  const shown = findings.flatMap((finding) => {
    const hidden = off.get(finding.code);
    const setting = sound.get(finding.code);
    if (hidden !== undefined) hidden.push(finding);
    return hidden !== undefined ? [] : setting === undefined ? [finding] : [change(finding, setting, isSafety.has(finding.code))];
  });
  const said = [...sound.values()].flatMap((setting) => {
    const hidden = off.get(setting.id);
    return hidden === undefined ? [] : [ruleOff(setting, hidden)];
  });
  return [...[...refused.values()].filter((finding) => finding !== null), ...shown, ...said];
}
