import { describe, expect, it } from "vitest";
import { formatPath } from "../diagnostics/path.js";
import { documentWith, vip } from "../rules/rule-testing.js";
import { parseEdge } from "./parse.js";

const parse = (fields: string, refused: readonly (readonly (string | number)[])[] = []) =>
  parseEdge(documentWith(fields), refused, () => null);
const machines = (...entries: readonly string[]): string =>
  `loadBalancers: [${entries.map((entry) => `{ ${entry}, interface: ens160 }`).join(", ")}]\n`;

/** What is left of a document: each list's entries by their places in the source. */
function left(fields: string, refused: readonly (readonly (string | number)[])[] = []) {
  const { parsed, findings } = parse(fields, refused);
  if (parsed === null) throw new Error("no document");
  const places = (list: readonly { readonly path: readonly (string | number)[] }[]) => list.map(({ path }) => formatPath(path)).join(" ");
  return {
    findings: findings.length,
    nodes: places(parsed.nodes),
    loadBalancers: places(parsed.loadBalancers),
    vips: places(parsed.vips),
    routes: places(parsed.routes),
    holes: [...parsed.holes].sort().join(" "),
    names: [...parsed.holeNames].sort().join(" "),
    unnamed: [...parsed.unnamed].sort().join(" "),
  };
}

const whole = {
  findings: 0,
  nodes: "cluster.nodes[0] cluster.nodes[1] cluster.nodes[2]",
  loadBalancers: "loadBalancers[0] loadBalancers[1]",
  vips: "vips[0]",
  routes: "routes[0]",
  holes: "",
  names: "",
  unnamed: "",
};

describe("an entity that the schema refuses is a hole, and the rest stands", () => {
  it("nothing is refused", () => {
    expect(left("")).toEqual(whole);
  });

  it.each<[string, string, object]>([
    ["a VIP", vip().replace("51", "0"), { findings: 1, vips: "", holes: "vips", names: "public" }],
    [
      "the first machine: the second keeps its place",
      machines("name: hapxy1, address: nowhere", "name: hapxy2, address: 192.168.103.12/24"),
      { findings: 1, loadBalancers: "loadBalancers[1]", holes: "loadBalancers", names: "hapxy1" },
    ],
    [
      "a machine without a name: any name may be its",
      machines("address: 192.168.103.11/24", "name: hapxy2, address: 192.168.103.12/24"),
      { findings: 1, loadBalancers: "loadBalancers[1]", holes: "loadBalancers", unnamed: "loadBalancers" },
    ],
    [
      "a machine whose name is misspelt as a field",
      machines("nam: hapxy1, address: 192.168.103.11/24", "name: hapxy2, address: 192.168.103.12/24"),
      { findings: 1, loadBalancers: "loadBalancers[1]", holes: "loadBalancers", unnamed: "loadBalancers" },
    ],
    ["a list that is none", "vips: 5", { findings: 1, vips: "", holes: "vips", unnamed: "vips" }],
    ["the nodes", "cluster: { nodes: 5 }", { findings: 1, nodes: "", holes: "nodes", unnamed: "nodes" }],
    ["the cluster", "cluster: 5", { findings: 1, nodes: "", holes: "cluster" }],
    ["a field of the document", "balance: 5", { findings: 1, holes: "balance" }],
    ["its name", "name: On Prem", { findings: 1, holes: "name" }],
    ["the controller", "cluster: { nodes: [], ingress: 5 }", { findings: 1, nodes: "", holes: "ingress" }],
  ])("%s", (_, fields, changed) => {
    expect(left(fields)).toEqual({ ...whole, ...changed });
  });

  it("an unknown field is left out, and is no hole", () => {
    expect(left(`extra: { a: 1 }\n${vip("extra: 1")}`)).toEqual({ ...whole, findings: 2 });
  });

  it("is left out where it stands, and nothing of its name elsewhere", () => {
    expect(left("timeouts: { nodes: 5 }")).toEqual({ ...whole, findings: 1 });
  });

  it("what another check has refused is a hole too", () => {
    expect(left("", [["vips", 0, "name"]])).toEqual({ ...whole, vips: "", holes: "vips", names: "public" });
    expect(left("", [["cluster", "nodes", 1, "labels", "a"]])).toMatchObject({
      nodes: "cluster.nodes[0] cluster.nodes[2]",
      names: "worker-2",
    });
  });
});

describe("what is left is as it was written", () => {
  it("beside a hole", () => {
    expect(parse(vip().replace("51", "0")).parsed?.edge.cluster.ingress).toMatchObject({ controller: "ingress-nginx" });
    expect(parse("cluster: { nodes: [], ingress: 5 }").parsed?.edge.cluster.ingress).toBeUndefined();
    expect(parse("balance: 5\ntimeouts: { client: 90s }").parsed?.edge).toMatchObject({ name: "on-prem", timeouts: { client: "90s" } });
  });

  it("around unknown fields, at any depth", () => {
    const second = "{ name: partner, address: 192.168.103.9, virtualRouterId: 52, primary: hapxy2, backup: hapxy1, failover: { max: 2s } }";
    const { parsed, findings } = parse(
      `extra: 1\n${vip("failover: { max: 1s, extra: 1, timers: { extra: 1, weight: -5 } }")}\n  - ${second}`,
    );
    expect(findings.map(({ path }) => formatPath(path))).toEqual(["vips[0].failover.timers.extra", "vips[0].failover.extra", "extra"]);
    expect(parsed?.vips.map(({ value }) => ("failover" in value ? value.failover : null))).toEqual([
      { max: "1s", timers: { weight: -5 } },
      { max: "2s" },
    ]);
  });
});

it.each([null, undefined, 5, "name: x", [], [{}], true])("%j is no document", (raw) => {
  const { parsed, findings } = parseEdge(raw, [], () => null);
  expect(parsed).toBeNull();
  expect(findings.map(({ code, path }) => [code, path])).toEqual([["document-not-mapping", []]]);
});

it("every required field of an empty document is reported, in one run", () => {
  const { parsed, findings } = parseEdge({}, [], () => null);
  expect(findings.map(({ message }) => message)).toEqual([
    "the document has no apiVersion",
    "the document has no name",
    "the document has no cluster",
  ]);
  expect(parsed?.edge).toMatchObject({ name: "hole", cluster: { nodes: [] } });
});

it("names that mean something to JavaScript are fields like others", () => {
  const hostile: unknown = JSON.parse('{ "__proto__": { "name": "x" }, "constructor": 1, "toString": 2 }');
  const { findings } = parseEdge({ ...documentWith(""), ...Object(hostile), vips: [hostile] }, [], () => null);
  expect(findings.filter(({ code }) => code === "field-unknown").map(({ path }) => formatPath(path))).toEqual(
    expect.arrayContaining(["constructor", "toString", "vips[0].constructor", "vips[0].toString"]),
  );
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
});
