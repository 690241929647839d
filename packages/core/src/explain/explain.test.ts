import { describe, expect, it } from "vitest";
import { vip } from "../rules/rule-testing.js";
import { explained, kinds, shop, step } from "./explain-testing.js";
import type { Way } from "./way.js";

const cluster = (
  more: string,
  nodes = "{ name: worker-1, address: 192.168.103.21 }, { name: worker-2, address: 192.168.103.22 }",
): string => `cluster: { nodes: [${nodes}], ingress: { controller: ingress-nginx, nodePorts: { http: 32729, https: 32366 }${more} } }`;

describe("the steps", () => {
  const served = "vip holder listener backend controller rule service client";
  it.each<[string, string, string, string]>([
    ["https", "", shop, served],
    ["no scheme", "", "shop.example.com", served],
    ["http without tls", "", "http://shop.example.com/", served],
    [
      "HAProxy redirects",
      vip("listeners: { http: { mode: redirect } }"),
      "http://shop.example.com/",
      `vip holder listener redirect ${served.slice(11)}`,
    ],
    ["no such host", "", "https://other.test/", "vip holder listener backend controller end"],
    ["an address", "", "https://192.168.103.10/", "vip holder listener backend controller end"],
    ["no such port", "", "https://shop.example.com:1/", "end"],
    ["no VIP", "vips: []", shop, "end"],
    ["tcp without a port", "", "tcp://192.168.103.10", "end"],
    [
      "a stream, whatever the scheme",
      "streams: [{ name: db, vip: public, port: 5432, nodes: [worker-1] }]",
      "https://192.168.103.10:5432",
      "vip holder listener backend client",
    ],
  ])("%s", (_, fields, url, expected) => {
    expect(kinds(explained(fields, url))).toBe(expected);
  });

  it("without a scheme the listener at the port decides, and else https, http, streams", () => {
    const off = vip("listeners: { https: { mode: off }, http: { port: 8080 } }").replace("mode: off", 'mode: "off"');
    expect(step(explained(off, "shop.example.com:8080"), "listener")).toMatchObject({ port: 8080, mode: "forward" });
    expect(explained(off, "shop.example.com").steps.at(-1)).toMatchObject({ answer: "no listener of public takes http on port 80" });
    expect(explained("", "shop.example.com:80").answer).toMatchObject({ service: "shop" });
  });
});

describe("who holds the VIP", () => {
  it.each<[string, string, readonly string[], string | null, string]>([
    ["all are well", "", [], "hapxy1", "hapxy1 holds it: the primary, while it is well"],
    [
      "a delay",
      "failover: { preempt: { delay: 10s } }",
      [],
      "hapxy1",
      "hapxy1 holds it: the primary, while it is well, and takes it back 10s after it is well again",
    ],
    [
      "without preemption",
      "failover: { preempt: false }",
      [],
      "hapxy1",
      "hapxy1 holds it, or hapxy2 if that took it last: preempt is false, so it stays where it is",
    ],
    ["the primary is down", "", ["hapxy1"], "hapxy2", "hapxy2 holds it: hapxy1 is down"],
    ["the backup is down", "", ["hapxy2"], "hapxy1", "hapxy1 holds it: hapxy2 is down, so nobody takes over when hapxy1 fails too"],
    ["both are", "", ["hapxy1", "hapxy2"], null, "nobody holds it: hapxy1 and hapxy2 are both down"],
  ])("%s", (_, fields, down, holder, text) => {
    const way = explained(vip(fields), shop, down);
    expect(way.holder).toBe(holder);
    expect(way.steps[1]?.text).toBe(text);
    expect(way.answer === null).toBe(holder === null);
  });

  it.each([
    ["global: [a], instances: { public: [b] }", "VIP public and all VIPs"],
    ["global: [a], instances: { other: [b] }", "all VIPs"],
    ["instances: { public: [b] }", "VIP public"],
    ["instances: { other: [b] }", null],
  ])("raw.keepalived { %s } is beyond what is told", (raw, whose) => {
    const expected = `raw.keepalived adds lines for ${whose}, of which this knows nothing: who holds it, and how soon, is by the timers without them`;
    for (const down of [[], ["hapxy1"], ["hapxy2"]]) {
      const { details } = step(explained(`raw: { keepalived: { ${raw} } }`, shop, down), "holder");
      expect(details.filter((each) => each.startsWith("raw."))).toEqual(whose === null ? [] : [expected]);
    }
  });

  it("within the time that the budget has for a machine that is lost", () => {
    expect(step(explained("", shop, ["hapxy1"]), "holder")).toMatchObject({ within: 492, machine: "hapxy2" });
    expect(step(explained("", shop), "holder")).toMatchObject({ within: 492 });
    expect(step(explained("", shop, ["hapxy2"]), "holder")).toMatchObject({ within: null });
  });
});

describe("the nodes and their shares", () => {
  const shares = (way: Way) => {
    const found = step(way, "backend");
    return found.kind === "backend" ? found.nodes.map(({ name, state, share }) => [name, state, share]) : [];
  };
  const three =
    "{ name: a, address: 192.168.103.21 }, { name: b, address: 192.168.103.22, weight: 3 }, { name: c, address: 192.168.103.23, state: drain }";

  it("by weight, without those that drain or are down", () => {
    expect(shares(explained(cluster("", three), shop))).toEqual([
      ["a", "active", 0.25],
      ["b", "active", 0.75],
      ["c", "drain", 0],
    ]);
    expect(shares(explained(cluster("", three), shop, ["b"]))).toEqual([
      ["a", "active", 1],
      ["b", "down", 0],
      ["c", "drain", 0],
    ]);
  });

  it.each([
    ["leastconn", null],
    ["source", null],
    ["random", 0.25],
    ["roundrobin", 0.25],
  ])("%s: %s", (balance, share) => {
    expect(shares(explained(`${cluster("", three)}\nbalance: ${balance}`, shop))[0]).toEqual(["a", "active", share]);
    expect(shares(explained(`${cluster("", three)}\nbalance: ${balance}`, shop, ["b"]))[0]).toEqual(["a", "active", 1]);
  });

  it.each([
    ["", "9 s", "5s"],
    ["timeouts: { connect: 1500ms }", "7.5 s", "1500ms"],
    ["balance: source", "9 s", "5s"],
  ])("%s: one that is down is left out within 3 s, or %s where it does not answer at all", (fields, silent, connect) => {
    const within = `a node that refuses connections is left out within 3 s, one that does not answer at all within ${silent}`;
    const until = `until then a connection that is tried there goes to another: at once where it is refused, after ${connect} (timeouts.connect) where nothing answers`;
    const notes = (down: readonly string[]) =>
      step(explained(fields, shop, down), "backend").details.filter((each) => /left out|until then/.test(each));
    expect(notes([])).toEqual([]);
    expect(notes(["hapxy1"])).toEqual([]);
    expect(notes(["worker-1"])).toEqual([within, until]);
    expect(notes(["worker-1", "worker-2", "worker-3"])).toEqual([within]);
  });

  it("none left: the connection is closed, or 503 where HAProxy speaks HTTP", () => {
    const down = ["worker-1", "worker-2", "worker-3"];
    expect(explained("", shop, down).steps.at(-1)).toMatchObject({ answer: "HAProxy closes the connection at once" });
    const terminate = vip("listeners: { https: { mode: terminate, certificate: /etc/c.pem } }");
    expect(explained(terminate, shop, down).steps.at(-1)).toMatchObject({ answer: "HAProxy answers 503" });
  });
});

describe("redirects", () => {
  const routes = (fields: string) => `routes: [{ host: shop.example.com, service: { name: shop, port: 80 }${fields} }]`;
  it.each<[string, string, string, string | null]>([
    ["tls", routes(", tls: { secretName: t }"), "http://shop.example.com/a?b", "https://shop.example.com/a?b"],
    [
      "tls of the wildcard above",
      `${routes("").slice(0, -1)}, { host: "*.example.com", service: { name: w, port: 80 }, tls: { secretName: t } }]`,
      "http://shop.example.com/",
      "https://shop.example.com/",
    ],
    ["switched off", routes(", tls: { secretName: t }, options: { redirectToHttps: false }"), "http://shop.example.com/", null],
    ["asked for", routes(", options: { redirectToHttps: true }"), "http://shop.example.com/", "https://shop.example.com/"],
    ["no tls", routes(""), "http://shop.example.com/", null],
    ["https already", routes(", tls: { secretName: t }"), shop, null],
  ])("%s", (_, fields, url, location) => {
    const redirect = explained(fields, url).steps.find(({ kind }) => kind === "redirect");
    expect(redirect?.kind === "redirect" ? redirect.location : null).toBe(location);
    expect(explained(fields, url).answer).toMatchObject({ service: "shop" });
  });

  it("HAProxy's names the https port, the controller's does not: it may lead to nobody", () => {
    const https = "listeners: { https: { port: 8443 }";
    const haproxy = explained(vip(`${https}, http: { mode: redirect } }`), "http://shop.example.com/");
    expect(step(haproxy, "redirect")).toMatchObject({ by: "haproxy", location: "https://shop.example.com:8443/" });
    expect(haproxy.answer).not.toBeNull();
    const controller = explained(`${vip(`${https} }`)}\n${routes(", tls: { secretName: t }")}`, "http://shop.example.com/");
    expect(step(controller, "redirect")).toMatchObject({ by: "controller", location: "https://shop.example.com/" });
    expect(controller.answer).toBeNull();
    expect(controller.nearly[0]).toMatchObject({ instead: "https://shop.example.com:8443/" });
  });
});

describe("the client's address", () => {
  const terminate = vip("listeners: { https: { mode: terminate, certificate: /etc/c.pem } }");
  it.each<[string, string, RegExp]>([
    [
      "none, Cluster",
      "",
      /^the pod does not see the client: .* an address of the node, which kube-proxy puts in the place of 192\.168\.103\.11, hapxy1's own address$/,
    ],
    [
      "none, Local",
      cluster(", externalTrafficPolicy: Local"),
      /^the pod does not see the client: X-Forwarded-For holds 192\.168\.103\.11, hapxy1's own address$/,
    ],
    ["proxy-protocol", "clientIp: proxy-protocol", /by PROXY protocol/],
    ["forwarded-for", `clientIp: forwarded-for\n${terminate}`, /HAProxy overwrites what the client wrote there/],
    ["TLS ends at HAProxy", terminate, /HAProxy overwrites what the client wrote there/],
  ])("%s", (_, fields, expected) => {
    expect(step(explained(fields, shop), "client").text).toMatch(expected);
  });

  it("towards nodes of another subnet it is the machine's own, as its routes decide", () => {
    const way = explained(cluster(", externalTrafficPolicy: Local", "{ name: a, address: 198.51.100.1 }"), shop);
    expect(step(way, "client").text).toBe("the pod does not see the client: X-Forwarded-For holds hapxy1's own address");
  });

  it.each([
    ["", "the service does not see the client: its peer is 192.168.103.11, hapxy1's own address"],
    [", proxyProtocol: true", "the service reads the client's address from the PROXY protocol header, which it must expect"],
  ])("a stream%s", (more, expected) => {
    const fields = `streams: [{ name: db, vip: public, port: 5432, nodes: [worker-1]${more} }]`;
    expect(step(explained(fields, "tcp://192.168.103.10:5432"), "client").text).toBe(expected);
  });
});

describe("a route's options", () => {
  const details = (options: string, more = ""): readonly string[] =>
    step(
      explained(`${more}\nroutes: [{ host: shop.example.com, service: { name: shop, port: 80 }, options: { ${options} } }]`, `${shop}a?b`),
      "options",
    ).details;
  it.each([
    ["rateLimit: { requestsPerSecond: 5, burst: 10 }", "rateLimit: above 5 requests a second of one address it answers 503"],
    ["maxBodySize: 8m", "maxBodySize: a larger body than 8m gets 413"],
    ["rewriteTo: /new", "rewriteTo: the pod is asked for /new/a"],
    ["affinity: { cookie: route }", "affinity: the cookie route keeps a client at one pod"],
    ["backendProtocol: grpc", "backendProtocol: the pod is spoken to in grpc"],
  ])("%s", (options, expected) => {
    expect(details(options)).toEqual([expected]);
  });

  it("allowedSources means something only where the controller sees the client", () => {
    const sources = "allowedSources: [203.0.113.0/24]";
    expect(details(sources, "clientIp: proxy-protocol")).toEqual(["allowedSources: clients of 203.0.113.0/24 come in, any other gets 403"]);
    expect(details(sources)[0]).toMatch(/sees every client as a node's address, not even HAProxy's: it lets in all or none$/);
    expect(details(sources, cluster(", externalTrafficPolicy: Local"))[0]).toMatch(
      /sees every client as 192\.168\.103\.11, hapxy1's own address: it lets in all or none$/,
    );
  });

  it("a rewriting keeps the query, and groups are filled in", () => {
    const fields = `routes: [{ host: shop.example.com, paths: [{ path: "/v([0-9])/(.*)", pathType: ImplementationSpecific, service: { name: s, port: 80 } }], options: { rewriteTo: "/$2/$1/$3" } }]`;
    expect(explained(fields, `${shop}V7/x/y?q`).answer).toMatchObject({ path: "/x/y/7/?q" });
  });
});

describe("the certificate", () => {
  const text = (fields: string, url = shop): string => step(explained(fields, url), "controller").text;
  const wildcard = `{ host: "*.example.com", namespace: w, service: { name: w, port: 80 }, tls: { secretName: wild } }`;
  it.each([
    [
      "the host's",
      `routes: [${wildcard}, { host: shop.example.com, service: { name: s, port: 80 }, tls: { secretName: own } }]`,
      "the controller ends TLS with the certificate in Secret default/own",
    ],
    [
      "the wildcard's above it",
      `routes: [${wildcard}, { host: shop.example.com, service: { name: s, port: 80 } }]`,
      "the controller ends TLS with the certificate in Secret w/wild of *.example.com",
    ],
    [
      "the default",
      "",
      "the controller ends TLS with its default certificate, which no client trusts: no route of shop.example.com has tls",
    ],
  ])("%s", (_, fields, expected) => {
    expect(text(fields)).toBe(expected);
  });

  it("the default for an address", () => {
    expect(text("", "https://192.168.103.10")).toBe(
      "the controller ends TLS with its default certificate: a URL with an address sends no name (SNI)",
    );
  });
});

describe("a Prefix that ends in a slash", () => {
  const fields = "routes: [{ host: shop.example.com, paths: [{ path: /dir/, pathType: Prefix, service: { name: s, port: 80 } }] }]";
  it.each([
    ["dir", true],
    ["dir/", false],
    ["dir/x", false],
  ])("/%s: 301 %s", (path, redirects) => {
    expect(step(explained(fields, `${shop}${path}`), "rule").details.some((each) => each.includes("by 301 to /dir/"))).toBe(redirects);
  });
});

describe("several VIPs", () => {
  const two = `${vip()}
  - { name: other, address: 192.168.103.20, virtualRouterId: 52, primary: hapxy2, backup: hapxy1 }`;
  it("the first is told, and the others are named", () => {
    expect(step(explained(two, shop), "vip")).toMatchObject({ vip: "public", others: ["other"] });
  });
  it("one is chosen by name or by address", () => {
    expect(step(explained(two, shop, [], "other"), "vip")).toMatchObject({ vip: "other", others: [] });
    expect(explained(two, "https://192.168.103.20/").holder).toBe("hapxy2");
  });
  it("lines of raw are beyond what is told", () => {
    const raw = `raw: { haproxy: { frontends: { vip_public_https: ["maxconn 9"] }, backends: { ingress_https: ["fullconn 9"] } } }`;
    const way = explained(raw, shop);
    expect(step(way, "listener").details).toEqual(["raw adds lines to frontend vip_public_https, of which this knows nothing"]);
    expect(step(way, "backend").details.at(-1)).toBe("raw adds lines to backend ingress_https, of which this knows nothing");
  });
});

it.each([
  ["/", "1 character against 7"],
  ["/s", "2 characters against 7"],
])("an expression that loses by its length: %s", (path, said) => {
  const rule = (path: string): string => `{ path: "${path}", pathType: ImplementationSpecific, service: { name: s, port: 80 } }`;
  const fields = `routes: [{ host: shop.example.com, paths: [${rule(path)}, ${rule("/s[h]op")}] }]`;
  expect(JSON.stringify(step(explained(fields, "https://shop.example.com/shop"), "rule"))).toContain(said);
});
