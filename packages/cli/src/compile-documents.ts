import {
  type CompileResult,
  compile as compileCore,
  type Diagnostic,
  type RenderedFile,
  type Renderer,
  requiredSecrets,
  type SourceMap,
  type SourceSpan,
} from "@edgewright/core";
import type { Given } from "./command.js";
import { readDocument } from "./document.js";
import { UsageError } from "./errors.js";
import { readSecret } from "./files.js";
import { loadRenderers } from "./renderer-list.js";
import { loadTemplates } from "./templates.js";
import type { Terminal } from "./terminal.js";

export interface CompiledDocument {
  /** As it was given. */
  readonly file: string;
  /** The edge's name, "" where it has none. */
  readonly name: string;
  /** Empty where the document has errors. */
  readonly files: readonly RenderedFile[];
}

export interface Compiled {
  readonly ok: boolean;
  readonly documents: readonly CompiledDocument[];
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

const nameOf = (value: unknown): string =>
  typeof value === "object" && value !== null && "name" in value && typeof value.name === "string" ? value.name : "";

/** Rendered files under the names that they are written under: with several documents, in a folder of the document's name. */
function inFolder(folder: string, { diagnostics, sources }: CompileResult): Pick<CompileResult, "diagnostics" | "sources"> {
  const names = new Set(sources.map(({ file }) => file));
  const moved = <T extends SourceSpan | null>(span: T): T =>
    span !== null && names.has(span.file) ? { ...span, file: `${folder}/${span.file}` } : span;
  return {
    diagnostics: diagnostics.map((each) => ({
      ...each,
      source: moved(each.source),
      related: each.related.map((other) => ({ ...other, source: moved(other.source) })),
    })),
    sources: sources.map((source) => ({ ...source, file: `${folder}/${source.file}` })),
  };
}

interface Surroundings {
  readonly several: boolean;
  readonly renderers: readonly Renderer[];
  readonly templates: Awaited<ReturnType<typeof loadTemplates>>;
  readonly terminal: Terminal;
}

async function compileOne(file: string, { several, renderers, templates, terminal }: Surroundings): Promise<Compiled> {
  const document = await readDocument(file, terminal);
  const { source } = document;
  if (!document.ok) return { ok: false, documents: [{ file, name: "", files: [] }], diagnostics: document.diagnostics, sources: [source] };
  const { value } = document;
  const secrets = await readSecrets(value, terminal);
  const result = compileCore(value, { renderers, secrets, source, templates: templates.templates });
  const files = result.ok ? result.files : [];
  const name = nameOf(value);
  const { diagnostics, sources } = several ? inFolder(name, result) : result;
  return { ok: result.ok, documents: [{ file, name, files }], diagnostics, sources: [source, ...sources] };
}

/** The FILE arguments. @throws UsageError when there is none, or standard input is to be read twice. */
export function filesOf({ files }: Given): readonly string[] {
  if (files.length === 0) throw new UsageError("no FILE is named", "edgewright init writes edge.yaml; - is standard input");
  if (files.filter((file) => file === "-").length > 1) throw new UsageError("standard input is named twice", "name it once");
  return files;
}

/** Reads and compiles every FILE; nothing is written. @throws UsageError, InputError */
export async function compileDocuments(given: Given, terminal: Terminal): Promise<Compiled> {
  const files = filesOf(given);
  const renderers = await loadRenderers(given.all("renderer"));
  const templates = await loadTemplates(given.one("templates"), renderers);
  const compiled: Compiled[] = [];
  for (const file of files) compiled.push(await compileOne(file, { several: files.length > 1, renderers, templates, terminal }));
  return {
    ok: templates.diagnostics.length === 0 && compiled.every((each) => each.ok),
    documents: compiled.flatMap((each) => each.documents),
    diagnostics: [...templates.diagnostics, ...compiled.flatMap((each) => each.diagnostics)],
    sources: [...templates.sources, ...compiled.flatMap((each) => each.sources)],
  };
}
