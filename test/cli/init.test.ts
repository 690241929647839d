import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { folder, withMode } from "./support/folder.js";

const controlPlane = { "node-role.kubernetes.io/control-plane": "" };

/** A node as `kubectl get nodes -o json` gives it, with some of what else is in there. */
const node = (name: unknown, addresses: readonly (readonly [type: string, address: unknown])[], labels: object = {}): object => ({
  apiVersion: "v1",
  kind: "Node",
  metadata: {
    annotations: { "node.alpha.kubernetes.io/ttl": "0" },
    creationTimestamp: "2025-01-01T00:00:00Z",
    labels: { "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", ...labels },
    name,
  },
  spec: { podCIDR: "10.244.1.0/24", podCIDRs: ["10.244.1.0/24"] },
  status: {
    addresses: addresses.map(([type, address]) => ({ address, type })),
    capacity: { cpu: "4", memory: "16393244Ki" },
    conditions: [{ reason: "KubeletReady", status: "True", type: "Ready" }],
    nodeInfo: { architecture: "amd64", kubeletVersion: "v1.32.1" },
  },
});
const kubectl = (...items: readonly object[]): string =>
  JSON.stringify({ apiVersion: "v1", items, kind: "List", metadata: { resourceVersion: "" } }, null, 4);

const worker = (n: number): object =>
  node(`worker-${n}`, [
    ["InternalIP", `192.168.103.2${n}`],
    ["Hostname", `worker-${n}`],
  ]);
const nodesOf = (text: string): unknown => parse(text).cluster.nodes;

describe("init", () => {
  it("writes a commented document and its schema, and ends with the next command", async () => {
    const place = folder();
    expect(place.run("init")).toEqual({
      status: 0,
      stdout: "wrote edge.yaml and edgewright.schema.json\nnext: change its names and addresses, then\n  edgewright check edge.yaml\n",
      stderr: "",
    });
    await expect(place.read("edge.yaml")).toMatchFileSnapshot("golden/starter.yaml");
    expect(place.run("schema").stdout).toBe(place.read("edgewright.schema.json"));
  });

  it("writes what is sound as it stands: the starter passes check and is rendered", () => {
    const place = folder();
    place.run("init");
    expect(place.run("check edge.yaml")).toEqual({ status: 0, stdout: "edge.yaml: fine; it renders 18 files\n", stderr: "" });
    expect(place.run("render edge.yaml --out out").status).toBe(0);
  });

  it("points the editor at a file that is there, wherever the document is", () => {
    const place = folder();
    expect(place.run("init clusters/east/edge.yml").stdout).toMatch(
      /^wrote clusters\/east\/edge\.yml and clusters\/east\/edgewright\.schema\.json\n/,
    );
    const [, schema = ""] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(place.read("clusters/east/edge.yml")) ?? [];
    expect(JSON.parse(place.read(`clusters/east/${schema}`))).toMatchObject({ type: "object" });
  });

  it("never overwrites a document", () => {
    const place = folder({ "edge.yaml": "mine\n" });
    expect(place.run("init")).toEqual({
      status: 2,
      stdout: "",
      stderr: "edgewright: edge.yaml is there already, and init never overwrites; edgewright check edge.yaml, or init another FILE\n",
    });
    expect(Object.keys(place.tree())).toEqual(["edge.yaml"]);
    expect(place.read("edge.yaml")).toBe("mine\n");
  });

  it("never overwrites a schema", () => {
    const place = folder({ "edgewright.schema.json": "mine\n" });
    expect(place.run("init").stdout).toMatch(/^wrote edge\.yaml\n/);
    expect(place.read("edgewright.schema.json")).toBe("mine\n");
  });

  it.each([
    ["init a.yaml b.yaml", "init writes one FILE; edgewright init a.yaml"],
    ["init edge.json", "init writes YAML, and edge.json is not a name for it; edgewright init edge.yaml"],
    ["init -", "init writes YAML, and - is not a name for it; edgewright init edge.yaml"],
    ["init taken/edge.yaml", "taken/edge.yaml cannot be written: a part of its path is a file; check the folder and its permissions"],
    ["init --nodes gone.json", "gone.json does not exist; check the name"],
    ["init --nodes", "--nodes needs a value; --nodes FILE; edgewright init --help says more"],
  ])("edgewright %s", (args, sentence) => {
    const place = folder({ taken: "a file\n" });
    expect(place.run(args)).toEqual({ status: 2, stdout: "", stderr: `edgewright: ${sentence}\n` });
    expect(Object.keys(place.tree())).toEqual(["taken"]);
  });
});

it("says why it cannot write", () => {
  const place = folder({ "closed/edge.yaml": "" });
  withMode(place, "closed", 0o555);
  expect(place.run("init closed/new.yaml", { unprivileged: true })).toEqual({
    status: 2,
    stdout: "",
    stderr: "edgewright: closed/new.yaml cannot be written: permission denied; check the folder and its permissions\n",
  });
});

describe("init --nodes", () => {
  const written = (input: string): string => {
    const place = folder();
    const { status, stderr } = place.run("init --nodes -", { input });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const checked = place.run("check edge.yaml");
    expect(checked.stderr).not.toContain("error");
    expect(checked.status).toBe(0);
    return place.read("edge.yaml");
  };

  it("takes names and internal addresses", () => {
    expect(nodesOf(written(kubectl(worker(1), worker(2), worker(3))))).toEqual([
      { name: "worker-1", address: "192.168.103.21" },
      { name: "worker-2", address: "192.168.103.22" },
      { name: "worker-3", address: "192.168.103.23" },
    ]);
  });

  it("takes one node, as kubectl gives a single one", () => {
    expect(nodesOf(written(JSON.stringify(worker(1))))).toEqual([{ name: "worker-1", address: "192.168.103.21" }]);
  });

  it("takes one address of each family, the first, and none of another type", () => {
    const dual = node("worker-1", [
      ["ExternalIP", "203.0.113.5"],
      ["InternalIP", "192.168.103.21"],
      ["InternalIP", "2001:db8:103::21"],
      ["InternalIP", "198.51.100.21"],
      ["Hostname", "worker-1"],
    ]);
    expect(nodesOf(written(kubectl(dual, worker(2))))).toEqual([
      { name: "worker-1", address: ["192.168.103.21", "2001:db8:103::21"] },
      { name: "worker-2", address: "192.168.103.22" },
    ]);
  });

  it("keeps the control plane's label, so that ingress traffic stays off it", () => {
    const text = written(kubectl(node("control-1", [["InternalIP", "192.168.103.31"]], controlPlane), worker(1), worker(2)));
    expect(nodesOf(text)).toContainEqual({ name: "control-1", address: "192.168.103.31", labels: controlPlane });
    expect(parse(text).cluster.ingress).not.toHaveProperty("nodes");
  });

  it("names the nodes of a cluster that is all control plane: none would get ingress traffic", () => {
    const text = written(
      kubectl(
        node("control-1", [["InternalIP", "192.168.103.31"]], controlPlane),
        node("control-2", [["InternalIP", "192.168.103.32"]], controlPlane),
      ),
    );
    expect(parse(text).cluster.ingress.nodes).toEqual(["control-1", "control-2"]);
  });

  it("reads a file as well", () => {
    const place = folder({ "nodes.json": kubectl(worker(1), worker(2)) });
    expect(place.run("init --nodes nodes.json").status).toBe(0);
    expect(nodesOf(place.read("edge.yaml"))).toHaveLength(2);
  });

  it.each([
    ["", "standard input is empty: kubectl gave nothing"],
    ["NAME     STATUS\nworker-1 Ready\n", "standard input is not JSON"],
    ['{ "kind": "List", "items": [] }', "standard input lists no node with an InternalIP"],
    ['{ "kind": "Status", "code": 403 }', "standard input lists no node with an InternalIP"],
    ["null", "standard input lists no node with an InternalIP"],
  ])("%j is refused, and nothing is written", (input, sentence) => {
    const place = folder();
    const stderr = `edgewright: ${sentence}; kubectl get nodes -o json | edgewright init --nodes -\n`;
    expect(place.run("init --nodes -", { input })).toEqual({ status: 2, stdout: "", stderr });
    expect(place.tree()).toEqual({});
  });
});

describe("names and addresses that are hostile arrive as they are, or are refused; they change nothing else", () => {
  const hostile: readonly string[] = [
    "worker-1 }\nvips: []",
    "worker-1, address: 198.51.100.1 }",
    '"',
    "'",
    "\\",
    "a: b",
    "# comment",
    "*alias",
    "&anchor",
    "!tag",
    "true",
    "null",
    "1e3",
    "${HOME}",
    "{{ machine }}",
    "\0",
    "\u001b[31m",
    "\u2028\u0085\u202e",
    "\ud800",
    "é".repeat(300),
    "__proto__",
  ];

  it.each(hostile)("%j as a name and as an address", (text) => {
    const place = folder();
    expect(place.run("init --nodes -", { input: kubectl(node(text, [["InternalIP", text]]), worker(2)) }).status).toBe(0);
    const document = parse(place.read("edge.yaml"));
    expect(document.cluster.nodes).toEqual([
      { name: text, address: text },
      { name: "worker-2", address: "192.168.103.22" },
    ]);
    expect(document.vips).toHaveLength(1);
    const { status, stdout, stderr } = place.run("check edge.yaml");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^edge\.yaml:13:\d+ error /);
    expect(stderr).not.toMatch(/[\0-\u0009\u000b-\u001f\u202e]/);
  });
});
