import { describe, expect, it } from "vitest";
import { change, smallest } from "./support/documents.js";
import { example, folder } from "./support/folder.js";

/** A document in which rules compete: an exact host and the wildcard above it, paths of every type, options, and a host with an expression. */
const rules = `clientIp: proxy-protocol
${change(
  /routes:[\s\S]*$/.exec(smallest)?.[0] ?? "",
  `routes:
  - host: "*.example.com"
    service: { name: everything, port: http }
  - host: shop.example.com
    namespace: shop
    tls: { secretName: shop-tls }
    paths:
      - { path: /, pathType: Prefix, service: { name: shop, port: 80 } }
      - { path: /cart, pathType: Prefix, service: { name: cart, port: 80 } }
      - { path: /cart, pathType: Exact, service: { name: basket, port: 80 } }
  - host: api.example.com
    namespace: api
    options: { rewriteTo: /v2, allowedSources: [203.0.113.0/24], redirectToHttps: true }
    paths:
      - { path: /orders, pathType: Prefix, service: { name: orders, port: 8080 } }
  - host: api.example.com
    name: api-status
    namespace: api
    paths:
      - { path: /status, pathType: Exact, service: { name: status, port: 80 } }
`,
)}`;
/** What the rules say of it, which explain says too. */
const remarks = ["regex-spreads", "wildcard-not-merged", "client-ip-change-needs-second-port"];
const codesIn = (stderr: string): readonly string[] =>
  [...stderr.matchAll(/ (?:error|warning|info) ([a-z0-9-]+): /g)].map(([, code = ""]) => code);

const documents: Readonly<Record<string, string>> = {
  rules,
  ...Object.fromEntries(
    ["on-prem", "control-plane", "tls-termination", "client-ip", "dual-stack", "active-active"].map((name) => [name, example(name)]),
  ),
};

const golden: readonly (readonly [name: string, document: string, args: string, status: 0 | 1])[] = [
  ["https", "on-prem", "https://shop.example.com/cart?x=1", 0],
  ["http", "on-prem", "http://shop.example.com/", 0],
  ["primary-down", "on-prem", "shop.example.com --down hapxy1", 0],
  ["two-nodes-down", "on-prem", "shop.example.com --down worker-1 --down worker-2", 0],
  ["all-nodes-down", "on-prem", "shop.example.com --down worker-1 --down worker-2 --down worker-3", 1],
  ["both-machines-down", "on-prem", "shop.example.com --down hapxy1 --down hapxy2", 1],
  ["host-unserved", "on-prem", "https://shop.exmaple.com/", 1],
  ["port-unserved", "on-prem", "https://shop.example.com:8443/", 1],
  ["machine-address", "on-prem", "https://192.168.103.11/", 1],
  ["path-unserved", "rules", "https://api.example.com/order", 1],
  ["wildcard-two-labels", "rules", "https://a.b.example.com/", 1],
  ["wildcard", "rules", "https://blog.example.com/", 0],
  ["exact-before-wildcard", "rules", "https://shop.example.com/cart", 0],
  ["expressions", "rules", "https://api.example.com/ORDERS/7", 0],
  ["redirected-by-the-controller", "rules", "http://api.example.com/orders", 0],
  ["stream", "control-plane", "tcp://192.168.103.10:6443", 0],
  ["stream-port-unnamed", "control-plane", "https://192.168.103.10/", 1],
  ["tls-termination", "tls-termination", "http://shop.example.com/cart", 0],
  ["client-ip", "client-ip", "https://shop.example.com/", 0],
  ["dual-stack-address", "dual-stack", "https://[2001:db8:103::10]/", 1],
  ["second-vip", "active-active", "shop.example.com/api/x --vip west --down hapxy2", 0],
];

describe("the way of a request", () => {
  it.each(golden)("%s", async (name, document, args, expected) => {
    const place = folder({ "edge.yaml": documents[document] ?? "" });
    const { status, stdout, stderr } = place.run(`explain edge.yaml ${args}`, { env: { STATS_PASSWORD: "s3cret" } });
    await expect(stdout).toMatchFileSnapshot(`golden/explain/${name}.txt`);
    expect(status).toBe(expected);
    expect(codesIn(stderr).filter((code) => !remarks.includes(code))).toEqual([]);
  });

  it("names lines that are there, in the document and in what render writes", () => {
    const place = folder({ "edge.yaml": rules });
    place.run("render edge.yaml --out out");
    const { stdout } = place.run("explain edge.yaml http://shop.example.com/cart/x --format json");
    const {
      steps,
    }: { steps: readonly { kind: string; source: { line: number } | null; output: { file: string; line: number } | null }[] } =
      JSON.parse(stdout);
    const lines = steps.map(({ kind, source, output }) => [
      kind,
      source === null ? null : rules.split("\n")[source.line - 1]?.trim(),
      output === null ? null : place.read(`out/${output.file}`).split("\n")[output.line - 1]?.trim(),
    ]);
    const cart = "- { path: /cart, pathType: Prefix, service: { name: cart, port: 80 } }";
    const vip = "- { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }";
    const nodePorts = "nodePorts: { http: 32729, https: 32366 }";
    expect(lines).toEqual([
      ["vip", vip, "192.168.103.10/32 dev ens160"],
      ["holder", vip, "priority 254"],
      ["listener", vip, "frontend vip_public_http"],
      ["backend", nodePorts, "backend ingress_http"],
      ["controller", nodePorts, 'use-forwarded-headers: "false"'],
      ["rule", cart, "- path: /cart"],
      ["redirect", "tls: { secretName: shop-tls }", null],
      ["listener", vip, "frontend vip_public_https"],
      ["backend", nodePorts, "backend ingress_https"],
      ["controller", "tls: { secretName: shop-tls }", "secretName: shop-tls"],
      ["rule", cart, "- path: /cart"],
      ["service", cart, "name: cart"],
      ["client", "clientIp: proxy-protocol", 'use-proxy-protocol: "true"'],
    ]);
  });

  it("a template of one's own may not have the line", () => {
    const place = folder({ "edge.yaml": smallest, "templates/keepalived.conf.njk": "# {{ machine }}\n" });
    const { status, stdout } = place.run("explain edge.yaml shop.example.com --templates templates");
    expect(status).toBe(0);
    expect(stdout).toContain("[edge.yaml:15, hapxy1/keepalived.conf]\n");
  });
});

describe("--format json", () => {
  const explained = (args: string) => {
    const { status, stdout, stderr } = folder({ "edge.yaml": smallest }).run(`explain edge.yaml ${args} --format json`);
    return { status, stderr, way: JSON.parse(stdout) };
  };

  it("is the same as data", () => {
    const { status, stderr, way } = explained("https://shop.example.com/cart --down hapxy1 --down worker-2");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "[]\n" });
    expect(way).toMatchObject({
      url: "https://shop.example.com/cart",
      down: ["hapxy1", "worker-2"],
      served: true,
      holder: "hapxy2",
      answer: { kind: "service", namespace: "default", service: "shop", port: 80, path: "/cart" },
      nearly: [],
    });
    const backend = way.steps.find(({ kind }: { kind: string }) => kind === "backend");
    expect(backend.nodes).toEqual([
      { name: "worker-1", address: "192.168.103.21", state: "active", share: 0.5 },
      { name: "worker-2", address: "192.168.103.22", state: "down", share: 0 },
      { name: "worker-3", address: "192.168.103.23", state: "active", share: 0.5 },
    ]);
    expect(backend).toMatchObject({ source: { file: "edge.yaml", line: 10 }, output: { file: "hapxy2/haproxy.cfg", line: 73 } });
  });

  it("says what a request that nothing serves came near to", () => {
    const { status, way } = explained("https://shop.example.com:80/");
    expect(status).toBe(1);
    expect(way).toMatchObject({ served: false, answer: null, holder: null });
    expect(way.nearly[0]).toMatchObject({ text: "port 80 of public is plain HTTP", instead: "http://shop.example.com/" });
  });
});

describe("what cannot be told", () => {
  it("a document with errors: its diagnostics", () => {
    const place = folder({ "edge.yaml": change("backup: hapxy2", "backup: hapxy3") });
    const { status, stdout, stderr } = place.run("explain edge.yaml shop.example.com");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^edge\.yaml:15:\d+ error reference-unknown: /);
    expect(stderr).toMatch(/\n1 error; there is no way to tell\.\n$/);
  });

  it.each([
    ["", "explain takes one FILE and one URL; edgewright explain edge.yaml https://shop.example.com/cart"],
    ["edge.yaml", "explain takes one FILE and one URL; "],
    ["edge.yaml a b", "explain takes one FILE and one URL; "],
    ["https://shop.example.com edge.yaml", "https://shop.example.com is a URL where the FILE stands; the FILE comes first: "],
    ["edge.yaml ftp://shop.example.com", "an edge serves no ftp://; https://, http:// or tcp://"],
    ["edge.yaml shop.example.com --down hapxy3", "--down hapxy3 is no machine or node of the document; did you mean hapxy2?"],
    [
      "edge.yaml shop.example.com --down x",
      "--down x is no machine or node of the document; one of hapxy1, hapxy2, worker-1, worker-2, worker-3",
    ],
    ["edge.yaml shop.example.com --vip publik", "--vip publik is no VIP of the document; did you mean public?"],
    ["edge.yaml shop.example.com --format sarif", "--format sarif is for diagnostics, and explain tells a way: pretty or json; "],
    ["edge.yaml shop.example.com --format github", "--format github is for diagnostics, and explain tells a way: pretty or json; "],
    ["edge.yaml shop.example.com --format xml", "--format xml is not one of pretty, json; "],
    ["gone.yaml shop.example.com", "gone.yaml"],
  ])("explain %s", (args, expected) => {
    const { status, stdout, stderr } = folder({ "edge.yaml": smallest }).run(`explain ${args}`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(expected);
  });
});
