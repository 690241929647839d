import type { Finding, Path } from "../diagnostics/diagnostic.js";
import { Edge } from "../model/edge.js";
import { type ExplainScalar, schemaErrorMap, schemaFindings } from "./schema-findings.js";

/** An entity of a list, with the index that it has in the source. */
export interface Placed<T> {
  readonly value: T;
  readonly path: Path;
}

/** A document of which every part is sound: what was refused is a hole. */
export interface ParsedEdge {
  readonly edge: Edge;
  readonly nodes: readonly Placed<Edge["cluster"]["nodes"][number]>[];
  readonly loadBalancers: readonly Placed<NonNullable<Edge["loadBalancers"]>[number]>[];
  readonly vips: readonly Placed<NonNullable<Edge["vips"]>[number]>[];
  readonly routes: readonly Placed<NonNullable<Edge["routes"]>[number]>[];
  readonly streams: readonly Placed<NonNullable<Edge["streams"]>[number]>[];
  /** The lists and fields in which something was refused, and the names that refused entities have. */
  readonly holes: ReadonlySet<string>;
  readonly holeNames: ReadonlySet<string>;
  /** The lists of which a refused entry's name cannot be told: any name may be its. */
  readonly unnamed: ReadonlySet<string>;
}

type Mapping = Readonly<Record<string, unknown>>;
const isMapping = (value: unknown): value is Mapping => typeof value === "object" && value !== null && !Array.isArray(value);

const lists = ["loadBalancers", "vips", "routes", "streams"] as const;
const placeholders: Mapping = { apiVersion: "edgewright/v1", name: "hole" };

/** What a finding makes unusable: an entity of a list, the ingress, a field of the document, or nothing (an unknown field is only left out). */
interface Hole {
  readonly list: string;
  readonly index: number | null;
}

function holeOf(path: Path): Hole {
  const [first, second, third] = path;
  if (first === "cluster" && second === "nodes") return { list: "nodes", index: typeof third === "number" ? third : null };
  if (first === "cluster") return { list: second === "ingress" ? "ingress" : "cluster", index: null };
  return { list: String(first ?? ""), index: typeof second === "number" && lists.some((list) => list === first) ? second : null };
}

const isRuleSetting = (path: Path): boolean => path[0] === "rules" && path.length > 1;

const nameOf = (value: unknown): string[] => (isMapping(value) && typeof value["name"] === "string" ? [value["name"]] : []);

/** Copies a document without its unknown fields, which are reported and harmless. */
function withoutFields(value: unknown, paths: readonly Path[]): unknown {
  if (paths.length === 0) return value;
  const here = new Set(paths.filter((path) => path.length === 1).map((path) => path[0]));
  const below = (key: string | number): Path[] => paths.filter((path) => path.length > 1 && path[0] === key).map((path) => path.slice(1));
  if (Array.isArray(value)) return value.map((each, index) => withoutFields(each, below(index)));
  if (!isMapping(value)) return value;
  const entries = Object.entries(value).filter(([key]) => !here.has(key));
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutFields(each, below(key))]));
}

interface Punched {
  readonly document: unknown;
  readonly indices: ReadonlyMap<string, readonly number[]>;
  readonly names: readonly string[];
  readonly unnamed: readonly string[];
}

function punchList(
  value: unknown,
  list: string,
  holes: readonly Hole[],
): { readonly kept: unknown[]; readonly indices: number[]; readonly names: string[]; readonly unnamed: string[] } {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  const whole = holes.some((hole) => hole.list === list && hole.index === null);
  const refused = new Set(holes.filter((hole) => hole.list === list).map((hole) => hole.index));
  const indices = whole ? [] : entries.flatMap((_, index) => (refused.has(index) ? [] : [index]));
  const kept = new Set(indices);
  const lost = entries.filter((_, index) => !kept.has(index));
  return {
    kept: indices.map((index) => entries[index]),
    indices,
    names: lost.flatMap(nameOf),
    unnamed: (whole && !Array.isArray(value)) || lost.some((each) => nameOf(each).length === 0) ? [list] : [],
  };
}

function punch(document: unknown, holes: readonly Hole[]): Punched {
  const root = isMapping(document) ? document : {};
  const cluster = isMapping(root["cluster"]) ? root["cluster"] : {};
  const refused = new Set(holes.filter((hole) => hole.index === null).map((hole) => hole.list));
  const nodes = punchList(cluster["nodes"], "nodes", holes);
  const { ingress, ...restOfCluster } = cluster;
  const keepIngress = ingress !== undefined && !refused.has("ingress") ? { ingress } : {};
  const copy: Record<string, unknown> = {
    cluster: { ...(refused.has("cluster") ? {} : restOfCluster), ...keepIngress, nodes: nodes.kept },
  };
  const indices = new Map<string, readonly number[]>([["nodes", nodes.indices]]);
  const names = [...nodes.names];
  const unnamed = [...nodes.unnamed];
  for (const [key, value] of Object.entries({ ...placeholders, ...root })) {
    if (key === "cluster") continue;
    if (!lists.some((list) => list === key)) copy[key] = refused.has(key) ? placeholders[key] : value;
    else if (value !== undefined) {
      const list = punchList(value, key, holes);
      copy[key] = list.kept;
      indices.set(key, list.indices);
      names.push(...list.names);
      unnamed.push(...list.unnamed);
    }
  }
  return { document: copy, indices, names, unnamed };
}

function place<T>(values: readonly T[] | undefined, base: Path, indices: readonly number[] | undefined): readonly Placed<T>[] {
  return (values ?? []).map((value, position) => ({ value, path: [...base, indices?.[position] ?? position] }));
}

function placed(edge: Edge, punched: Punched | null, holes: readonly Hole[]): ParsedEdge {
  const indices = punched?.indices;
  return {
    edge,
    nodes: place(edge.cluster.nodes, ["cluster", "nodes"], indices?.get("nodes")),
    loadBalancers: place(edge.loadBalancers, ["loadBalancers"], indices?.get("loadBalancers")),
    vips: place(edge.vips, ["vips"], indices?.get("vips")),
    routes: place(edge.routes, ["routes"], indices?.get("routes")),
    streams: place(edge.streams, ["streams"], indices?.get("streams")),
    holes: new Set(holes.map((hole) => hole.list)),
    holeNames: new Set(punched?.names ?? []),
    unnamed: new Set(punched?.unnamed ?? []),
  };
}

/**
 * Parses a document entity by entity: one that the schema refuses becomes a hole, so that one run reports every mistake.
 * `refused` are places that an earlier check has refused already. Null when the document is not a mapping at all.
 */
export function parseEdge(
  raw: unknown,
  refused: readonly Path[],
  explain: ExplainScalar,
): { readonly parsed: ParsedEdge | null; readonly findings: readonly Finding[] } {
  if (!isMapping(raw)) {
    const finding: Finding = {
      code: "document-not-mapping",
      message: "the document is not a mapping of fields",
      path: [],
      why: "a document begins with apiVersion and name",
      fix: "edgewright init writes a document to start from",
    };
    return { parsed: null, findings: [finding] };
  }
  const first = Edge.safeParse(raw, { error: schemaErrorMap });
  if (first.success && refused.length === 0) return { parsed: placed(first.data, null, []), findings: [] };
  const { findings, places } = first.success ? { findings: [], places: [] } : schemaFindings(first.error.issues, raw, explain);
  const unknown = findings.filter((finding) => finding.code === "field-unknown").map((finding) => finding.path);
  const all = [...places, ...refused];
  // Of `rules` only the entry that was refused is left out: without the others the run would report what they hide.
  const settings = all.filter(isRuleSetting).map((path) => path.slice(0, 2));
  const holes = all.filter((path) => !isRuleSetting(path)).map(holeOf);
  const punched = punch(withoutFields(raw, [...unknown, ...settings]), holes);
  return { parsed: placed(Edge.parse(punched.document), punched, holes), findings };
}
