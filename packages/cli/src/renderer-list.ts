import type { Renderer } from "@edgewright/core";
import { renderers as builtIn } from "./renderers.js";

/** The built-in renderers, and behind them those of `--renderer`. The code that loads modules is loaded when there is one to load. */
export async function loadRenderers(modules: readonly string[]): Promise<readonly Renderer[]> {
  if (modules.length === 0) return builtIn;
  const { addRenderers } = await import("./renderer-modules.js");
  return addRenderers(builtIn, modules);
}
