import {
  type CompileResult,
  compileTogether,
  type Diagnostic,
  type RenderedFile,
  type Renderer,
  requiredSecrets,
  type Secrets,
  type SourceMap,
  type SourceSpan,
  type TogetherOptions,
} from "@edgewright/core";
import type { Given } from "./command.js";
import { type Document, readDocument } from "./document.js";
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
  /** What was read, for a command that asks core more about it; null where it could not be. */
  readonly input: { readonly value: unknown; readonly secrets: Secrets } | null;
}

export interface Compiled {
  readonly ok: boolean;
  readonly documents: readonly CompiledDocument[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly SourceMap[];
  /** Those in use. */
  readonly renderers: readonly Renderer[];
}

async function readSecrets(value: unknown, terminal: Terminal): Promise<Secrets> {
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

interface Read {
  readonly file: string;
  readonly document: Document;
  readonly secrets: Secrets;
}

async function readOne(file: string, terminal: Terminal): Promise<Read> {
  const document = await readDocument(file, terminal);
  return { file, document, secrets: document.ok ? await readSecrets(document.value, terminal) : {} };
}

interface Outcome {
  readonly ok: boolean;
  readonly document: CompiledDocument;
  readonly diagnostics: readonly Diagnostic[];
  /** The document's, and of rendered files those that diagnostics point into. */
  readonly sources: readonly SourceMap[];
}

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

function outcomeOf({ file, document, secrets }: Read, result: CompileResult | undefined, several: boolean): Outcome {
  if (!document.ok || result === undefined) {
    const diagnostics = document.ok ? [] : document.diagnostics;
    return { ok: false, document: { file, name: "", files: [], input: null }, diagnostics, sources: [document.source] };
  }
  const { value, source } = document;
  const name = nameOf(value);
  const { diagnostics, sources } = several ? inFolder(name, result) : result;
  const files = result.ok ? result.files : [];
  return { ok: result.ok, document: { file, name, files, input: { value, secrets } }, diagnostics, sources: [source, ...sources] };
}

/** What could not be read has its diagnostics; all else is compiled together, since documents may share machines and segments. */
function compileAll(read: readonly Read[], options: TogetherOptions): readonly Outcome[] {
  const readable = read.flatMap(({ document, secrets }) =>
    document.ok ? [{ document, input: document.value, source: document.source, secrets }] : [],
  );
  const results = compileTogether(readable, options);
  const byDocument = new Map<Document, CompileResult | undefined>(readable.map(({ document }, index) => [document, results[index]]));
  return read.map((each) => outcomeOf(each, byDocument.get(each.document), read.length > 1));
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
  const read: Read[] = [];
  for (const file of files) read.push(await readOne(file, terminal));
  const compiled = compileAll(read, { renderers, templates: templates.templates });
  return {
    ok: templates.diagnostics.length === 0 && compiled.every((each) => each.ok),
    documents: compiled.map(({ document }) => document),
    diagnostics: [...templates.diagnostics, ...compiled.flatMap((each) => each.diagnostics)],
    sources: [...templates.sources, ...compiled.flatMap((each) => each.sources)],
    renderers,
  };
}
