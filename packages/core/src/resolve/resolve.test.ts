import { describe, expect, it } from "vitest";
import { formatPath } from "../diagnostics/path.js";
import { documentWith, nodes, planWith, vip } from "../rules/rule-testing.js";
import { trustsForwardedHeaders } from "./derived.js";
import { resolve } from "./resolve.js";

/** What resolving says of a document: `code path: message`. */
const said = (fields: string, secrets: Readonly<Record<string, string>> = {}): readonly string[] =>
  resolve(documentWith(fields), { secrets, explain: () => null }).findings.map(
    ({ code, path, message }) => `${code} ${formatPath(path)}: ${message}`,
  );

const dual = `loadBalancers:
  - { name: hapxy1, address: [192.168.103.11/24, "2001:db8::11/64"], interface: ens160 }
  - { name: hapxy2, address: [192.168.103.12/24, "2001:db8::12/64"], interface: ens160 }
`;
const legs = `loadBalancers:
  - { name: hapxy1, interfaces: [{ name: eth0, address: 198.51.100.11/24 }, { name: eth1, address: 192.168.103.11/24, segment: dmz }] }
  - { name: hapxy2, interfaces: [{ name: eth0, address: 198.51.100.12/24 }, { name: eth1, address: 192.168.103.12/24, segment: dmz }] }
`;
const terminate = "listeners: { https: { mode: terminate, certificate: /etc/haproxy/certs/shop.pem } }";

describe("defaults", () => {
  it("of the document", () => {
    expect(planWith("")).toMatchObject({
      name: "on-prem",
      targets: { haproxy: { major: 2, minor: 6 }, keepalived: { major: 2, minor: 2 }, kubernetes: { major: 1, minor: 32 } },
      clientIp: "none",
      balance: "roundrobin",
      timeouts: {
        connect: 5000,
        client: 60_000,
        server: 60_000,
        tunnel: 3_600_000,
        queue: 60_000,
        check: 2000,
        clientFin: 30_000,
        serverFin: 30_000,
        httpRequest: 5000,
        hardStopAfter: 600_000,
      },
      maxConnections: null,
      observability: { stats: null, prometheus: null, syslog: null },
      streams: [],
      raw: {
        haproxy: { global: [], defaults: [], frontends: [], backends: [] },
        keepalived: { global: [], instances: [] },
      },
    });
  });

  it("of a node, the controller, a VIP and a route", () => {
    const plan = planWith("");
    expect(plan.nodes[0]).toMatchObject({ weight: 1, state: "active", labels: {}, addresses: ["192.168.103.21"] });
    expect(plan.ingress).toMatchObject({
      className: "nginx",
      namespace: "ingress-nginx",
      healthPath: "/healthz",
      nodePorts: { http: 32729, https: 32366, health: null },
      externalTrafficPolicy: "Cluster",
      hasGateway: false,
    });
    expect(plan.vips[0]).toMatchObject({
      listeners: { http: { mode: "forward", port: 80 }, https: { mode: "passthrough", port: 443, certificate: null } },
      reservedRouterIds: [],
      failover: {
        max: 500,
        maxIsSet: false,
        maxHung: 4000,
        maxHungIsSet: false,
        preempt: { kind: "always" },
        whenAllUnhealthy: "keep",
        password: null,
        notify: null,
      },
    });
    expect(planWith("routes: [{ host: a.example.com, service: { name: a, port: http } }]").routes[0]).toMatchObject({
      namespace: "default",
      name: null,
      tls: null,
      options: {},
      paths: [{ path: "/", pathType: "Prefix", service: { name: "a", port: "http" } }],
    });
  });

  it("of a stream", () => {
    expect(planWith("streams: [{ name: kube-api, vip: public, port: 6443, nodes: [worker-1] }]").streams[0]).toMatchObject({
      targetPort: 6443,
      check: { kind: "tcp" },
      proxyProtocol: false,
    });
    const asks = "streams: [{ name: a, vip: public, port: 6443, nodes: [worker-1], check: { http: { path: /readyz } } }]";
    expect(planWith(asks).streams[0]?.check).toEqual({ kind: "http", path: "/readyz", tls: false });
  });

  it("what is set stays as it is", () => {
    const plan = planWith(`targets: { haproxy: "3.10", keepalived: "2.3" }
clientIp: proxy-protocol
balance: leastconn
timeouts: { tunnel: 2h, check: 700ms }
limits: { maxConnections: 40000 }
observability: { stats: { port: 8404, auth: { username: ops, password: { env: VRRP } } }, prometheus: { port: 8405 }, syslog: { address: "2001:DB8::0:1" } }
streams: [{ name: a, vip: public, port: 6443, targetPort: 6444, nodes: [worker-2], check: { http: { path: /readyz, tls: true } }, proxyProtocol: true }]
${vip("failover: { max: 1s, maxHung: 6s, preempt: { delay: 30s }, whenAllUnhealthy: release, notify: /usr/local/bin/n }")}
routes: [{ host: a.example.com, namespace: web, name: a, service: { name: a, port: 80 }, tls: { secretName: a, issuer: le }, options: { maxBodySize: 8m } }]`);
    expect(plan.targets.haproxy).toEqual({ major: 3, minor: 10 });
    expect([plan.clientIp, plan.balance, plan.timeouts.tunnel, plan.timeouts.check, plan.timeouts.client, plan.maxConnections]).toEqual([
      "proxy-protocol",
      "leastconn",
      7_200_000,
      700,
      60_000,
      40_000,
    ]);
    expect(plan.observability).toMatchObject({
      stats: { port: 8404, auth: { username: "ops", password: { name: "VRRP", value: "s3cret" } } },
      prometheus: { port: 8405 },
      syslog: "2001:db8::1",
    });
    expect(plan.streams[0]).toMatchObject({ targetPort: 6444, check: { kind: "http", path: "/readyz", tls: true }, proxyProtocol: true });
    expect(plan.vips[0]?.failover).toMatchObject({
      max: 1000,
      maxIsSet: true,
      maxHung: 6000,
      maxHungIsSet: true,
      preempt: { kind: "delayed", delay: 30_000 },
      whenAllUnhealthy: "release",
      notify: "/usr/local/bin/n",
    });
    expect(plan.routes[0]).toMatchObject({
      namespace: "web",
      name: "a",
      tls: { secretName: "a", issuer: { kind: "ClusterIssuer", name: "le" } },
      options: { maxBodySize: "8m" },
    });
  });

  it("without a controller the listeners are off, but for those that were asked for", () => {
    const alone = "cluster: { nodes: [{ name: worker-1, address: 192.168.103.21 }] }\n";
    expect(planWith(alone).vips[0]?.listeners).toMatchObject({ http: { mode: "off" }, https: { mode: "off" } });
    expect(planWith(alone + vip("listeners: { http: { mode: redirect } }")).vips[0]?.listeners.http.mode).toBe("redirect");
  });

  it("of each controller", () => {
    const of = (controller: string) => {
      const { ingress } = planWith(nodes("name: worker-1, address: 192.168.103.21").replace("ingress-nginx", controller));
      return [ingress?.className, ingress?.namespace, ingress?.healthPath];
    };
    expect(of("haproxy-ingress")).toEqual(["haproxy", "ingress-controller", "/healthz"]);
    expect(of("haproxy")).toEqual(["haproxy", "haproxy-controller", "/healthz"]);
    expect(of("traefik")).toEqual(["traefik", "traefik", "/ping"]);
    expect(of("nginx")).toEqual(["nginx", "nginx-ingress", "/nginx-ready"]);
  });
});

describe("which nodes", () => {
  const node = (name: string, labels = ""): string =>
    `name: ${name}, address: 192.168.103.${20 + Number(name.slice(1))}${labels === "" ? "" : `, labels: { ${labels} }`}`;
  const all = nodes(
    node("w1"),
    node("w2", "role: edge"),
    node("w3", "role: edge, zone: a"),
    node("w4", 'node-role.kubernetes.io/control-plane: ""'),
    node("w5", 'node-role.kubernetes.io/master: ""'),
  );
  const chosen = (selector: string) =>
    planWith(all.replace("controller:", `nodes: ${selector}, controller:`)).ingress?.nodes.map(({ name }) => name);

  it("all but those of the control plane", () => {
    expect(planWith(all).ingress?.nodes.map(({ name }) => name)).toEqual(["w1", "w2", "w3"]);
  });

  it.each([
    ["[w3, w1]", ["w1", "w3"]],
    ["[w4]", ["w4"]],
    ["{ matchLabels: { role: edge } }", ["w2", "w3"]],
    ["{ matchLabels: { role: edge, zone: a } }", ["w3"]],
    ["{ matchLabels: {} }", ["w1", "w2", "w3", "w4", "w5"]],
  ])("%s, in the document's order", (selector, names) => {
    expect(chosen(selector)).toEqual(names);
  });

  it("a selector that chooses none is reported", () => {
    const stream = (selector: string) => `streams: [{ name: a, vip: public, port: 6443, nodes: ${selector} }]`;
    expect(said(stream("[]"))).toEqual(["selector-matches-nothing streams[0].nodes: no node of the cluster is chosen by an empty list"]);
    expect(said(`${nodes(node("w1", "zone: a"))}\n${stream("{ matchLabels: { zone: b } }")}`)).toEqual([
      "selector-matches-nothing streams[0].nodes: no node of the cluster is chosen by these labels",
    ]);
    expect(said(`cluster: { nodes: [] }\n${stream("[]")}`)).toEqual([]);
    expect(said(stream("{ matchLabels: { role: x } }"))).toEqual([
      "selector-matches-nothing streams[0].nodes: no node of the cluster is chosen by these labels",
    ]);
    expect(said(stream("[worker-1, worker-7]"))).toEqual(['reference-unknown streams[0].nodes[1]: nodes "worker-7" is not a node']);
  });
});

describe("where a VIP lives", () => {
  const member = (fields: string) =>
    planWith(fields).vips[0]?.instances.map(({ name, family, address, segment, primary, backup }) => [
      name,
      family,
      address,
      segment,
      `${primary.machine.name} ${primary.interface.name} ${primary.address.address}`,
      `${backup.machine.name} ${backup.interface.name} ${backup.address.address}`,
    ]);

  it("on the interface whose subnet holds it", () => {
    expect(member("")).toEqual([
      ["public", "ipv4", "192.168.103.10", "192.168.103.0/24", "hapxy1 ens160 192.168.103.11", "hapxy2 ens160 192.168.103.12"],
    ]);
    expect(member(legs)).toEqual([["public", "ipv4", "192.168.103.10", "dmz", "hapxy1 eth1 192.168.103.11", "hapxy2 eth1 192.168.103.12"]]);
  });

  it("dual stack is one instance for each family", () => {
    expect(member(dual + vip().replace("192.168.103.10", '[192.168.103.10, "2001:db8::10"]'))).toEqual([
      ["public-ipv4", "ipv4", "192.168.103.10", "192.168.103.0/24", "hapxy1 ens160 192.168.103.11", "hapxy2 ens160 192.168.103.12"],
      ["public-ipv6", "ipv6", "2001:db8::10", "2001:db8::/64", "hapxy1 ens160 2001:db8::11", "hapxy2 ens160 2001:db8::12"],
    ]);
  });

  it.each([
    [
      "in no subnet of either machine",
      vip().replace("192.168.103.10", "203.0.113.10"),
      ["vip-address-sane vips[0].address: VIP 203.0.113.10 is in no subnet of hapxy1"],
    ],
    [
      "an IPv6 address without one on the machines",
      vip().replace("192.168.103.10", '[192.168.103.10, "2001:db8::10"]'),
      ["vip-address-sane vips[0].address[1]: VIP 2001:db8::10 is in no subnet of hapxy1"],
    ],
    [
      "in a subnet of the primary alone",
      legs.replace("192.168.103.12", "203.0.113.12"),
      ["vip-address-sane vips[0].address: VIP 192.168.103.10 is in no subnet of hapxy2"],
    ],
    [
      "not in the subnet of the interface that is named",
      legs + vip("interface: eth0"),
      ["vip-address-sane vips[0].address: VIP 192.168.103.10 is in no subnet of hapxy1's interface eth0"],
    ],
    [
      "an interface that a machine lacks",
      vip("interface: ens161"),
      ['reference-unknown vips[0].interface: interface "ens161" is not an interface of hapxy1'],
    ],
  ])("%s", (_, fields, expected) => {
    expect(said(fields)).toEqual(expected);
  });
});

describe("holes", () => {
  it("a VIP that one of its machines cannot hold is none", () => {
    expect(planWith(legs.replace("192.168.103.12", "203.0.113.12"), 1).vips).toEqual([]);
    expect(planWith(legs.replace("192.168.103.11", "203.0.113.11"), 1).vips).toEqual([]);
  });

  it("a controller that was refused is one: the listeners lead to it", () => {
    const refused = "cluster: { nodes: [{ name: worker-1, address: 192.168.103.21 }], ingress: 5 }";
    expect(planWith(refused, 1).vips[0]?.listeners).toMatchObject({ http: { mode: "forward" }, https: { mode: "passthrough" } });
    expect(planWith("cluster: 5", 1).vips[0]?.listeners.http.mode).toBe("forward");
  });

  it("a stream of a VIP that was refused says nothing of its own", () => {
    const stream = "streams: [{ name: a, vip: public, port: 6443, nodes: [worker-1] }]\n";
    expect(said(stream + vip().replace("hapxy2", "hapxy9"))).toEqual([
      'reference-unknown vips[0].backup: backup "hapxy9" is not a load balancer',
    ]);
    expect(said(`${stream}vips: 5`)).toEqual(["type-wrong vips: vips is a number, not a list"]);
    expect(said(`${stream}vips: [{ name: public, address: 192.168.103.10, heldBy: metallb }]`)).toEqual([
      'not-supported-yet vips[0].heldBy: VIP "public" is held by metallb, which this version cannot render',
    ]);
  });

  it("machines that cannot be told do not make their VIPs wrong", () => {
    expect(said("loadBalancers: 5")).toEqual(["type-wrong loadBalancers: loadBalancers is a number, not a list"]);
  });

  it("a string that was refused for a character is refused once", () => {
    expect(said(vip().replace("hapxy2", '"hap\\nxy2"'))).toEqual([
      "no-control-characters vips[0].backup: vips[0].backup has the character U+000A (a line break) at position 4",
    ]);
  });

  it("what cannot be a document has no plan", () => {
    const root: Record<string, unknown> = {};
    root["cluster"] = root;
    for (const [raw, code] of [
      [root, "document-too-deep"],
      [null, "document-not-mapping"],
    ]) {
      const { plan, edge, findings } = resolve(raw, { secrets: {}, explain: () => null });
      expect([plan, edge, findings.map((finding) => finding.code)]).toEqual([null, null, [code]]);
    }
  });
});

describe("secrets", () => {
  const auth = (password: string): string => vip(`failover: { auth: { password: ${password} } }`);
  const place = "vips[0].failover.auth.password";

  it.each([
    ["{ env: GONE }", `secret-missing ${place}.env: the environment variable GONE is not set`],
    ["{ file: /run/gone }", `secret-missing ${place}.file: the file /run/gone is not there, or cannot be read`],
    ["{ env: EMPTY }", `secret-invalid ${place}.env: the environment variable EMPTY is empty`],
    ["{ file: /run/lines }", `secret-invalid ${place}.file: the file /run/lines has a line break or a control character`],
    ["{ env: toString }", `secret-missing ${place}.env: the environment variable toString is not set`],
  ])("%s", (password, expected) => {
    expect(said(auth(password), { EMPTY: "", "/run/lines": "a\nb" })).toEqual([expected]);
  });

  it("a value that is no value reaches no rule", () => {
    const { plan } = resolve(documentWith(auth("{ env: LINES }")), { secrets: { LINES: "a\nb" }, explain: () => null });
    expect(plan?.vips[0]?.failover.password).toMatchObject({ name: "LINES", value: "<secret LINES>" });
  });
});

it("sections of raw are in the order of their names, whatever the document's", () => {
  const raw = "raw: { haproxy: { frontends: { b: [x], a: [y], B: [z] } }, keepalived: { global: [g], instances: { b: [], a: [] } } }";
  expect(planWith(raw).raw.haproxy.frontends.map(({ name, lines, path }) => [name, lines, formatPath(path)])).toEqual([
    ["B", ["z"], "raw.haproxy.frontends.B"],
    ["a", ["y"], "raw.haproxy.frontends.a"],
    ["b", ["x"], "raw.haproxy.frontends.b"],
  ]);
  expect(planWith(raw).raw.keepalived.instances.map(({ name }) => name)).toEqual(["a", "b"]);
});

it.each([
  ["", false],
  ["clientIp: proxy-protocol", false],
  ["clientIp: forwarded-for", true],
  [vip(terminate), true],
])("the controller believes X-Forwarded-* headers under %s: %s", (fields, trusts) => {
  expect(trustsForwardedHeaders(planWith(fields))).toBe(trusts);
});
