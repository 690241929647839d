import type { Diagnostic, SourceMap } from "../diagnostics/diagnostic.js";
import { linesOf } from "../diagnostics/lines.js";
import { readJson } from "./json-tree.js";
import { diagnosticOf, type Problem, Refused } from "./problem.js";
import { textSource, treeSource } from "./source.js";
import type { TreeNode } from "./tree.js";
import { composeYaml } from "./yaml-syntax.js";
import { buildTree } from "./yaml-tree.js";

export type Format = "yaml" | "json";

export interface LoadOptions {
  /** The name that diagnostics give to the text: a file's path, or `-` for standard input. */
  readonly file: string;
  readonly format: Format;
}

/** The source of a refused text still shows its lines; no path has a place in it. */
export type Loaded =
  | { readonly ok: true; readonly value: unknown; readonly source: SourceMap }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[]; readonly source: SourceMap };

interface Reading {
  readonly root: TreeNode;
  readonly problems: readonly Problem[];
}

function refuseEmpty(): never {
  const message = "the file is empty";
  throw new Refused({ code: "document-empty", message, start: 0, end: 0, path: [], fix: "`edgewright init` writes a starter" });
}

function readYaml(text: string): Reading {
  const contents = composeYaml(text)?.contents ?? null;
  if (contents === null || (contents.range[0] === contents.range[1] && contents.tag === undefined)) return refuseEmpty();
  return buildTree(text, contents);
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value === null) return "null";
  return typeof value === "string" ? "a text" : `a ${typeof value}`;
}

function checkTop({ root, problems }: Reading): Reading {
  if (root.kind === "mapping" || problems.length > 0) return { root, problems };
  const message = `the document is ${describe(root.value)}, not a mapping of fields`;
  const unspaced = typeof root.value === "string" && /^\w+:\S/.test(root.value);
  const fix = unspaced
    ? "write `key: value`, with a space after the colon"
    : "begin with `apiVersion: edgewright/v1`; `edgewright init` writes a starter";
  return { root, problems: [{ code: "document-not-mapping", message, start: root.start, end: root.end, path: [], fix }] };
}

function read(text: string, format: Format): Reading {
  try {
    if (text.trim() === "") refuseEmpty();
    return checkTop(format === "json" ? readJson(text) : readYaml(text));
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    const { start, end } = thrown.problem;
    return { root: { kind: "scalar", start, end, value: null }, problems: [thrown.problem] };
  }
}

/**
 * The plain value of a YAML 1.2 (core schema) or JSON text, with the place of every part of it, or what is wrong with the text. Never throws.
 * A byte order mark is dropped, so that columns are those of an editor. Time and memory are bounded for any text (`limits.ts`).
 * What the value means is the model's affair; here it is only certain to be a mapping with string keys, each once.
 */
export function loadText(text: string, { file, format }: LoadOptions): Loaded {
  const body = text.startsWith("\ufeff") ? text.slice(1) : text;
  const { root, problems } = read(body, format);
  if (problems.length === 0) return { ok: true, value: root.value, source: treeSource(file, body, root) };
  const source = textSource(file, body);
  const lines = linesOf(source);
  return { ok: false, diagnostics: problems.map((problem) => diagnosticOf(problem, file, lines)), source };
}

const EXTENSIONS: readonly (readonly [RegExp, Format])[] = [
  [/\.ya?ml$/i, "yaml"],
  [/\.json$/i, "json"],
];

/** An object whose first key is in double quotes. Such a text is YAML too, but whoever writes it means JSON and wants JSON's errors. */
const LOOKS_LIKE_JSON = /^\ufeff?\s*\{\s*(?:"|\}\s*$)/;

/**
 * The format of a file by its extension, or of standard input (`-`) by how its text begins.
 * Null for any other name: a TypeScript or JavaScript module, or what no one can read.
 */
export function formatOf(file: string, text = ""): Format | null {
  if (file === "-") return LOOKS_LIKE_JSON.test(text) ? "json" : "yaml";
  return EXTENSIONS.find(([pattern]) => pattern.test(file))?.[1] ?? null;
}
