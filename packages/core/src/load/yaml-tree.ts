import { type Alias, isAlias, isMap, isScalar, type Pair, type ParsedNode, type YAMLMap, type YAMLSeq } from "yaml";
import type { Path } from "../diagnostics/diagnostic.js";
import { MAX_ALIASED, MAX_DEPTH, MAX_PROBLEMS } from "./limits.js";
import type { Problem, Range } from "./problem.js";
import { duplicateKey, refuseBomb, refuseDeep } from "./refusals.js";
import { type Entry, mappingNode, sequenceNode, type TreeNode } from "./tree.js";
import { type AnchorPlace, foreignTag, isForeign, keyNotString, mergeKey, rangeOf, recursiveAlias, unknownAlias } from "./yaml-refusals.js";

interface Built {
  readonly node: TreeNode;
  /** Levels of collections, the node's own included, aliases followed. */
  readonly height: number;
}

/** What an anchor names. While the value is still being read there is none. */
interface Anchor extends AnchorPlace {
  readonly built: (Built & { readonly size: number }) | null;
}

interface Context {
  readonly text: string;
  readonly problems: Problem[];
  readonly anchors: Map<string, Anchor>;
  /** Values so far, an alias counted as all that it stands for. */
  size: number;
  /** The part of them that aliases stand for. */
  aliased: number;
}

function report(context: Context, problem: () => Problem): void {
  if (context.problems.length < MAX_PROBLEMS) context.problems.push(problem());
}

function scalarNode({ start, end }: Range, value: unknown): Built {
  return { node: { kind: "scalar", start, end, value }, height: 0 };
}

/** The alias shares the anchored value. What it stands for is counted here, before anyone walks over it. */
function buildAlias(context: Context, alias: Alias.Parsed, path: Path, depth: number): Built {
  const range = rangeOf(alias);
  const anchor = context.anchors.get(alias.source);
  const built = anchor?.built ?? null;
  if (anchor === undefined) report(context, () => unknownAlias(context.text, alias.source, range, path, context.anchors));
  else if (built === null) report(context, () => recursiveAlias(alias.source, range, path, anchor));
  const size = built?.size ?? 1;
  const height = built?.height ?? 0;
  context.size += size;
  context.aliased += size;
  if (context.aliased > MAX_ALIASED) refuseBomb(range, path);
  if (depth + height > MAX_DEPTH) refuseDeep(range.start, path);
  return { node: { kind: "alias", ...range, value: built?.node.value ?? null }, height };
}

/** A collection in block style ends with its last value: the parser counts the comments behind it in. */
function collectionRange(node: YAMLMap.Parsed | YAMLSeq.Parsed, last: Range | undefined): Range {
  const { start, end } = rangeOf(node);
  return { start, end: node.flow === true || last === undefined ? end : Math.max(start, last.end) };
}

function buildKey(context: Context, key: ParsedNode, path: Path): string {
  const range = rangeOf(key);
  if (isForeign(key)) report(context, () => foreignTag(context.text, key, path));
  if (!isScalar(key) || typeof key.value !== "string") {
    report(context, () => keyNotString(context.text, key, path));
    return context.text.slice(range.start, range.end);
  }
  if (key.value === "<<" && key.type === "PLAIN") report(context, () => mergeKey(range, path));
  if (key.anchor !== undefined) context.anchors.set(key.anchor, { range, path, built: { ...scalarNode(range, key.value), size: 1 } });
  return key.value;
}

function buildPair(
  context: Context,
  pair: Pair<ParsedNode, ParsedNode | null>,
  path: Path,
  depth: number,
): Entry & { readonly height: number } {
  const key = buildKey(context, pair.key, path);
  const keyRange = rangeOf(pair.key);
  // `{ a, b }` and `? a` have keys without values, which are null (YAML 1.2, 7.4.2).
  const nothing = { start: keyRange.end, end: keyRange.end };
  const built = pair.value === null ? scalarNode(nothing, null) : buildNode(context, pair.value, [...path, key], depth);
  return { key, keyRange, node: built.node, height: built.height };
}

function buildMap(context: Context, map: YAMLMap.Parsed, path: Path, depth: number): Built {
  const entries: Entry[] = [];
  const seen = new Map<string, Range>();
  let height = 0;
  for (const pair of map.items) {
    const entry = buildPair(context, pair, path, depth + 1);
    const first = seen.get(entry.key);
    if (first === undefined) seen.set(entry.key, entry.keyRange);
    else report(context, () => duplicateKey(entry.key, entry.keyRange, first, [...path, entry.key]));
    entries.push(entry);
    height = Math.max(height, entry.height);
  }
  return { node: mappingNode(collectionRange(map, entries.at(-1)?.node), entries), height: height + 1 };
}

function buildSeq(context: Context, seq: YAMLSeq.Parsed, path: Path, depth: number): Built {
  const built = seq.items.map((item, index) => buildNode(context, item, [...path, index], depth + 1));
  const items = built.map(({ node }) => node);
  const height = built.reduce((highest, item) => Math.max(highest, item.height), 0);
  return { node: sequenceNode(collectionRange(seq, items.at(-1)), items), height: height + 1 };
}

function buildPlain(context: Context, node: Exclude<ParsedNode, Alias.Parsed>, path: Path, depth: number): Built {
  if (isForeign(node)) {
    report(context, () => foreignTag(context.text, node, path));
    return scalarNode(rangeOf(node), null);
  }
  if (isScalar(node)) return scalarNode(rangeOf(node), node.value);
  if (depth >= MAX_DEPTH) refuseDeep(node.range[0], path);
  return isMap(node) ? buildMap(context, node, path, depth) : buildSeq(context, node, path, depth);
}

/** `depth` is the number of collections around the node. An anchor's name may be used again; an alias means the last one above it. */
function buildNode(context: Context, node: ParsedNode, path: Path, depth: number): Built {
  if (isAlias(node)) return buildAlias(context, node, path, depth);
  const before = context.size;
  context.size += 1;
  const { anchor } = node;
  if (anchor === undefined) return buildPlain(context, node, path, depth);
  const place = { range: rangeOf(node), path };
  context.anchors.set(anchor, { ...place, built: null });
  const built = buildPlain(context, node, path, depth);
  context.anchors.set(anchor, { ...place, built: { ...built, size: context.size - before } });
  return built;
}

/**
 * The parser's nodes as values with places, and everything in them that YAML allows and an edge does not: other tags, keys that are not strings
 * or occur twice, merge keys, aliases that lead nowhere. Throws `Refused` where aliases multiply or nest without measure.
 */
export function buildTree(text: string, contents: ParsedNode): { readonly root: TreeNode; readonly problems: readonly Problem[] } {
  const context: Context = { text, problems: [], anchors: new Map(), size: 0, aliased: 0 };
  const { node } = buildNode(context, contents, [], 0);
  return { root: node, problems: context.problems };
}
