/**
 * The template compiler: `@edgewright/core/template`.
 *
 * A template is text of a target's language with loops and holes, in a part of Nunjucks that a check can follow. Every name in it is a
 * member of its view, and every hole prints a number, text that the renderer's `quote.ts` made, or a word that is known when it is compiled.
 * What is built in is compiled when the packages are built; this module is loaded for templates of one's own.
 */
import { precompileTemplate, type TemplateProblems, type TemplateSource } from "./precompile.js";
import type { CompiledRoot } from "./runtime.js";
import { precompiled, type Template } from "./template.js";

export { type GeneratedTemplate, generateModule } from "./generate.js";
export { checkTemplate, precompileTemplate, type TemplateProblems, type TemplateSource } from "./precompile.js";
export { formatProblem, type TemplateProblem, type TemplateProblemCode } from "./problems.js";

/** Checks and compiles a template while the program runs: an override, or the template of a renderer that is not precompiled. */
export function compileTemplate<View>(source: TemplateSource): { readonly ok: true; readonly template: Template<View> } | TemplateProblems {
  const result = precompileTemplate(source);
  if (!result.ok) return result;
  return { ok: true, template: precompiled<View>({ name: source.name, schema: source.schema, root: evaluate(result.code) }) };
}

/** Runs code that `codeOf` wrote, of a template that passed the check. `Function` has no types: the form of the code is asserted there. */
function evaluate(code: string): CompiledRoot {
  const make = new Function(`"use strict"; return ${code};`);
  return make();
}
