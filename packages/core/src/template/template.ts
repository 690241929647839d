import { type CompiledRoot, printRoot } from "./runtime.js";

export type { CompiledRoot } from "./runtime.js";

/** The JSON Schema (draft 2020-12) of a view, as `z.toJSONSchema` makes it. Plain data, so a module that is generated can hold it. */
export interface ViewSchema {
  readonly [keyword: string]: unknown;
}

declare const viewOf: unique symbol;

/** A template that was checked against the schema of its view, and compiled. */
export interface Template<View> {
  /** The name by which a user's own template replaces this one: `haproxy.cfg` for `haproxy.cfg.njk`. */
  readonly name: string;
  readonly root: CompiledRoot;
  /** What an override is checked against. */
  readonly schema: ViewSchema;
  /** Never set: it makes a template of one view no template of another. */
  readonly [viewOf]?: (view: View) => void;
}

/** A template from what the compiler made of it when the package was built. Generated modules call it; nothing is compiled here. */
export function precompiled<View>(parts: {
  readonly name: string;
  readonly schema: ViewSchema;
  readonly root: CompiledRoot;
}): Template<View> {
  return { name: parts.name, schema: parts.schema, root: parts.root };
}

/**
 * The text of a view. The same view gives the same text.
 * @throws Error when the template prints what is absent or no text: a view that its schema does not describe, so a mistake of the renderer.
 */
export function printTemplate<View>(template: Template<View>, view: View): string {
  return printRoot(template.name, template.root, view);
}
