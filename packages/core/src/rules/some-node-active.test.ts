import { describe, expect, it } from "vitest";
import { nodes, violations } from "./rule-testing.js";
import { someNodeActive } from "./some-node-active.js";

const node = (number: number, more = ""): string => `name: worker-${number}, address: 192.168.103.${20 + number}${more}`;
const controlPlane = (number: number): string => node(number, ', labels: { node-role.kubernetes.io/control-plane: "" }');
const stream = (...names: readonly string[]): string =>
  `streams: [{ name: kube-api, vip: public, port: 6443, nodes: [${names.join(", ")}] }]`;
const selected = (selector: string, ...entries: readonly string[]): string =>
  nodes(...entries).replace("controller:", `nodes: ${selector}, controller:`);
const addOne = "add a node, or set another one's state to active";

describe("keeps the law", () => {
  it.each([
    ["three nodes", ""],
    ["two of three", nodes(node(1), node(2, ", state: drain"), node(3))],
    ["streams of their own nodes", `${nodes(node(1), node(2), controlPlane(3), controlPlane(4))}\n${stream("worker-3", "worker-4")}`],
    ["no controller", "cluster: { nodes: [] }"],
  ])("%s", (_, fields) => {
    expect(violations(someNodeActive, fields)).toEqual([]);
  });

  it("says nothing while a node was refused, or a selector chose none", () => {
    expect(violations(someNodeActive, nodes(node(1, ", weight: 300")), 1)).toEqual([]);
    expect(violations(someNodeActive, "cluster: 5", 1)).toEqual([]);
    expect(violations(someNodeActive, selected("{ matchLabels: { role: edge } }", node(1), node(2)), 1)).toEqual([]);
    expect(violations(someNodeActive, selected("[worker-9]", node(1), node(2)), 1)).toEqual([]);
    expect(violations(someNodeActive, selected("{ matchLabels: { role: edge } }", node(1), controlPlane(2)), 1)).toEqual([]);
    expect(violations(someNodeActive, stream(), 1)).toEqual([]);
  });
});

describe("one active node is a warning", () => {
  it.each<[string, string, object]>([
    [
      "of the controller",
      nodes(node(1, ", state: drain"), node(2), node(3, ", state: disabled")),
      { message: "the ingress controller has one active node: when worker-2 is lost, nobody answers", path: "cluster.nodes" },
    ],
    [
      "of a stream",
      stream("worker-3"),
      { message: 'stream "kube-api" has one active node: when worker-3 is lost, nobody answers', path: "streams[0].nodes" },
    ],
    [
      "of those that the controller runs on",
      selected("[worker-1]", node(1), node(2)),
      { message: "the ingress controller has one active node: when worker-1 is lost, nobody answers", path: "cluster.nodes" },
    ],
    [
      "that is not of the control plane",
      nodes(node(1), controlPlane(2)),
      { message: "the ingress controller has one active node: when worker-1 is lost, nobody answers", path: "cluster.nodes" },
    ],
  ])("%s", (_, fields, expected) => {
    expect(violations(someNodeActive, fields)).toEqual([{ ...expected, part: "key", severity: "warning", fix: addOne }]);
  });
});

describe("no active node is an error", () => {
  it.each<[string, string, object]>([
    [
      "of the controller",
      nodes(node(1, ", state: drain"), node(2, ", state: disabled")),
      { message: "the ingress controller has no active node", path: "cluster.nodes" },
    ],
    ["of an empty list", nodes(), { message: "the ingress controller has no active node", path: "cluster.nodes" }],
    [
      "of a stream",
      `${nodes(node(1), node(2), node(3, ", state: disabled"))}\n${stream("worker-3")}`,
      { message: 'stream "kube-api" has no active node', path: "streams[0].nodes" },
    ],
    [
      "since all are of the control plane",
      nodes(controlPlane(1), controlPlane(2)),
      {
        message: "the ingress controller has no node: all are labelled control-plane, which get no ingress traffic unless they are named",
        path: "cluster.nodes",
        fix: "nodes: [worker-1, worker-2]  # under cluster.ingress",
      },
    ],
  ])("%s", (_, fields, expected) => {
    expect(violations(someNodeActive, fields)).toEqual([{ ...expected, part: "key" }]);
  });
});
