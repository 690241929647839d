/** Where a value stands in a document: the keys and indices that lead to it, from the root. */
export type Path = readonly (string | number)[];

/** `error` stops the rendering; `warning` and `info` are shown and nothing more. */
export type Severity = "error" | "warning" | "info";

/** A place in a source text. Line and column count from 1, as editors do; `length` is in UTF-16 code units, at least 1. */
export interface SourceSpan {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** Which half of `key: value` a diagnostic is about: a misspelt field is about its key. */
export type Part = "key" | "value";

/** Another place that a diagnostic speaks of: the other half of a conflict, or what a misspelt name was meant to be. */
export interface Related {
  readonly message: string;
  readonly path: Path;
  readonly source: SourceSpan | null;
}

/**
 * One thing that is wrong with a document, in the form that people and machines both get.
 * `code` is the id of a rule or of a structural check; `edgewright rule CODE` prints its page.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly path: Path;
  readonly source: SourceSpan | null;
  readonly related: readonly Related[];
  readonly why: string;
  /** What to write instead, as a line of the document where that can be said, else as a sentence. */
  readonly fix: string;
}

export type ScalarKind = "string" | "number" | "boolean";

/** Finds the place of a path. A document that has no text (an object made by a program) has none. */
export interface SourceMap {
  /** The name that diagnostics give to this source: a file's path, or `-` for standard input. */
  readonly file: string;
  /** The text, for frames; null where there is none. */
  readonly text: string | null;
  locate(path: Path, part?: Part): SourceSpan | null;
  /** Says why a scalar is not of the kind that is wanted (an unquoted version is a number, "80" is a text), with the line as the fix; null where nothing is strange. */
  explain?(path: Path, value: unknown, wanted: ScalarKind): { readonly message: string; readonly fix: string } | null;
}

/** Another place before it is looked up. */
export interface FoundRelated {
  readonly message: string;
  /** A null path is a remark that has no place. */
  readonly path: Path | null;
  readonly part?: Part;
  /** The other document, where the place is in another one than the finding. */
  readonly source?: SourceMap;
}

/** What a check says before the place is looked up. */
export interface Finding {
  readonly code: string;
  readonly severity?: Severity;
  readonly message: string;
  readonly path: Path;
  readonly part?: Part;
  readonly related?: readonly FoundRelated[];
  readonly why: string;
  readonly fix: string;
}

/** The source map of a document that has no text. */
export const noSource: SourceMap = { file: "document", text: null, locate: () => null };

/** Turns a finding into a diagnostic: the places are looked up only here, once something is wrong. */
export function locateFinding(finding: Finding, source: SourceMap): Diagnostic {
  return {
    code: finding.code,
    severity: finding.severity ?? "error",
    message: finding.message,
    path: finding.path,
    source: source.locate(finding.path, finding.part),
    related: (finding.related ?? []).map(({ message, path, part, source: other = source }) => ({
      message,
      path: path ?? [],
      source: path === null ? null : other.locate(path, part),
    })),
    why: finding.why,
    fix: finding.fix,
  };
}
