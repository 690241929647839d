import { type CompileOptions, type CompileResult, compile as compileWith } from "@edgewright/core";
import { renderers } from "./renderers.js";

export * from "@edgewright/core";
export { renderers } from "./renderers.js";

/**
 * Compiles a document with the built-in renderers. Pure and synchronous; never throws on bad input.
 * Other renderers are given as `renderers: [...renderers, mine]`.
 */
export const compile = (input: unknown, options: CompileOptions = {}): CompileResult => compileWith(input, { renderers, ...options });
