import type { z } from "zod";

type UnionIssue = Extract<z.core.$ZodIssue, { code: "invalid_union" }>;
type Issues = readonly z.core.$ZodIssue[];

const refusesRoot = (issues: Issues): boolean => issues.some((each) => each.code === "invalid_type" && each.path.length === 0);
const refusesWord = (issues: Issues): boolean => issues.some((each) => each.code === "invalid_value" && each.path.length <= 1);

const faults = (issues: Issues): number =>
  issues.reduce((sum, each) => sum + (each.code === "unrecognized_keys" ? each.keys.length : 1), 0);

/** Of a union's branches, the one that the value was meant for: not of another kind, not of another discriminator, with the fewest faults. */
export function likelyBranch(issue: UnionIssue): Issues | null {
  const ofKind = issue.errors.filter((issues) => !refusesRoot(issues));
  const ofWord = ofKind.filter((issues) => !refusesWord(issues));
  const candidates = ofWord.length > 0 ? ofWord : ofKind;
  return candidates.reduce<Issues | null>((best, issues) => (best === null || faults(issues) < faults(best) ? issues : best), null);
}

/** The kinds that the branches want of the value itself. */
export const wantedKinds = (issue: UnionIssue): readonly string[] =>
  issue.errors.flatMap((issues) =>
    issues.flatMap((each) => (each.code === "invalid_type" && each.path.length === 0 ? [each.expected] : [])),
  );

/** What the branches that want another kind say of the value in words of their own. */
export const rootMessages = (issue: UnionIssue): readonly string[] =>
  issue.errors.flatMap((issues) =>
    issues.flatMap((each) => (each.code === "invalid_type" && each.path.length === 0 ? [each.message] : [])),
  );

/** The fields that the other branches know: one of them stands in for what this branch has. */
export const fieldsElsewhere = (
  issue: UnionIssue,
  branch: Issues,
  knownFields: (message: string) => readonly string[],
): readonly string[] =>
  issue.errors
    .filter((issues) => issues !== branch)
    .flatMap((issues) =>
      issues.flatMap((each) => (each.code === "unrecognized_keys" && each.path.length === 0 ? knownFields(each.message) : [])),
    );
