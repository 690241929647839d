import type { Plan } from "../resolve/plan.js";
import type { Rule, RulePage } from "../rules/rule.js";
import type { Template } from "../template/template.js";

/** A file as a renderer makes it. */
export interface DraftFile {
  /** Relative to the output folder, with forward slashes: `hapxy1/haproxy.cfg`. */
  readonly path: string;
  readonly text: string;
  /** POSIX permissions. A file that holds a secret has 0o640. */
  readonly mode: number;
}

/** A file of the result. */
export interface RenderedFile extends DraftFile {
  /** The text with `<secret NAME>` where a secret stands; the same as `text` where there is none. What a person is shown. */
  readonly redacted: string;
}

/** Prints a view by a template, or by the user's own template of the same name. */
export type Print = <View>(template: Template<View>, view: View) => string;

/**
 * One target language. A renderer decides in code (`lower/`), and its templates hold the target's text.
 * One that somebody else wrote is used in the same way as the built-in ones.
 */
export interface Renderer {
  readonly name: string;
  /** Laws of this target, checked after core's. */
  readonly rules: readonly Rule[];
  /** Pages of what the renderer reports beside its rules. */
  readonly pages: readonly RulePage[];
  /** Templates that a user may override, by name. */
  readonly templates: readonly Template<never>[];
  /** The files of a plan without errors. Pure: the same plan gives the same files. */
  readonly render: (plan: Plan, print: Print) => readonly DraftFile[];
}
