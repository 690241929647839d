import { describe, expect, it } from "vitest";
import { planWith } from "../plan-testing.js";
import { lower } from "./lower.js";

function viewOf(fields = "", machine = 0) {
  const plan = planWith(fields);
  const found = plan.machines[machine];
  if (found === undefined) throw new Error("no such machine");
  return lower(plan, found);
}

const vip = (fields: string): string =>
  `vips: [{ name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2, ${fields} }]\n`;
const cluster = (ingress: string, ...nodes: readonly string[]): string =>
  `cluster: { nodes: [${nodes.map((node) => `{ ${node} }`).join(", ")}], ingress: { controller: ingress-nginx, ${ingress} } }\n`;
const two = ["name: worker-1, address: 192.168.103.21", "name: worker-2, address: 192.168.103.22"];
const ports = "nodePorts: { http: 32729, https: 32366 }";
const terminate = "https: { mode: terminate, certificate: /etc/haproxy/certs/shop.pem }";
const stream = (fields: string): string =>
  `streams: [{ name: kube-api, vip: public, port: 6443, nodes: [worker-1, worker-2], ${fields} }]\n`;

const frontends = (fields: string) =>
  viewOf(fields).frontends.map(({ name, kind, binds, backend, scheme }) => `${name} ${kind} ${binds.join("+")} → ${backend} (${scheme})`);
const backends = (fields: string) => viewOf(fields).backends.map(({ name, mode }) => `${name} ${mode}`);

describe("listeners and where they lead", () => {
  it.each<[string, string, readonly string[], readonly string[]]>([
    [
      "forward and passthrough",
      "",
      [
        "vip_public_http forward 192.168.103.10:80 → ingress_http (http)",
        "vip_public_https forward 192.168.103.10:443 → ingress_https (https)",
      ],
      ["ingress_http tcp", "ingress_https tcp"],
    ],
    [
      "redirect",
      vip("listeners: { http: { mode: redirect } }"),
      ["vip_public_http redirect 192.168.103.10:80 → none (http)", "vip_public_https forward 192.168.103.10:443 → ingress_https (https)"],
      ["ingress_https tcp"],
    ],
    [
      "terminate: plain HTTP to the http node port, also from the http listener",
      vip(`listeners: { ${terminate} }`),
      [
        "vip_public_http proxy 192.168.103.10:80 → ingress_http_proxy (http)",
        "vip_public_https proxy 192.168.103.10:443 → ingress_http_proxy (https)",
      ],
      ["ingress_http_proxy http"],
    ],
    [
      "forwarded-for is HTTP mode",
      `clientIp: forwarded-for\n${vip("listeners: { https: { mode: 'off' } }")}`,
      ["vip_public_http proxy 192.168.103.10:80 → ingress_http_proxy (http)"],
      ["ingress_http_proxy http"],
    ],
    ["off", `${vip("listeners: { http: { mode: 'off' }, https: { mode: 'off' } }")}routes: []`, [], []],
    [
      "other ports",
      vip("listeners: { http: { port: 8080 }, https: { port: 8443 } }"),
      [
        "vip_public_http forward 192.168.103.10:8080 → ingress_http (http)",
        "vip_public_https forward 192.168.103.10:8443 → ingress_https (https)",
      ],
      ["ingress_http tcp", "ingress_https tcp"],
    ],
    [
      "a stream, on a VIP whose listeners are off",
      `${stream("targetPort: 16443")}${vip("listeners: { http: { mode: 'off' }, https: { mode: 'off' } }")}routes: []`,
      ["stream_kube-api forward 192.168.103.10:6443 → stream_kube-api (http)"],
      ["stream_kube-api tcp"],
    ],
  ])("%s", (_, fields, front, back) => {
    expect(frontends(fields)).toEqual(front);
    expect(backends(fields)).toEqual(back);
  });

  it("a redirect names the https port when it is not 443", () => {
    const portOf = (https: string) =>
      viewOf(vip(`listeners: { http: { mode: redirect }, https: { ${https} } }`)).frontends[0]?.redirectPort;
    expect([portOf("port: 443"), portOf("port: 8443")]).toEqual([null, 8443]);
  });

  it("termination has its certificate, and TLS settings", () => {
    const view = viewOf(vip(`listeners: { ${terminate} }`));
    expect(view.terminatesTls).toBe(true);
    expect(view.frontends.map(({ certificate }) => certificate)).toEqual([null, "/etc/haproxy/certs/shop.pem"]);
    expect(viewOf().terminatesTls).toBe(false);
    const plain =
      "{ name: plain, address: 192.168.103.9, virtualRouterId: 52, primary: hapxy2, backup: hapxy1, listeners: { https: { mode: 'off' } } }";
    expect(viewOf(vip(`listeners: { ${terminate} }`).replace(/\]\n$/, `, ${plain}]\n`)).terminatesTls).toBe(true);
  });

  it("dual stack binds both addresses", () => {
    const fields = `loadBalancers:
  - { name: hapxy1, address: [192.168.103.11/24, "2001:db8::11/64"], interface: ens160 }
  - { name: hapxy2, address: [192.168.103.12/24, "2001:db8::12/64"], interface: ens160 }
vips: [{ name: public, address: [192.168.103.10, "2001:db8::10"], virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }]
observability: { stats: { port: 8404 } }`;
    const view = viewOf(fields);
    expect(view.frontends[0]?.binds).toEqual(["192.168.103.10:80", "[2001:db8::10]:80"]);
    expect(view.stats?.binds).toEqual(["192.168.103.11:8404", "[2001:db8::11]:8404"]);
  });

  it("each machine has those of the VIPs that it may come to hold", () => {
    const fields = `loadBalancers:
  - { name: a, address: 192.168.103.11/24, interface: ens160 }
  - { name: b, address: 192.168.103.12/24, interface: ens160 }
  - { name: c, address: 192.168.103.13/24, interface: ens160 }
vips:
  - { name: one, address: 192.168.103.10, virtualRouterId: 51, primary: a, backup: b }
  - { name: two, address: 192.168.103.9, virtualRouterId: 52, primary: b, backup: c }
streams:
  - { name: s1, vip: one, port: 6443, nodes: [worker-1, worker-2] }
  - { name: s2, vip: two, port: 6443, nodes: [worker-1, worker-2] }`;
    expect([0, 1, 2].map((machine) => viewOf(fields, machine).frontends.map(({ name }) => name))).toEqual([
      ["vip_one_http", "vip_one_https", "stream_s1"],
      ["vip_one_http", "vip_one_https", "vip_two_http", "vip_two_https", "stream_s1", "stream_s2"],
      ["vip_two_http", "vip_two_https", "stream_s2"],
    ]);
  });
});

describe("servers", () => {
  const servers = (fields: string) => viewOf(fields).backends[0]?.servers;

  it("are the nodes, with their weights and states", () => {
    expect(
      servers(
        cluster(
          ports,
          "name: worker-1, address: 192.168.103.21, weight: 3",
          "name: worker-2, address: 192.168.103.22, weight: 5, state: drain",
          'name: worker-3.example.com, address: ["2001:db8::23", 192.168.103.23], state: disabled',
          "name: worker-4, address: 192.168.103.24",
        ),
      ),
    ).toEqual([
      { name: "worker-1", socket: "192.168.103.21:32729", weight: 3, drains: false, disabled: false },
      { name: "worker-2", socket: "192.168.103.22:32729", weight: 0, drains: true, disabled: false },
      { name: "worker-3.example.com", socket: "[2001:db8::23]:32729", weight: 1, drains: false, disabled: true },
      { name: "worker-4", socket: "192.168.103.24:32729", weight: 1, drains: false, disabled: false },
    ]);
  });

  it("of a stream are the nodes that it names, at its target port", () => {
    const view = viewOf(stream("targetPort: 16443"));
    expect(view.backends.find(({ name }) => name === "stream_kube-api")?.servers.map(({ socket }) => socket)).toEqual([
      "192.168.103.21:16443",
      "192.168.103.22:16443",
    ]);
  });

  it("of the controller are at each protocol's node port", () => {
    expect(viewOf().backends.map(({ servers: each }) => each[0]?.socket)).toEqual(["192.168.103.21:32729", "192.168.103.21:32366"]);
  });

  it.each(["roundrobin", "leastconn", "source", "random"])("balance: %s", (balance) => {
    expect(viewOf(`balance: ${balance}\n${stream("targetPort: 1")}`).backends.map(({ algorithm }) => algorithm)).toEqual([
      balance,
      balance,
      balance,
    ]);
  });
});

describe("checks, and PROXY protocol", () => {
  const health = "nodePorts: { http: 32729, https: 32366, health: 32254 }";
  const checks = (fields: string) =>
    viewOf(fields).backends.map(({ name, httpCheck, checkPort, sendProxy, checkSendProxy }) => ({
      name,
      httpCheck,
      checkPort,
      sendProxy,
      checkSendProxy,
    }));
  const plain = { httpCheck: null, checkPort: null, sendProxy: false, checkSendProxy: false };
  const both = (each: object) => ["ingress_http", "ingress_https"].map((name) => ({ name, ...plain, ...each }));

  it("a check connects to the traffic port", () => {
    expect(checks("")).toEqual(both({}));
  });

  it("and has PROXY as the traffic has it", () => {
    expect(checks("clientIp: proxy-protocol")).toEqual(both({ sendProxy: true, checkSendProxy: true }));
  });

  it("with a health port it asks there over HTTP, without PROXY", () => {
    const asks = { httpCheck: { path: "/healthz", tls: false }, checkPort: 32254 };
    expect(checks(cluster(health, ...two))).toEqual(both(asks));
    expect(checks(`clientIp: proxy-protocol\n${cluster(health, ...two)}`)).toEqual(both({ ...asks, sendProxy: true }));
  });

  it.each<[string, object]>([
    ["check: tcp", {}],
    ["proxyProtocol: true", { sendProxy: true, checkSendProxy: true }],
    ["check: { http: { path: /readyz } }", { httpCheck: { path: "/readyz", tls: false } }],
    ["check: { http: { path: '/readyz?verbose', tls: true } }", { httpCheck: { path: '"/readyz?verbose"', tls: true } }],
  ])("a stream's: %s", (fields, expected) => {
    expect(checks(stream(fields)).at(-1)).toEqual({ name: "stream_kube-api", ...plain, ...expected });
  });

  it("clientIp is the controller's affair: streams have a field of their own", () => {
    expect(checks(`clientIp: proxy-protocol\n${stream("check: tcp")}`).at(-1)).toEqual({ name: "stream_kube-api", ...plain });
  });
});

describe("the rest of the file", () => {
  it("has the defaults of nothing that the document does not want", () => {
    expect(viewOf()).toMatchObject({
      edge: "on-prem",
      machine: "hapxy1",
      maxConnections: null,
      syslog: null,
      stats: null,
      prometheus: null,
      rawGlobal: [],
      rawDefaults: [],
      timeouts: {
        connect: "5s",
        client: "1m",
        server: "1m",
        tunnel: "1h",
        queue: "1m",
        check: "2s",
        clientFin: "30s",
        serverFin: "30s",
        httpRequest: "5s",
        hardStopAfter: "10m",
      },
      liveness: { bind: "127.0.0.1:8406", path: "/live", backends: ["ingress_http", "ingress_https"] },
    });
  });

  it("statistics, metrics and logs are on the machine's own first address", () => {
    const view = viewOf(
      `loadBalancers:
  - { name: hapxy1, interfaces: [{ name: mgmt, address: 198.51.100.11/24 }, { name: ens160, address: 192.168.103.11/24 }] }
  - { name: hapxy2, interfaces: [{ name: mgmt, address: 198.51.100.12/24 }, { name: ens160, address: 192.168.103.12/24 }] }
observability: { stats: { port: 8404, auth: { username: ops, password: { env: BRACE } } }, prometheus: { port: 8405 }, syslog: { address: "2001:db8::5" } }
limits: { maxConnections: 40000 }
timeouts: { client: 90s }`,
      1,
    );
    expect(view).toMatchObject({
      machine: "hapxy2",
      stats: { binds: ["198.51.100.12:8404"], auth: '"ops:a}b"' },
      prometheus: { binds: ["198.51.100.12:8405"] },
      syslog: "[2001:db8::5]:514",
      maxConnections: 40_000,
      timeouts: { client: "90s" },
    });
  });

  it("raw lines stand in the sections that they name", () => {
    const view = viewOf(
      `${stream("check: tcp")}raw: { haproxy: { global: [a, b], defaults: [c], frontends: { vip_public_http: [d], stream_kube-api: [e] }, backends: { ingress_https: [f, g], stream_kube-api: [h] } } }`,
    );
    expect([view.rawGlobal, view.rawDefaults]).toEqual([["a", "b"], ["c"]]);
    expect(view.frontends.map(({ name, raw }) => [name, ...raw])).toEqual([
      ["vip_public_http", "d"],
      ["vip_public_https"],
      ["stream_kube-api", "e"],
    ]);
    expect(view.backends.map(({ name, raw }) => [name, ...raw])).toEqual([
      ["ingress_http"],
      ["ingress_https", "f", "g"],
      ["stream_kube-api", "h"],
    ]);
  });
});
