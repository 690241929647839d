import type { EdgeInput } from "@edgewright/core";

/**
 * Documents that together set every field of the model, each union's branch included. Every name in them is unlike any other text, so that
 * a test can rename a thing and what refers to it. `hostile-strings.test.ts` fails when a field is missing here.
 */

const timeouts = {
  connect: "4s",
  client: "61s",
  server: "62s",
  tunnel: "2h",
  queue: "63s",
  check: "1500ms",
  clientFin: "900ms",
  serverFin: "800ms",
  httpRequest: "6s",
  hardStopAfter: "9m",
} as const;

const timers = {
  advertisementInterval: "100ms",
  priorities: { primary: 230, backup: 229 },
  weight: -60,
  check: { interval: "1s", timeout: "700ms", fall: 2, rise: 3 },
} as const;

const routes: NonNullable<EdgeInput["routes"]> = [
  {
    host: "one.example.com",
    service: { name: "svc-one", port: 8080 },
    namespace: "space-one",
    name: "ingress-one",
    tls: { secretName: "tls-one", issuer: "issuer-one" },
    options: {
      redirectToHttps: true,
      backendProtocol: "https",
      maxBodySize: "8m",
      timeouts: { connect: "5s", read: "2m", send: "3m" },
      allowedSources: ["203.0.113.0/24"],
      affinity: { cookie: "cookie-one" },
      rateLimit: { requestsPerSecond: 10, burst: 20 },
    },
  },
  {
    host: "*.two.example.com",
    paths: [
      { path: "/two", pathType: "ImplementationSpecific", service: { name: "svc-two", port: "port-two" } },
      { path: "/three", pathType: "ImplementationSpecific", service: { name: "svc-three", port: 81 } },
    ],
    namespace: "space-two",
    name: "ingress-two",
    tls: { secretName: "tls-two", issuer: { name: "issuer-two", kind: "Issuer" } },
    options: {
      redirectToHttps: false,
      backendProtocol: "grpc",
      maxBodySize: "0",
      timeouts: { connect: "6s", read: "1m", send: "4m" },
      allowedSources: ["198.51.100.0/24"],
      rewriteTo: "/rewritten",
      affinity: { cookie: "cookie-two" },
      rateLimit: { requestsPerSecond: 5, burst: 6 },
    },
  },
  {
    host: "four.example.com",
    service: { name: "svc-four", port: "port-four" },
    namespace: "space-four",
    tls: { secretName: "tls-four", issuer: { name: "issuer-four", kind: "ClusterIssuer" } },
    options: { rewriteTo: "/four" },
  },
  {
    host: "five.example.com",
    paths: [{ path: "/five", pathType: "Prefix", service: { name: "svc-five", port: 82 } }],
    tls: { secretName: "tls-five", issuer: "issuer-five" },
  },
];

/** One leg and several, VIPs of one family and of both, variables and files as secrets, names and labels as selectors. */
export const first: EdgeInput = {
  apiVersion: "edgewright/v1",
  name: "edge-one",
  targets: { haproxy: "2.8", keepalived: "2.3", kubernetes: "1.33" },
  clientIp: "proxy-protocol",
  balance: "leastconn",
  timeouts,
  limits: { maxConnections: 5000 },
  observability: {
    stats: { port: 8404, auth: { username: "user-one", password: { env: "STATS_ONE" } } },
    prometheus: { port: 8405 },
    syslog: { address: "192.0.2.99" },
  },
  cluster: {
    nodes: [
      { name: "node-one", address: "198.51.100.21", weight: 3, state: "active", labels: { zone: "zone-one", role: "role-one" } },
      { name: "node-two", address: ["198.51.100.22", "2001:db8:1::22"], weight: 2, state: "drain", labels: { zone: "zone-two" } },
    ],
    ingress: {
      controller: "ingress-nginx",
      className: "class-one",
      namespace: "controller-one",
      nodePorts: { http: 30080, https: 30443, health: 30254 },
      externalTrafficPolicy: "Local",
      nodes: ["node-one"],
    },
  },
  loadBalancers: [
    { name: "machine-one", address: "192.0.2.11/24", interface: "leg-one", segment: "segment-one" },
    { name: "machine-two", interfaces: [{ name: "leg-two", address: "192.0.2.12/24", segment: "segment-one" }] },
    { name: "machine-three", address: ["198.51.100.13/25", "2001:db8:2::13/64"], interface: "leg-three", segment: "segment-three" },
    {
      name: "machine-four",
      interfaces: [{ name: "leg-three", address: ["198.51.100.14/25", "2001:db8:2::14/64"], segment: "segment-three" }],
    },
  ],
  vips: [
    {
      name: "vip-one",
      address: "192.0.2.30",
      heldBy: "keepalived",
      virtualRouterId: 51,
      primary: "machine-one",
      backup: "machine-two",
      listeners: { http: { port: 8080, mode: "redirect" }, https: { port: 8443, mode: "terminate", certificate: "/certs/one.pem" } },
      failover: {
        max: "5s",
        maxHung: "9s",
        preempt: { delay: "30s" },
        whenAllUnhealthy: "keep",
        auth: { password: { env: "VRRP_ONE" } },
        notify: "/scripts/one",
        timers: { ...timers, advertisementInterval: "1s" },
      },
      reservedRouterIds: [60, 61],
    },
    {
      name: "vip-two",
      address: ["198.51.100.30", "2001:db8:2::30"],
      interface: "leg-three",
      virtualRouterId: 52,
      primary: "machine-three",
      backup: "machine-four",
      listeners: { http: { mode: "forward" }, https: { mode: "off" } },
      failover: { max: "600ms", preempt: false, whenAllUnhealthy: "release", timers: { advertisementInterval: "100ms", weight: 0 } },
    },
    {
      name: "vip-three",
      address: "192.0.2.31",
      virtualRouterId: 53,
      primary: "machine-two",
      backup: "machine-one",
      listeners: { https: { mode: "off" } },
      failover: { auth: { password: { file: "/secrets/vrrp" } }, maxHung: "9s" },
    },
  ],
  routes,
  streams: [
    {
      name: "stream-one",
      vip: "vip-one",
      port: 6443,
      targetPort: 6444,
      nodes: ["node-one", "node-two"],
      check: { http: { path: "/check-one", tls: true } },
      proxyProtocol: true,
    },
    { name: "stream-two", vip: "vip-two", port: 5432, nodes: { matchLabels: { role: "role-one" } }, check: "tcp", proxyProtocol: false },
  ],
  raw: {
    haproxy: {
      global: ["tune.bufsize 32768"],
      defaults: ["option tcpka"],
      frontends: { "vip_vip-one_http": ["maxconn 2000"] },
      backends: { "stream_stream-one": ["fullconn 500"] },
    },
    keepalived: { global: ["vrrp_garp_interval 0.001"], instances: { "vip-one": ["garp_master_refresh_repeat 2"] } },
  },
  rules: { "some-node-active": { severity: "info", reason: "one node is enough" } },
};

/** The other branches of what a document has once. */
export const second: EdgeInput = {
  ...first,
  observability: { ...first.observability, stats: { port: 8404, auth: { username: "user-one", password: { file: "/secrets/stats" } } } },
  cluster: {
    nodes: first.cluster.nodes,
    ingress: { controller: "ingress-nginx", nodePorts: { http: 30080, https: 30443 }, nodes: { matchLabels: { role: "role-one" } } },
  },
};

/** Fields that this version refuses by name: their documents give no files whatever they hold. */
export const refused: EdgeInput = {
  ...first,
  cluster: {
    nodes: first.cluster.nodes,
    ingress: {
      controller: "gateway-api",
      nodePorts: { http: 30080, https: 30443 },
      gateway: { name: "gateway-one", className: "gateway-class" },
    },
  },
  vips: [
    ...(first.vips ?? []),
    {
      name: "metal-one",
      address: "192.0.2.40",
      heldBy: "metallb",
      listeners: { http: { port: 80, mode: "forward" }, https: { port: 443, mode: "terminate", certificate: "/certs/metal.pem" } },
    },
    { name: "metal-two", address: ["192.0.2.41", "2001:db8:1::41"], heldBy: "metallb" },
  ],
};
