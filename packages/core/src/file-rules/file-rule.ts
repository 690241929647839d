import type { Diagnostic, Severity, SourceSpan } from "../diagnostics/diagnostic.js";
import { sortDiagnostics } from "../diagnostics/sort.js";
import type { EdgeFiles } from "../files/edge-files.js";
import type { RulePage } from "../rules/rule.js";

/** What a rule found in a file: the rest of the diagnostic is the rule's own page. */
export interface FileViolation {
  readonly message: string;
  readonly at: SourceSpan;
  /** Another place that it speaks of: the other half, mostly in the other machine's file. */
  readonly related?: readonly { readonly message: string; readonly at: SourceSpan | null }[];
  readonly fix?: string;
  readonly severity?: Severity;
}

/**
 * A law that is checked on the files of both machines, whoever wrote them. Its page's examples are changed lines of what the smallest document renders:
 * `--- FILE`, then lines as they stand (a blank before them), lines that go (`-`) and lines that come (`+`).
 */
export interface FileRule extends RulePage {
  readonly check: (files: EdgeFiles, report: (violation: FileViolation) => void) => void;
  /** Why the law could not be judged on these files: a sentence for each thing that is not there. None where it was judged. */
  readonly unjudged?: (files: EdgeFiles) => readonly string[];
}

/** Runs rules on files; the diagnostics come in the order of the files. */
export function checkFiles(rules: readonly FileRule[], files: EdgeFiles): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const { id, severity, why, fix, check } of rules) {
    check(files, ({ message, at, related = [], ...own }) => {
      const others = related.map((each) => ({ message: each.message, path: [], source: each.at }));
      diagnostics.push({ code: id, severity, why, fix, ...own, message, path: [], source: at, related: others });
    });
  }
  return sortDiagnostics(diagnostics);
}
