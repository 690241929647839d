import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Diagnostic, Renderer, SourceMap, Template } from "@edgewright/core";
import { closest } from "./closest.js";
import { UsageError } from "./errors.js";
import { readInput } from "./files.js";

export interface LoadedTemplates {
  readonly templates: ReadonlyMap<string, Template<never>>;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly SourceMap[];
}

const none: LoadedTemplates = { templates: new Map(), diagnostics: [], sources: [] };
const suffix = ".njk";

async function templateFiles(dir: string): Promise<readonly string[]> {
  try {
    return (await readdir(dir)).filter((file) => file.endsWith(suffix)).sort();
  } catch {
    throw new UsageError(`--templates ${dir} cannot be read as a folder`, "name a folder that holds NAME.njk files");
  }
}

function findBuiltIn(renderers: readonly Renderer[], name: string, dir: string): Template<never> {
  const all = renderers.flatMap((renderer) => renderer.templates);
  const found = all.find((template) => template.name === name);
  if (found !== undefined) return found;
  const meant = closest(
    name,
    all.map((template) => template.name),
  );
  throw new UsageError(
    `${join(dir, name + suffix)} overrides no template`,
    meant === null ? `the templates are ${all.map((template) => template.name + suffix).join(", ")}` : `did you mean ${meant}${suffix}?`,
  );
}

/** Reads the user's own templates: each replaces the built-in one of its name, after the check that the built-in ones pass when they are built. */
export async function loadTemplates(dir: string | null, renderers: readonly Renderer[]): Promise<LoadedTemplates> {
  if (dir === null) return none;
  const { compileTemplate } = await import("@edgewright/core/template");
  const templates = new Map<string, Template<never>>();
  const diagnostics: Diagnostic[] = [];
  const sources: SourceMap[] = [];
  const files = await templateFiles(dir);
  if (files.length === 0) throw new UsageError(`--templates ${dir} holds no ${suffix} file`, "name the folder that holds your templates");
  for (const base of files) {
    const name = basename(base, suffix);
    const { schema } = findBuiltIn(renderers, name, dir);
    const file = join(dir, base);
    const text = await readInput(file);
    sources.push({ file, text, locate: () => null });
    const result = compileTemplate<never>({ name, file, text, schema });
    if (result.ok) templates.set(name, result.template);
    else diagnostics.push(...result.problems.map((problem) => problemDiagnostic(problem)));
  }
  return { templates, diagnostics, sources };
}

interface Problem {
  readonly code: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly hint: string | null;
  readonly fix: string;
}

function problemDiagnostic({ code, message, file, line, column, length, hint, fix }: Problem): Diagnostic {
  return {
    code,
    severity: "error",
    message,
    path: [],
    source: { file, line, column, length },
    related: hint === null ? [] : [{ message: hint, path: [], source: null }],
    why: "a template prints what its view has and what was quoted, so that no value can break out of its place",
    fix,
  };
}
