import {
  type Diagnostic,
  type Finding,
  locateFinding,
  type Part,
  type Path,
  type Severity,
  type SourceMap,
} from "../diagnostics/diagnostic.js";
import { suggest } from "../diagnostics/suggest.js";
import { documentCodes } from "../load/codes.js";
import type { RuleSeverity } from "../model/rule-settings.js";
import type { PlanRuleSetting } from "../resolve/plan.js";
import type { RulePage } from "./rule.js";

/** What a document may speak of: the rules that are checked on it, and the pages of everything else that is reported. */
export interface Laws<Law extends RulePage = RulePage> {
  readonly rules: readonly Law[];
  readonly pages: readonly RulePage[];
  /** Rules that are checked on the files, once there are any: `applyToFiles`. */
  readonly onFiles: readonly RulePage[];
}

const rank: Readonly<Record<RuleSeverity, number>> = { off: 0, info: 1, warning: 2, error: 3 };
const severityOf = (finding: Finding): Severity => finding.severity ?? "error";

function unknownRule({ id, path }: PlanRuleSetting, { rules, onFiles }: Laws): Finding {
  const meant = suggest(
    id,
    [...rules, ...onFiles].map((rule) => rule.id),
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

const lowersSafety = ({ severity }: PlanRuleSetting, rule: RulePage): boolean => rule.safety && rank[severity] < rank[rule.severity];

/** What is wrong with a setting; null where it holds. */
function refuse(setting: PlanRuleSetting, laws: Laws): Finding | null {
  const rule = [...laws.rules, ...laws.onFiles].find(({ id }) => id === setting.id);
  if (rule !== undefined) return lowersSafety(setting, rule) ? guardsSafety(setting, rule.why) : null;
  const isForm = Object.hasOwn(documentCodes, setting.id) || laws.pages.some(({ id }) => id === setting.id);
  return isForm ? fixedForm(setting) : unknownRule(setting, laws);
}

/** A rule that guards safety may have findings of several severities, and none of them is lowered. */
const stays = (before: Severity, after: Severity, isSafety: boolean): boolean =>
  isSafety ? rank[after] <= rank[before] : after === before;

/** The finding as the setting has it; none where its rule is off. */
function change(finding: Finding, { severity, reason, path }: PlanRuleSetting, isSafety: boolean): readonly Finding[] {
  if (severity === "off") return [];
  if (stays(severityOf(finding), severity, isSafety)) return [finding];
  const related = [...(finding.related ?? []), { message: `made ${severity} here: ${reason}`, path, part: "key" as const }];
  return [{ ...finding, severity, related }];
}

/** What a hidden finding is told by; a finding in a file has no path in the document. */
interface Hidden {
  readonly message: string;
  readonly path: Path | null;
  readonly part?: Part;
}

/** Everything that is hidden is named in one place: by the entry that hides it. */
function ruleOff({ id, reason, path }: PlanRuleSetting, hidden: readonly Hidden[]): Finding {
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
  const shown = findings.flatMap((finding) => {
    const setting = sound.get(finding.code);
    return setting === undefined ? [finding] : change(finding, setting, isSafety.has(finding.code));
  });
  const later = new Set(laws.onFiles.map(({ id }) => id));
  const off = [...sound.values()].filter(({ id, severity }) => severity === "off" && !later.has(id));
  const said = off.map((setting) =>
    ruleOff(
      setting,
      findings.filter(({ code }) => code === setting.id),
    ),
  );
  return [...[...refused.values()].filter((finding) => finding !== null), ...shown, ...said];
}

/** What the rules on files found in what was rendered, as the document's `rules` has it. The document is sound: its settings hold. */
export function applyToFiles(
  settings: readonly PlanRuleSetting[],
  laws: Laws,
  found: readonly Diagnostic[],
  source: SourceMap,
): readonly Diagnostic[] {
  const rules = new Map([...laws.rules, ...laws.onFiles].map((rule) => [rule.id, rule]));
  const settingOf = new Map(settings.map((setting) => [setting.id, setting]));
  const shown = found.flatMap((diagnostic) => {
    const setting = settingOf.get(diagnostic.code);
    const rule = rules.get(diagnostic.code);
    if (setting === undefined || rule === undefined) return [diagnostic];
    if (setting.severity === "off") return [];
    if (stays(diagnostic.severity, setting.severity, rule.safety)) return [diagnostic];
    const place = {
      message: `made ${setting.severity} here: ${setting.reason}`,
      path: setting.path,
      source: source.locate(setting.path, "key"),
    };
    return [{ ...diagnostic, severity: setting.severity, related: [...diagnostic.related, place] }];
  });
  const said = settings
    .filter(({ id, severity }) => severity === "off" && laws.onFiles.some((rule) => rule.id === id))
    .map((setting) =>
      ruleOff(
        setting,
        found.flatMap(({ code, message }) => (code === setting.id ? [{ message, path: null }] : [])),
      ),
    );
  return [...shown, ...said.map((finding) => locateFinding(finding, source))];
}
