import { isMap, isScalar, type ParsedNode } from "yaml";
import type { Path } from "../diagnostics/diagnostic.js";
import { suggest } from "../diagnostics/suggest.js";
import type { Problem, Range } from "./problem.js";
import { quoted, quotedEntry } from "./quote-line.js";

/** An anchor's name, and where the value that it names begins. */
export interface AnchorPlace {
  readonly range: Range;
  readonly path: Path;
}

const CORE = "tag:yaml.org,2002:";

function typeOf(node: ParsedNode): string {
  if (!isScalar(node)) return isMap(node) ? "map" : "seq";
  return node.value === null ? "null" : typeof node.value;
}

/** YAML's core tags (YAML 1.2, 10.3) and what the parser makes of a value that has one. It only warns where the two do not fit. */
const CORE_TYPES: ReadonlyMap<string, string> = new Map([
  [`${CORE}str`, "string"],
  [`${CORE}int`, "number"],
  [`${CORE}float`, "number"],
  [`${CORE}bool`, "boolean"],
  [`${CORE}null`, "null"],
  [`${CORE}map`, "map"],
  [`${CORE}seq`, "seq"],
]);

export function rangeOf(node: ParsedNode): Range {
  const [start, end] = node.range;
  return { start, end };
}

/** Whether a node has a tag beyond YAML's core ones, or one that its value does not fit; an alias can have none. */
export function isForeign(node: ParsedNode): boolean {
  return node.tag !== undefined && CORE_TYPES.get(node.tag) !== typeOf(node);
}

/** Tags are short; more of the text before a value is not searched for one. */
const WINDOW = 1000;

/** The tag as it was written, last of what stands before its value. The parser's nodes do not keep its place. */
function tagRange(text: string, end: number): Range {
  const from = Math.max(0, end - WINDOW);
  const before = text.slice(from, end);
  const last = before.lastIndexOf("!");
  if (last === -1) return { start: end, end: end + 1 };
  const start = before.slice(0, last).search(/[^\s,[\]{}]*$/);
  return { start: from + start, end: from + last + before.slice(last).search(/(?=[\s,[\]{}]|$)/) };
}

export function foreignTag(text: string, node: ParsedNode, path: Path): Problem {
  const range = tagRange(text, node.range[0]);
  const fault = CORE_TYPES.has(node.tag ?? "") ? "does not fit its value" : "is not one of YAML's core tags";
  const message = `the tag ${text.slice(range.start, range.end)} ${fault}`;
  return { code: "yaml-tag", message, ...range, path, fix: "remove the tag" };
}

/** An alias of no anchor: a misspelt one where an anchor's name is near, else a text that needs quotes, such as `*.example.com`. */
export function unknownAlias(text: string, name: string, range: Range, path: Path, anchors: ReadonlyMap<string, AnchorPlace>): Problem {
  const meant = suggest(name, [...anchors.keys()]);
  const anchor = meant === null ? undefined : anchors.get(meant);
  const message = `an unquoted *${name} is a YAML alias, and nothing above it is anchored as &${name}`;
  const problem = { code: "yaml-alias-unknown", message, ...range, path } as const;
  if (anchor === undefined) return { ...problem, fix: quotedEntry(text, range.start) };
  return { ...problem, fix: `*${meant}`, related: [{ message: `did you mean *${meant}?`, ...anchor.range, path: anchor.path }] };
}

export function recursiveAlias(name: string, range: Range, path: Path, anchor: AnchorPlace): Problem {
  const message = `the alias *${name} stands within the value that it names`;
  const related = [{ message: "the value begins here", ...anchor.range, path: anchor.path }];
  return { code: "yaml-alias-recursive", message, ...range, path, fix: "write the value out", related };
}

export function keyNotString(text: string, key: ParsedNode, path: Path): Problem {
  const range = rangeOf(key);
  const source = text.slice(range.start, range.end);
  const problem = { code: "yaml-key-not-string", ...range, path } as const;
  if (!isScalar(key)) {
    const message = "a key must be a string, not a list, a mapping or an alias";
    return { ...problem, message, fix: "put quotes around a text that begins with {, [ or *" };
  }
  if (source === "") return { ...problem, message: "the key is empty", fix: "write a name before the colon" };
  return { ...problem, message: `the key ${source} is not a string`, fix: `${quoted(source)}: …` };
}

export function mergeKey(range: Range, path: Path): Problem {
  const fix = "write the fields out, or use an alias for a whole value: `options: *shared`";
  return { code: "yaml-merge-key", message: "<< is a merge key, which YAML 1.2 does not have", ...range, path, fix };
}
