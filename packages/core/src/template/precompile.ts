import compiler from "nunjucks/src/compiler.js";
import type { List } from "nunjucks/src/nodes.js";
import { checkStatements } from "./check-statement.js";
import { parseText } from "./parse.js";
import { Problems, type TemplateProblem } from "./problems.js";
import { Reader } from "./read.js";
import { type ObjectOption, shapeOf } from "./shape.js";
import type { ViewSchema } from "./template.js";

/** A template's text, and what it is checked against. */
export interface TemplateSource {
  /** The name by which an override replaces it: `haproxy.cfg` for `haproxy.cfg.njk`. */
  readonly name: string;
  /** What problems call the file. */
  readonly file: string;
  readonly text: string;
  /** `z.toJSONSchema(view, { target: "draft-2020-12" })`. */
  readonly schema: ViewSchema;
}

export interface TemplateProblems {
  readonly ok: false;
  /** At least one, in the order of the text. */
  readonly problems: readonly TemplateProblem[];
}

/**
 * Everything that is wrong with a template, in the order of its text; empty when it can be compiled.
 * Where the text cannot be parsed that is the only problem told.
 * @throws Error when the schema is not that of an object.
 */
export function checkTemplate(source: TemplateSource): readonly TemplateProblem[] {
  return check(source).problems;
}

/** Checks and compiles a template into the source of a JavaScript function expression, the `root` of a generated module. */
export function precompileTemplate(source: TemplateSource): { readonly ok: true; readonly code: string } | TemplateProblems {
  const { tree, problems } = check(source);
  if (tree === null || problems.length > 0) return { ok: false, problems };
  return { ok: true, code: codeOf(tree, source.name) };
}

function check({ file, text, schema }: TemplateSource): { readonly tree: List | null; readonly problems: readonly TemplateProblem[] } {
  const problems = new Problems(file, text);
  const tree = parseText(text, problems);
  if (tree !== null) checkStatements(new Reader(problems).statements(tree), viewOption(schema), problems);
  return { tree, problems: problems.list() };
}

function viewOption(schema: ViewSchema): ObjectOption {
  const [view, ...others] = shapeOf(schema, schema);
  if (view?.kind === "object" && others.length === 0) return view;
  throw new Error("The JSON Schema of a view must be that of an object.");
}

const afterRoot = "return {\nroot: root\n};\n";

/** The code of the tree that was checked: the text is not parsed a second time, so nothing else can be compiled. */
function codeOf(tree: List, name: string): string {
  const compilation = new compiler.Compiler(name, true);
  compilation.compile(tree);
  const code = compilation.getCode();
  if (!code.startsWith("function root(") || !code.endsWith(afterRoot))
    throw new Error("Nunjucks' compiler wrote a module of an unknown form.");
  return code.slice(0, -afterRoot.length).trimEnd();
}
