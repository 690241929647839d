import type { Diagnostic, Severity, SourceSpan } from "../diagnostics/diagnostic.js";
import { sortDiagnostics } from "../diagnostics/sort.js";
import type { EdgeFiles } from "../files/edge-files.js";
import type { Gaps } from "../files/text.js";
import type { RulePage } from "../rules/rule.js";

/** What a rule found in a file: the rest of the diagnostic is the rule's own page. */
export interface FileViolation {
  readonly message: string;
  readonly at: SourceSpan;
  /** Another place that it speaks of: the other half, mostly in the other machine's file. */
  readonly related?: readonly { readonly message: string; readonly at: SourceSpan | null }[];
  readonly fix?: string;
  readonly severity?: Severity;
  /** Something is not there: what is not read may bring it. */
  readonly isLack?: boolean;
}

/**
 * A law that is checked on the files of both machines, whoever wrote them. Its page's examples are changed lines of what the smallest document renders:
 * `--- FILE`, then lines as they stand (a blank before them), lines that go (`-`) and lines that come (`+`).
 */
export interface FileRule extends RulePage {
  readonly check: (files: EdgeFiles, report: (violation: FileViolation) => void) => void;
  /** It speaks of the unread parts themselves. */
  readonly tellsGaps?: true;
  /** Why the law could not be judged on these files: a sentence for each thing that is not there. None where it was judged. */
  readonly unjudged?: (files: EdgeFiles) => readonly string[];
}

/** What the files' unread parts leave open, by the files' names. */
function gapsOf({ machines }: EdgeFiles): ReadonlyMap<string, Gaps> {
  const files = machines.flatMap(({ haproxy, keepalived }) => [haproxy, keepalived]);
  return new Map(files.flatMap((file) => (file === null || file.gaps.unread.size === 0 ? [] : [[file.name, file.gaps]])));
}

const baseName = (name: string): string => name.slice(name.lastIndexOf("/") + 1);

/** Whether a violation is sure, may be mended by what was not read, or says nothing: its place was not understood, which is told by itself. */
function surenessOf({ at, related = [], isLack = false }: FileViolation, gaps: ReadonlyMap<string, Gaps>): "sure" | "open" | "none" {
  const places = [at, ...related.flatMap((each) => each.at ?? [])];
  if (places.some(({ file, line }) => gaps.get(file)?.unread.has(line) === true)) return "none";
  const brings = [...gaps.keys()].some((name) => isLack && baseName(name) === baseName(at.file));
  return brings || places.some(({ file, line }) => gaps.get(file)?.open.has(line) === true) ? "open" : "sure";
}

/** Runs rules on files; the diagnostics come in the order of the files. What an unread line may mend is no error. */
export function checkFiles(rules: readonly FileRule[], files: EdgeFiles): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const gaps = gapsOf(files);
  for (const rule of rules) {
    const { id, severity: usual, why, fix, check } = rule;
    check(files, (violation) => {
      const { isLack, related = [], severity = usual, message, at, ...own } = violation;
      const sureness = rule.tellsGaps === true ? "sure" : surenessOf(violation, gaps);
      if (sureness === "none") return;
      const open = sureness === "open" && severity === "error";
      const others = related.map((each) => ({ message: each.message, path: [], source: each.at }));
      diagnostics.push({
        code: id,
        why,
        fix,
        ...own,
        severity: open ? "warning" : severity,
        message: open ? `${message} (as far as the file was read)` : message,
        path: [],
        source: at,
        related: others,
      });
    });
  }
  return sortDiagnostics(diagnostics);
}
