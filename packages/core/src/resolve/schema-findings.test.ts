import { describe, expect, it } from "vitest";
import { formatPath } from "../diagnostics/path.js";
import { loadText } from "../load/load.js";
import { documentWith, nodes, vip } from "../rules/rule-testing.js";
import { resolve } from "./resolve.js";

/** What is said of the smallest document with other fields: `code path: message → fix`. */
function said(fields: string): readonly string[] {
  const { source } = loadText(fields, { file: "edge.yaml", format: "yaml" });
  const { findings } = resolve(documentWith(fields), {
    secrets: { A: "a" },
    explain: (path, value, wanted) => source.explain?.(path, value, wanted) ?? null,
  });
  return findings.map(
    ({ code, path, part, message, fix }) => `${code} ${formatPath(path)}${part === "key" ? " (key)" : ""}: ${message} → ${fix}`,
  );
}

const route = (rest: string): string => `routes: [{ host: shop.example.com, ${rest} }]`;
const service = "service: { name: shop, port: 80 }";
const machine = (rest: string): string =>
  `loadBalancers: [{ name: hapxy1, ${rest} }, { name: hapxy2, address: 192.168.103.12/24, interface: ens160 }]`;
const at = (address: string): string => vip().replace("192.168.103.10", address);
const secret = (password: string): string => vip(`failover: { auth: { password: ${password} } }`);
const stream = (rest: string): string => `streams: [{ name: a, vip: public, port: 6443, ${rest} }]`;

type Case = readonly [fields: string, said: readonly string[]];

describe("fields", () => {
  it.each<Case>([
    ["banlance: roundrobin", ['field-unknown banlance (key): the document has no field "banlance" → balance: …']],
    ["raw: { haproxy: { globl: [] } }", ['field-unknown raw.haproxy.globl (key): raw.haproxy has no field "globl" → global: …']],
    [
      "timeouts: { retries: 3 }",
      [
        'field-unknown timeouts.retries (key): timeouts has no field "retries" → one of connect, client, server, tunnel, queue, check, clientFin, serverFin, httpRequest, hardStopAfter',
      ],
    ],
    [
      "vips: [{ name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1 }]",
      ["field-missing vips[0].backup: vips[0] (public) has no backup → add backup: …"],
    ],
    [
      "cluster: { nodes: [{ address: 192.168.103.21 }] }",
      ["field-missing cluster.nodes[0].name: cluster.nodes[0] has no name → add name: …"],
    ],
    ["name:", ["type-wrong name: name is nothing (null), not a string → name: on-prem  # for example"]],
    // One mistake, said once: the field is there, under another name.
    [
      machine("addres: 192.168.103.11/24, interface: ens160"),
      ['field-unknown loadBalancers[0].addres (key): loadBalancers[0] (hapxy1) has no field "addres" → address: …'],
    ],
    [
      route("service: { name: shop, prot: 80 }"),
      ['field-unknown routes[0].service.prot (key): routes[0].service has no field "prot" → port: …'],
    ],
  ])("%s", (fields, expected) => {
    expect(said(fields)).toEqual(expected);
  });
});

describe("kinds", () => {
  it.each<Case>([
    ["cluster: []", ["type-wrong cluster: cluster is a list, not a mapping → write a mapping"]],
    ["streams: [5]", ["type-wrong streams[0]: streams[0] is a number, not a mapping → write a mapping"]],
    ["raw: { haproxy: { global: a } }", ["type-wrong raw.haproxy.global: raw.haproxy.global is a string, not a list → write a list"]],
    [
      "targets: { haproxy: 2.10 }",
      ['type-wrong targets.haproxy: targets.haproxy wants a string: 2.10 without quotes is the number 2.1 → haproxy: "2.10"'],
    ],
    [
      nodes("name: worker-1, address: 192.168.103.21, labels: { zone: 1 }"),
      [
        'type-wrong cluster.nodes[0].labels.zone: cluster.nodes[0].labels.zone wants a string: 1 without quotes is the number 1 → zone: "1"',
      ],
    ],
    [
      vip().replace("51", '"51"'),
      ['type-wrong vips[0].virtualRouterId: vips[0].virtualRouterId wants a number: the quotes make "51" a text → virtualRouterId: 51'],
    ],
    [
      "limits: { maxConnections: 40k }",
      ["type-wrong limits.maxConnections: limits.maxConnections is a string, not a number → maxConnections: 40000  # for example"],
    ],
    [
      route(`${service}, options: { redirectToHttps: yes }`),
      [
        "type-wrong routes[0].options.redirectToHttps: routes[0].options.redirectToHttps wants a boolean: yes is a text in YAML 1.2, not a boolean → redirectToHttps: true",
      ],
    ],
    // Quotes would not mend these: they are refused in the type's own words.
    [
      vip("failover: { max: 500 }"),
      [
        "duration-invalid vips[0].failover.max: 500 is not a duration: a whole number above 0 and its unit, ms, s, m or h → max: 500s  # or 500ms",
      ],
    ],
    [at("5"), ["address-invalid vips[0].address: 5 is not an IPv4 or IPv6 address → address: 192.168.103.10  # for example"]],
  ])("%s", (fields, expected) => {
    expect(said(fields)).toEqual(expected);
  });
});

describe("words", () => {
  it.each<Case>([
    [
      "balance: round-robin",
      ['value-unknown balance: balance is "round-robin", not one of roundrobin, leastconn, source, random → balance: roundrobin'],
    ],
    [
      "balance: { a: b }",
      ["value-unknown balance: balance is a mapping, not one of roundrobin, leastconn, source, random → choose one of these"],
    ],
    ["balance:", ["value-unknown balance: balance is null, not one of roundrobin, leastconn, source, random → choose one of these"]],
    ["balance: true", ["value-unknown balance: balance is true, not one of roundrobin, leastconn, source, random → choose one of these"]],
    ["balance: 5", ["value-unknown balance: balance is 5, not one of roundrobin, leastconn, source, random → choose one of these"]],
    [
      nodes("name: worker-1, address: 192.168.103.21, state: resting"),
      [
        'value-unknown cluster.nodes[0].state: cluster.nodes[0].state is "resting", not one of active, drain, disabled → choose one of these',
      ],
    ],
    ["apiVersion: v2", ['value-unknown apiVersion: apiVersion is "v2", not edgewright/v1 → apiVersion: edgewright/v1']],
    [
      route(`paths: [{ path: /a, ${service} }]`),
      ["field-missing routes[0].paths[0].pathType: routes[0].paths[0] has no pathType → pathType: Prefix"],
    ],
  ])("%s", (fields, expected) => {
    expect(said(fields)).toEqual(expected);
  });
});

describe("lengths", () => {
  it.each<Case>([
    [at("[]"), ["length-wrong vips[0].address: vips[0].address needs at least 1 entry → add what is missing"]],
    [
      at("[192.168.103.10, 192.168.103.9, 192.168.103.8]"),
      ["length-wrong vips[0].address: vips[0].address needs at most 2 entries → keep 2 entries"],
    ],
    [
      `raw: { haproxy: { global: ["${"x".repeat(16_385)}"] } }`,
      ["length-wrong raw.haproxy.global[0]: raw.haproxy.global[0] needs at most 16384 characters → keep 16384 characters"],
    ],
  ])("%#", (fields, expected) => {
    expect(said(fields)).toEqual(expected);
  });
});

describe("values that may be of several kinds", () => {
  it.each<Case>([
    // Not even of one of the kinds.
    [
      at("{ a: b }"),
      ["type-wrong vips[0].address: vips[0].address is a mapping, not a string or a list → address: 192.168.103.10  # for example"],
    ],
    [
      secret("hunter2"),
      [
        "type-wrong vips[0].failover.auth.password: vips[0].failover.auth.password is a string, not a mapping → password: { env: VRRP_PASSWORD }  # for example",
      ],
    ],
    [
      stream("nodes: worker-1"),
      ["type-wrong streams[0].nodes: streams[0].nodes is a string, not a list or a mapping → nodes: [worker-1, worker-2]  # for example"],
    ],
    // Of a kind that quotes have hidden.
    [
      vip("failover: { preempt: 'false' }"),
      [
        "type-wrong vips[0].failover.preempt: vips[0].failover.preempt wants a boolean or a mapping: the quotes make 'false' a text → preempt: false",
      ],
    ],
    [
      route('service: { name: shop, port: "80" }'),
      [
        'service-name-valid routes[0].service.port: "80" is not a port\'s name: at most 15 lower-case letters, digits and single dashes, a letter among them (a number stands without quotes) → port: http  # for example',
      ],
    ],
    // Of one kind, and wrong within it.
    [
      at("[192.168.103.300, 5]"),
      [
        'address-invalid vips[0].address[0]: "192.168.103.300" is not an IPv4 or IPv6 address → 192.168.103.10  # for example',
        "address-invalid vips[0].address[1]: 5 is not an IPv4 or IPv6 address → 192.168.103.10  # for example",
      ],
    ],
    [
      vip("failover: { preempt: { delay: 5 } }"),
      [
        "duration-invalid vips[0].failover.preempt.delay: 5 is not a duration: a whole number above 0 and its unit, ms, s, m or h → delay: 5s  # or 5ms",
      ],
    ],
    [
      route("service: { name: shop, port: 99999 }"),
      ["port-invalid routes[0].service.port: port 99999 is not a whole number from 1 to 65535 → port: 443  # for example"],
    ],
    [
      route(`${service}, tls: { secretName: shop-tls, issuer: { name: a, kind: clusterissuer } }`),
      [
        'value-unknown routes[0].tls.issuer.kind: routes[0].tls.issuer.kind is "clusterissuer", not one of ClusterIssuer, Issuer → kind: ClusterIssuer',
      ],
    ],
    [stream("nodes: [worker-1], check: http"), ['value-unknown streams[0].check: streams[0].check is "http", not tcp → check: tcp']],
    [
      stream("nodes: [worker-1], check: { http: { pth: / } }"),
      ['field-unknown streams[0].check.http.pth (key): streams[0].check.http has no field "pth" → path: …'],
    ],
  ])("%s", (fields, expected) => {
    expect(said(fields)).toEqual(expected);
  });
});

describe("entities of two forms", () => {
  const both = (place: string, field: string): string =>
    `field-unknown ${place.replace(/ \(.*/, "")}.${field} (key): ${place} has "${field}", which does not go with its other fields → take ${field} out, or what it stands in for`;

  it.each<Case>([
    [
      machine("address: 192.168.103.11/24, interface: ens160, interfaces: [{ name: a, address: 192.168.103.11/24 }]"),
      [both("loadBalancers[0] (hapxy1)", "interfaces")],
    ],
    [
      machine("interfaces: []"),
      ["length-wrong loadBalancers[0].interfaces: loadBalancers[0].interfaces needs at least 1 entry → add what is missing"],
    ],
    [
      machine("interfaces: [{ name: a }]"),
      ["field-missing loadBalancers[0].interfaces[0].address: loadBalancers[0].interfaces[0] (a) has no address → add address: …"],
    ],
    [route(`${service}, paths: [{ path: /a, pathType: Prefix, ${service} }]`), [both("routes[0] (shop.example.com)", "paths")]],
    [route(""), ["field-missing routes[0].service: routes[0] (shop.example.com) has no service → add service: …"]],
    [secret("{ env: A, file: /b }"), [both("vips[0].failover.auth.password", "file")]],
    [
      "vips: [{ name: public, address: 192.168.103.10, heldBy: metallb, virtualRouterId: 51 }]",
      [
        'field-unknown vips[0].virtualRouterId (key): vips[0] (public) has no field "virtualRouterId" → one of name, address, listeners, heldBy',
        'not-supported-yet vips[0].heldBy: VIP "public" is held by metallb, which this version cannot render → heldBy: keepalived',
      ],
    ],
    [
      "vips: [{ name: public, address: 192.168.103.10, heldBy: metalb, virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }]",
      ['value-unknown vips[0].heldBy: vips[0].heldBy is "metalb", not keepalived → heldBy: keepalived'],
    ],
  ])("%s", (fields, expected) => {
    expect(said(fields)).toEqual(expected);
  });
});

it("keys are refused as keys", () => {
  expect(said(nodes('name: worker-1, address: 192.168.103.21, labels: { "a b": "c d" }'))).toEqual([
    'label-invalid cluster.nodes[0].labels["a b"] (key): "a b" is not a label\'s key: letters, digits and . _ -, after a DNS name and / if it has a prefix → topology.kubernetes.io/zone: …  # for example',
  ]);
});

it("a document that has no text is spoken of in the same words, without what a text's quotes explain", () => {
  const { findings } = resolve({ ...documentWith(""), limits: { maxConnections: "40000" } }, { secrets: {}, explain: () => null });
  expect(findings.map(({ message, fix }) => [message, fix])).toEqual([
    ["limits.maxConnections is a string, not a number", "maxConnections: 40000  # for example"],
  ]);
});
