import type { Diagnostic, Path, SourceSpan } from "../diagnostics/diagnostic.js";
import type { LineIndex } from "../diagnostics/lines.js";
import { type DocumentCode, documentCodes } from "./codes.js";

/** A part of the text, as offsets in UTF-16 code units; `end` is behind it. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What the readers find wrong, placed by offsets: lines are counted only when there is something to report. */
export interface Problem extends Range {
  readonly code: DocumentCode;
  readonly message: string;
  readonly path: Path;
  readonly fix: string;
  readonly related?: readonly (Range & { readonly message: string; readonly path: Path })[];
}

/** Ends the reading of a text that has no value. Thrown by the readers and caught by `loadText`, nowhere else. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

export function spanOf(file: string, lines: LineIndex, { start, end }: Range): SourceSpan {
  return { file, ...lines.placeOf(start), length: Math.max(1, end - start) };
}

/** Messages quote the text, of which a single word may be megabytes long. */
const LONGEST = 300;

function clip(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

export function diagnosticOf(problem: Problem, file: string, lines: LineIndex): Diagnostic {
  const { code, message, path, fix, related = [] } = problem;
  return {
    code,
    severity: "error",
    message: clip(message),
    path,
    source: spanOf(file, lines, problem),
    related: related.map((other) => ({ message: clip(other.message), path: other.path, source: spanOf(file, lines, other) })),
    why: documentCodes[code],
    fix: clip(fix),
  };
}
