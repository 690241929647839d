import type { RulePage } from "@edgewright/core";

/** Whether and how a document changes a rule's severity: the same words on the page of the docs and of the command line. */
export interface Change {
  readonly says: string;
  /** The line that switches the rule off; null where none can. */
  readonly line: string | null;
}

/** A rule has a check of its own, which the document's `rules` can speak of; all else that is reported is what reading and proving say. */
const isRule = (page: RulePage): boolean => "check" in page;

/** A rule on files shows changed lines of what the smallest document renders. */
export const isOnFiles = (page: RulePage): boolean => page.breaks.startsWith("--- ");

/** Files that are checked alone have no document beside them that could say otherwise. */
const without = "`check DIR`, which has no document, always tells it";

export function changeOf(page: RulePage): Change {
  if (!isRule(page)) return { says: "It cannot be switched off: it is no rule that a document can change.", line: null };
  if (!page.safety)
    return {
      says: `A document can switch it off, or give it another severity, with a reason that is shown${isOnFiles(page) ? `, for what \`render\` writes; ${without}` : ""}:`,
      line: `rules: { ${page.id}: { severity: off, reason: "why it is right here" } }`,
    };
  const raised =
    page.severity === "error" ? "" : isOnFiles(page) ? `, and can raise it for what \`render\` writes; ${without}` : ", and can raise it";
  return { says: `It cannot be switched off: it guards safety. A document cannot lower it either${raised}.`, line: null };
}
