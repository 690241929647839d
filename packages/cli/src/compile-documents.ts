import {
  compile as compileCore,
  type Diagnostic,
  type RenderedFile,
  type Renderer,
  requiredSecrets,
  type SourceMap,
} from "@edgewright/core";
import { readDocument } from "./document.js";
import { UsageError } from "./errors.js";
import { readSecret } from "./files.js";
import { renderers as builtIn } from "./renderers.js";
import { loadTemplates } from "./templates.js";
import type { Terminal } from "./terminal.js";

export interface Compiled {
  readonly ok: boolean;
  readonly files: readonly RenderedFile[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly SourceMap[];
}

async function readSecrets(value: unknown, terminal: Terminal): Promise<Readonly<Record<string, string>>> {
  const found = await Promise.all(
    requiredSecrets(value).map(async ({ kind, name }) => {
      const secret = await readSecret(kind === "env" ? { env: name } : { file: name }, terminal.env);
      return secret === null ? [] : [[name, secret] as const];
    }),
  );
  return Object.fromEntries(found.flat());
}

async function compileOne(
  file: string,
  renderers: readonly Renderer[],
  templates: Awaited<ReturnType<typeof loadTemplates>>,
  terminal: Terminal,
): Promise<Compiled & { readonly name: string }> {
  const document = await readDocument(file);
  if (!document.ok) return { ok: false, files: [], diagnostics: document.diagnostics, sources: [document.source], name: "" };
  const { value, source } = document;
  const result = compileCore(value, { renderers, secrets: await readSecrets(value, terminal), source, templates: templates.templates });
  const name = typeof value === "object" && value !== null && "name" in value && typeof value.name === "string" ? value.name : "";
  return { ok: result.ok, files: result.ok ? result.files : [], diagnostics: result.diagnostics, sources: [source], name };
}

/** With several documents each has a folder of its own name, so that two machines of one name do not meet. */
function underName({ name, files }: { readonly name: string; readonly files: readonly RenderedFile[] }): readonly RenderedFile[] {
  return files.map((file) => ({ ...file, path: `${name}/${file.path}` }));
}

function refuseSameNames(compiled: readonly { readonly name: string }[], files: readonly string[]): void {
  for (const [index, { name }] of compiled.entries()) {
    const first = compiled.findIndex((other) => other.name === name);
    if (name !== "" && first !== index)
      throw new UsageError(
        `${files[first]} and ${files[index]} are both called ${name}`,
        "give each document a name of its own: it is its folder",
      );
  }
}

/** Reads and compiles every FILE; nothing is written. @throws UsageError, InputError */
export async function compileDocuments(files: readonly string[], templatesDir: string | null, terminal: Terminal): Promise<Compiled> {
  if (files.length === 0) throw new UsageError("no FILE is named", "edgewright init writes edge.yaml; - is standard input");
  if (files.filter((file) => file === "-").length > 1) throw new UsageError("standard input is named twice", "name it once");
  const templates = await loadTemplates(templatesDir, builtIn);
  const compiled: (Compiled & { readonly name: string })[] = [];
  for (const file of files) compiled.push(await compileOne(file, builtIn, templates, terminal));
  refuseSameNames(compiled, files);
  const ok = templates.diagnostics.length === 0 && compiled.every((each) => each.ok);
  return {
    ok,
    files: ok ? compiled.flatMap((each) => (compiled.length === 1 ? each.files : underName(each))) : [],
    diagnostics: [...templates.diagnostics, ...compiled.flatMap((each) => each.diagnostics)],
    sources: [...templates.sources, ...compiled.flatMap((each) => each.sources)],
  };
}
