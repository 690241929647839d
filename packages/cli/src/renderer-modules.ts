import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Renderer } from "@edgewright/core";
import { UsageError } from "./errors.js";
import { explainModuleError } from "./module-error.js";
import { importModule } from "./module-loader.js";
import { claimPaths, guardRenderer, type Owners } from "./renderer-guard.js";

/** A renderer and the argument that named it, for messages. */
interface Loaded {
  readonly given: string;
  readonly renderer: Renderer;
}

const kindOf = (path: string): "file" | "folder" | "none" => {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() === true ? "file" : stat?.isDirectory() === true ? "folder" : "none";
};

/** The name of the package in a folder, where it says by `exports` what it is called from outside (Node.js, "Self-referencing a package"). */
function selfName(folder: string): string | null {
  if (kindOf(join(folder, "package.json")) !== "file") return null;
  const value: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (typeof value !== "object" || value === null || !("exports" in value) || !("name" in value)) return null;
  return typeof value.name === "string" ? value.name : null;
}

/** What to import, and from where: a file, a package in a folder, or a package that is installed where we are. */
function targetOf(given: string): { readonly specifier: string; readonly from: string } {
  const path = resolve(given);
  const isPath = /^\.{0,2}\//.test(given);
  const kind = kindOf(path);
  if (kind === "file") return { specifier: path, from: path };
  if (!isPath) return { specifier: given, from: `${process.cwd()}/` };
  if (kind === "none") throw new UsageError(`--renderer ${given} does not exist`, "check the path: it is relative to the current folder");
  return { specifier: selfName(path) ?? path, from: `${path}/` };
}

async function importRenderer(given: string): Promise<unknown> {
  try {
    const { specifier, from } = targetOf(given);
    const module = await importModule(specifier, from);
    return module.named("renderer") ?? module.default;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { message, fix, at } = explainModuleError(error, given, "");
    const where = at === null ? "" : ` at ${at.file}:${at.line}`;
    throw new UsageError(`--renderer ${given} cannot be loaded: ${message}${where}`, fix);
  }
}

const isList = (value: unknown): boolean => Array.isArray(value);
const isFunction = (value: unknown): boolean => typeof value === "function";
const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

const parts: readonly (readonly [part: keyof Renderer, holds: (value: unknown) => boolean, what: string])[] = [
  ["name", isText, "a text"],
  ["rules", isList, "a list"],
  ["pages", isList, "a list"],
  ["templates", isList, "a list"],
  ["render", isFunction, "a function"],
];

/** Checked part by part above the cast; what is inside a rule or a template is its author's, and is guarded when it is used. */
function asRenderer(value: unknown, given: string): Renderer {
  const fix = "a renderer is { name, rules, pages, templates, render }, the default export or the export `renderer`";
  if (value === undefined) throw new UsageError(`--renderer ${given} exports no renderer`, fix);
  for (const [part, holds, what] of parts) {
    const found: unknown = typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined;
    if (!holds(found)) throw new UsageError(`--renderer ${given} is no renderer: its \`${part}\` is not ${what}`, fix);
  }
  return value as Renderer;
}

/** What must not be there twice, for then it would be unclear which is meant. */
const namesOf = (renderer: Renderer): readonly (readonly [kind: string, name: string])[] => [
  ["renderer", renderer.name],
  ...renderer.templates.map(({ name }) => ["template", name] as const),
  ...renderer.rules.map(({ id }) => ["rule", id] as const),
];

function refuseTwice(before: readonly Renderer[], { given, renderer }: Loaded): void {
  const taken = new Set(before.flatMap(namesOf).map((name) => name.join(" ")));
  const twice = namesOf(renderer).find((name) => taken.has(name.join(" ")));
  if (twice !== undefined)
    throw new UsageError(`--renderer ${given}: there already is a ${twice.join(" called ")}`, "it needs a name of its own");
}

/** Loads renderers that someone else wrote, and guards them: what they throw is said to be theirs. @throws UsageError */
export async function addRenderers(builtIn: readonly Renderer[], modules: readonly string[]): Promise<readonly Renderer[]> {
  const loaded: Loaded[] = [];
  for (const given of modules) {
    const entry = { given, renderer: asRenderer(await importRenderer(given), given) };
    refuseTwice([...builtIn, ...loaded.map(({ renderer }) => renderer)], entry);
    loaded.push(entry);
  }
  const owners: Owners = new Map();
  return [
    ...builtIn.map((renderer) => claimPaths(renderer, `the renderer ${renderer.name}`, owners)),
    ...loaded.map(({ given, renderer }) => guardRenderer(renderer, `--renderer ${given}`, owners)),
  ];
}
