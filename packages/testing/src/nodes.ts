import type { EdgeInput } from "@edgewright/core";
import * as fc from "fast-check";
import { addressesOf, addressStyleArbitrary, familiesWithin, nodeNetwork } from "./addresses.js";
import type { Families } from "./options.js";
import { fewOf, stemArbitrary } from "./values.js";

type NodeInput = EdgeInput["cluster"]["nodes"][number];
type SelectorInput = NonNullable<EdgeInput["streams"]>[number]["nodes"];

const familiesArbitrary = fc.constantFrom<Families>("ipv4", "dual", "ipv6");

const nodeSeed = fc.record({
  stem: stemArbitrary,
  dotted: fc.boolean(),
  families: familiesArbitrary,
  style: addressStyleArbitrary,
  rest: fewOf<{ weight: number; state: "active" | "drain" | "disabled" }>({
    weight: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 256 })),
    state: fc.constantFrom("active", "drain", "disabled"),
  }),
  labels: fewOf<Record<string, string>>({
    "topology.kubernetes.io/zone": fc.constantFrom("a", "", "true", "1.0"),
    "node-role.kubernetes.io/control-plane": fc.constant(""),
    arch: fc.constantFrom("amd64", "arm64"),
  }),
  edge: fc.boolean(),
});
type NodeSeed = typeof nodeSeed extends fc.Arbitrary<infer T> ? T : never;

/** The nodes of a cluster, and the one of them that every selection contains and that is active, so that no backend is without a node. */
export interface Nodes {
  readonly nodes: readonly NodeInput[];
  readonly anchor: number;
  /** The label that selectors match, null where no node has one. */
  readonly label: Readonly<Record<string, string>> | null;
}

export const nodesSeed = (most: number) =>
  fc.record({ seeds: fc.array(nodeSeed, { minLength: 1, maxLength: most }), anchor: fc.nat({ max: most }), labelled: fc.boolean() });
type NodesSeed = ReturnType<typeof nodesSeed> extends fc.Arbitrary<infer T> ? T : never;

const edgeLabel = { "edge.example/role": "ingress" } as const;

function assembleNode(seed: NodeSeed, index: number, isAnchor: boolean, labelled: boolean, families: Families): NodeInput {
  const { "node-role.kubernetes.io/control-plane": controlPlane, ...plain } = seed.labels;
  const labels = {
    ...plain,
    ...(controlPlane === undefined || isAnchor ? {} : { "node-role.kubernetes.io/control-plane": controlPlane }),
    ...(labelled && (isAnchor || seed.edge) ? edgeLabel : {}),
  };
  return {
    name: `${seed.stem}-${index}${seed.dotted ? ".example" : ""}`,
    address: addressesOf(familiesWithin(families, seed.families), nodeNetwork, index + 1, seed.style),
    ...seed.rest,
    ...(isAnchor ? { state: "active" as const } : {}),
    ...(Object.keys(labels).length === 0 ? {} : { labels }),
  };
}

export function assembleNodes(seed: NodesSeed, families: Families): Nodes {
  const anchor = seed.anchor % seed.seeds.length;
  const nodes = seed.seeds.map((each, index) => assembleNode(each, index, index === anchor, seed.labelled, families));
  return { nodes, anchor, label: seed.labelled ? edgeLabel : null };
}

export const selectorSeed = fc.record({ byLabels: fc.boolean(), picks: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }) });
type SelectorSeed = typeof selectorSeed extends fc.Arbitrary<infer T> ? T : never;

/** Chooses some nodes by name or by label: always the anchor. */
export function assembleSelector(seed: SelectorSeed, { nodes, anchor, label }: Nodes): SelectorInput {
  if (seed.byLabels) return { matchLabels: { ...label } };
  return nodes.filter((_, index) => index === anchor || seed.picks[index % seed.picks.length]).map(({ name }) => name);
}
