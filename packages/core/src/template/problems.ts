/**
 * What can be wrong with a template.
 *
 * - `template-syntax`: the text is no Nunjucks template.
 * - `template-forbidden`: Nunjucks, but outside the part of it that templates are written in.
 * - `template-unknown-name`: neither the view nor the template has this name.
 * - `template-unknown-filter`: no such filter.
 * - `template-invalid-name`: a name that the template gives is taken, reserved, or no plain identifier.
 * - `template-unquoted-hole`: a hole prints a string that `quote.ts` did not make.
 * - `template-unprintable`: a hole prints a boolean, a list or an object.
 * - `template-nullable`: something is used that may be absent here.
 * - `template-condition`: a condition is always true, or says something else than it seems to.
 * - `template-type`: an operator, a filter, a loop or a macro gets what it cannot work with.
 */
export type TemplateProblemCode =
  | "template-syntax"
  | "template-forbidden"
  | "template-unknown-name"
  | "template-unknown-filter"
  | "template-invalid-name"
  | "template-unquoted-hole"
  | "template-unprintable"
  | "template-nullable"
  | "template-condition"
  | "template-type";

/** One thing that is wrong with a template. Line and column count from 1, `length` in UTF-16 code units, at least 1. */
export interface TemplateProblem {
  readonly code: TemplateProblemCode;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  /** A few words for beside the caret, such as `did you mean "port"?`; null where there is nothing to add. */
  readonly hint: string | null;
  /** What to write instead. */
  readonly fix: string;
}

/** A problem before its place is known. */
export interface Fault {
  readonly code: TemplateProblemCode;
  readonly message: string;
  readonly hint?: string | null;
  readonly fix: string;
}

/** A place in a template, from 1, and how much of the line it takes: 1 where that is not known. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** Collects the problems of one template. A macro's body is checked for each call, so one mistake may be found twice: it is kept once. */
export class Problems {
  readonly #file: string;
  readonly #lines: readonly string[];
  readonly #found = new Map<string, TemplateProblem>();

  constructor(file: string, text: string) {
    this.#file = file;
    this.#lines = text.split("\n");
  }

  add(place: Place, { code, message, hint = null, fix }: Fault): void {
    const key = `${place.line}:${place.column}:${code}`;
    if (this.#found.has(key)) return;
    const { line } = place;
    const shown = this.#lines[line - 1] ?? "";
    // Nunjucks' lexer may stand beyond the end of the text.
    const column = Math.min(place.column, shown.length + 1);
    // A tag's place is that of its first word.
    const length = place.length > 1 ? place.length : (/^\w+/.exec(shown.slice(column - 1))?.[0].length ?? 1);
    this.#found.set(key, { code, message, file: this.#file, line, column, length, hint, fix });
  }

  /** In the order of the text. */
  list(): readonly TemplateProblem[] {
    return [...this.#found.values()].sort((a, b) => a.line - b.line || a.column - b.column);
  }
}

/** What a person sees of a line around the place that a problem is about. */
const shownBefore = 60;
const shownAfter = 80;

/** The problem as a person sees it: what and where, the line with a caret under the place, what to do. `text` is the template's. */
export function formatProblem(problem: TemplateProblem, text: string): string {
  const line = visible((text.split("\n")[problem.line - 1] ?? "").replace(/\r$/, ""));
  const number = String(problem.line);
  const before = line.slice(Math.max(0, problem.column - 1 - shownBefore), problem.column - 1);
  const after = line.slice(problem.column - 1, problem.column - 1 + shownAfter);
  const cut = before.length < problem.column - 1 ? "… " : "";
  const caret = "^".repeat(Math.max(1, Math.min(problem.length, after.length)));
  const hint = problem.hint === null ? "" : ` ${visible(problem.hint)}`;
  return [
    `${problem.file}:${problem.line}:${problem.column} error ${problem.code}: ${visible(problem.message)}`,
    `${number} | ${cut}${before}${after}`,
    `${" ".repeat(number.length)} | ${(cut + before).replace(/[^\t]/g, " ")}${caret}${hint}`,
    `fix: ${visible(problem.fix)}`,
  ].join("\n");
}

/** A template is someone's file: what it holds must not steer the terminal that shows it. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, (character) => (character === "\t" ? character : "\ufffd"));
}
