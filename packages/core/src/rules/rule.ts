import type { Finding, Part, Path, Severity } from "../diagnostics/diagnostic.js";
import type { Plan } from "../resolve/plan.js";

/** What a rule found: the rest of the diagnostic is the rule's own metadata. */
export interface Violation {
  readonly message: string;
  readonly path: Path;
  readonly part?: Part;
  readonly related?: NonNullable<Finding["related"]>;
  readonly fix?: string;
  readonly severity?: Severity;
}

/**
 * A law, with everything that its page says. `edgewright rule ID` prints it, and a test runs its examples.
 * The examples are top-level fields that replace those of the smallest document, or, of a rule on files, changes of what it renders (`--- FILE`).
 */
export interface RulePage {
  readonly id: string;
  /** One sentence that states the law. */
  readonly law: string;
  /** What happens to people when it is broken. */
  readonly why: string;
  /** Where the law comes from: an RFC's section, a manual's chapter, a trial. */
  readonly source: string;
  readonly severity: Severity;
  /**
   * Whether the law guards safety: broken, a VIP is lost or held twice, a daemon refuses its file, or a value stands where it can do harm.
   * Such a law cannot be switched off or lowered by a document; any other can, with a reason.
   */
  readonly safety: boolean;
  readonly breaks: string;
  readonly keeps: string;
  readonly fix: string;
}

/** A law that is checked on the plan. Rules read and report; they change nothing. */
export interface Rule extends RulePage {
  readonly check: (plan: Plan, report: (violation: Violation) => void) => void;
}

/** Where one of several addresses stands: alone it is the field's value, else an item of its list. */
export const addressPlace = (path: Path, index: number, addresses: readonly unknown[]): Path =>
  addresses.length > 1 ? [...path, "address", index] : [...path, "address"];

/** Runs rules in their order. */
export function checkRules(rules: readonly Rule[], plan: Plan): readonly Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules) {
    rule.check(plan, (violation) => findings.push({ code: rule.id, severity: rule.severity, why: rule.why, fix: rule.fix, ...violation }));
  }
  return findings;
}

/** Calls back for each entry whose key an earlier entry has, with the earlier one. */
export function findTwice<T>(entries: readonly T[], keyOf: (entry: T) => string, found: (again: T, first: T) => void): void {
  const seen = new Map<string, T>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, entry);
    else found(entry, first);
  }
}
