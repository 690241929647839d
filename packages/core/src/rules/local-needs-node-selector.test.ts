import { describe, expect, it } from "vitest";
import { localNeedsNodeSelector } from "./local-needs-node-selector.js";
import { violations } from "./rule-testing.js";

const ingress = (nodes: number, more: string): string => `cluster:
  nodes: [${Array.from({ length: nodes }, (_, index) => `{ name: worker-${index + 1}, address: 192.168.103.${index + 21} }`).join(", ")}]
  ingress: { controller: ingress-nginx, nodePorts: { http: 32729, https: 32366 }${more} }`;
const local = ", externalTrafficPolicy: Local";

it.each([
  ["Cluster, which is the default", ""],
  ["Cluster, where every node answers", ingress(2, ", externalTrafficPolicy: Cluster")],
  ["Local with names", ingress(2, `${local}, nodes: [worker-1]`)],
  ["Local with every node", ingress(2, `${local}, nodes: { matchLabels: {} }`)],
  ["no controller", "cluster: { nodes: [] }"],
])("keeps the law: %s", (_, fields) => {
  expect(violations(localNeedsNodeSelector, fields)).toEqual([]);
});

describe("breaks the law", () => {
  it.each([
    [1, "the one node that is not of the control plane"],
    [2, "all 2 nodes that are not of the control plane"],
  ])("Local with %i nodes that nobody chose", (count, nodes) => {
    expect(violations(localNeedsNodeSelector, ingress(count, local))).toEqual([
      {
        message: `under Local a node answers only with a controller on it, and traffic goes to ${nodes}`,
        path: "cluster.ingress.externalTrafficPolicy",
      },
    ]);
  });
});
