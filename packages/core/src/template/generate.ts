import { isIdentifier } from "./ast.js";
import { precompileTemplate, type TemplateProblems, type TemplateSource } from "./precompile.js";
import type { TemplateProblem } from "./problems.js";

/** A template of a package, and how the generated module exports it. */
export interface GeneratedTemplate extends TemplateSource {
  readonly exportName: string;
  /** The name of the view's type in the view's module. */
  readonly viewType: string;
}

/**
 * The TypeScript module that holds a package's compiled templates, each exported as `Template<ViewType>`.
 * `viewModule` is where the views' types are imported from, as the generated module must write it: `../view.js`.
 * The compiler's code is plain JavaScript, hence `@ts-nocheck`; the annotation of each export is what importers see.
 */
export function generateModule(
  templates: readonly GeneratedTemplate[],
  viewModule: string,
): { readonly ok: true; readonly code: string } | TemplateProblems {
  const problems: TemplateProblem[] = [];
  const exports: string[] = [];
  for (const template of templates) {
    const result = precompileTemplate(template);
    if (result.ok) exports.push(exportOf(template, result.code));
    else problems.push(...result.problems);
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, code: [header(templates, viewModule), ...exports].join("\n") };
}

function header(templates: readonly GeneratedTemplate[], viewModule: string): string {
  const types = [...new Set(templates.map(({ viewType }) => identifier(viewType)))].sort();
  return [
    "// Generated from the templates by the template compiler. Do not edit: change the .njk file and build again.",
    "// @ts-nocheck",
    'import { precompiled, type Template } from "@edgewright/core";',
    `import type { ${types.join(", ")} } from ${JSON.stringify(viewModule)};`,
    "",
  ].join("\n");
}

function exportOf({ name, exportName, viewType, schema }: GeneratedTemplate, code: string): string {
  return [
    `export const ${identifier(exportName)}: Template<${identifier(viewType)}> = precompiled({`,
    `  name: ${JSON.stringify(name)},`,
    `  schema: ${JSON.stringify(schema)},`,
    `  root: ${code},`,
    "});",
    "",
  ].join("\n");
}

function identifier(name: string): string {
  if (isIdentifier(name)) return name;
  throw new Error(`${JSON.stringify(name)} is no identifier.`);
}
