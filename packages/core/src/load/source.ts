import type { SourceMap } from "../diagnostics/diagnostic.js";
import { linesOf } from "../diagnostics/lines.js";
import { explainString, explainUnquoted } from "./explain.js";
import { spanOf } from "./problem.js";
import { locateIn, type TreeNode } from "./tree.js";

/** The source of a text that was read: paths are looked up in the tree, lines are counted at the first question. */
export function treeSource(file: string, text: string, root: TreeNode): SourceMap {
  const source: SourceMap = {
    file,
    text,
    locate: (path, part = "value") => spanOf(file, linesOf(source), locateIn(root, path, part)),
    explain: (path, value, wanted) =>
      wanted === "string" ? explainUnquoted(source, path, value) : explainString(source, path, value, wanted),
  };
  return source;
}

/** The source of a text that could not be read: frames can show it, paths have no place in it. */
export function textSource(file: string, text: string): SourceMap {
  return { file, text, locate: () => null };
}

/**
 * The source of a value that a TypeScript or JavaScript module made. No path has a place: what looks like the value in the text may be a comment,
 * another object or a default, and a caret under the wrong line costs more than none. Diagnostics then show the path.
 */
export function valueSource(file: string, text: string | null): SourceMap {
  return { file, text, locate: () => null };
}
