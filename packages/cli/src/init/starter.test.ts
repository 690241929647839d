import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { nodesFromKubectl } from "./kubectl-nodes.js";
import { exampleNodes, starter } from "./starter.js";

const nodesIn = (text: string): unknown => parse(text).cluster.nodes;
const line = (text: string): string => text.split("\n").find((each) => each.includes("- { name: ")) ?? "";
const only = (name: string, ...addresses: readonly string[]) => [{ name, addresses, controlPlane: false }];

describe("the starter's nodes", () => {
  it.each([
    [only("worker-1", "192.168.103.21"), "    - { name: worker-1, address: 192.168.103.21 }"],
    [only("worker-1", "192.168.103.21", "2001:db8::21"), '    - { name: worker-1, address: [192.168.103.21, "2001:db8::21"] }'],
    [only("true", "2001:db8::21"), '    - { name: "true", address: "2001:db8::21" }'],
    [only("1e3", "~"), '    - { name: "1e3", address: "~" }'],
    [only("a\u2028\u0085b", "x y"), '    - { name: "a\\u2028\\u0085b", address: "x y" }'],
  ])("%j", (nodes, expected) => {
    expect(line(starter(nodes, "s.json"))).toBe(expected);
  });

  it("come back from YAML as they are, whatever they are, and nothing else changes", () => {
    const { cluster: _, ...others } = parse(starter(exampleNodes, "s.json"));
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), fc.boolean(), (name, address, controlPlane) => {
        const { cluster, ...rest } = parse(starter([{ name, addresses: [address], controlPlane }], "s.json"));
        expect(cluster.nodes[0]).toMatchObject({ name, address });
        expect(cluster.nodes).toHaveLength(1);
        expect(rest).toEqual(others);
      }),
    );
  });
});

describe("nodes of kubectl", () => {
  it("never fail but with a sentence, whatever the JSON", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(() => nodesFromKubectl(text, "nodes.json")).toThrow(/^nodes\.json (?:is not JSON|lists no node with an InternalIP)$/);
      }),
    );
  });

  it("are those with a name and an internal address", () => {
    const node = (name: unknown, ...addresses: readonly unknown[]) => ({ metadata: { name }, status: { addresses } });
    const internal = { type: "InternalIP", address: "192.168.103.21" };
    const items = [node("a", internal), node("b"), node(3, internal), node("c", { type: "InternalIP", address: 4 }), null];
    const text = starter(nodesFromKubectl(JSON.stringify({ items }), "-"), "s.json");
    expect(nodesIn(text)).toEqual([{ name: "a", address: "192.168.103.21" }]);
  });
});
