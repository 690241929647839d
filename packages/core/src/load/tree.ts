import type { Part, Path } from "../diagnostics/diagnostic.js";
import type { Range } from "./problem.js";

/** A scalar that was left out (`name:` and nothing after it) has an empty range. */
export interface ScalarNode extends Range {
  readonly kind: "scalar";
  readonly value: unknown;
}

export interface Entry {
  readonly key: string;
  readonly keyRange: Range;
  readonly node: TreeNode;
}

export interface MappingNode extends Range {
  readonly kind: "mapping";
  readonly entries: readonly Entry[];
  readonly value: Readonly<Record<string, unknown>>;
}

export interface SequenceNode extends Range {
  readonly kind: "sequence";
  readonly items: readonly TreeNode[];
  readonly value: readonly unknown[];
}

/** The use of an anchored value: its range is the alias, its value is shared with the anchor. */
export interface AliasNode extends Range {
  readonly kind: "alias";
  readonly value: unknown;
}

/** A value and where it was written. YAML and JSON are both read into this, and the parser's own, far larger nodes are let go. */
export type TreeNode = ScalarNode | MappingNode | SequenceNode | AliasNode;

/** Keys become own properties whatever they are called: `__proto__` must reach the schema, and reach nothing else. */
export function mappingNode(range: Range, entries: readonly Entry[]): MappingNode {
  const value = Object.fromEntries(entries.map(({ key, node }) => [key, node.value]));
  return { kind: "mapping", start: range.start, end: range.end, entries, value };
}

export function sequenceNode(range: Range, items: readonly TreeNode[]): SequenceNode {
  return { kind: "sequence", start: range.start, end: range.end, items, value: items.map((item) => item.value) };
}

interface Step {
  readonly node: TreeNode;
  /** The key under which the node stands; an item of a list has none. */
  readonly keyRange: Range | null;
}

function stepInto(node: TreeNode, segment: string | number): Step | null {
  if (node.kind === "mapping") {
    const entry = node.entries.find(({ key }) => key === String(segment));
    return entry === undefined ? null : { node: entry.node, keyRange: entry.keyRange };
  }
  if (node.kind !== "sequence") return null;
  const item = node.items[Number(segment)];
  return item === undefined ? null : { node: item, keyRange: null };
}

/** What lacks a field is shown by its key; an item of a list by its first key; all else by itself. */
function holderRange({ node, keyRange }: Step): Range {
  const first = node.kind === "mapping" ? node.entries[0]?.keyRange : undefined;
  return keyRange ?? first ?? node;
}

function foundRange({ node, keyRange }: Step, part: Part): Range {
  const shown = part === "key" || node.start === node.end ? keyRange : null;
  return shown ?? node;
}

/** The range of the key or value at a path, else of the nearest ancestor that exists. Within an alias everything is where the alias is. */
export function locateIn(root: TreeNode, path: Path, part: Part): Range {
  let step: Step = { node: root, keyRange: null };
  for (const segment of path) {
    if (step.node.kind === "alias") return step.node;
    const next = stepInto(step.node, segment);
    if (next === null) return holderRange(step);
    step = next;
  }
  return foundRange(step, part);
}
