import { describe, expect, it } from "vitest";
import type { Finding } from "../../diagnostics/diagnostic.js";
import { formatPath } from "../../diagnostics/path.js";
import { loadText } from "../../load/load.js";
import { resolve } from "../../resolve/resolve.js";
import { findAcross } from "./across.js";
import type { Together } from "./together.js";

interface Parts {
  readonly machines?: string;
  readonly vips?: string;
  readonly nodes?: string;
  readonly more?: string;
}

const pair = (first: number, more = ""): string =>
  [first, first + 1].map((number) => `{ name: lb-${number}, address: 192.0.2.${number}/24, interface: eth0${more} }`).join(", ");
const vip = (name: string, address: string, id: number, first: number, more = ""): string =>
  `{ name: ${name}, address: ${address}, virtualRouterId: ${id}, primary: lb-${first}, backup: lb-${first + 1}${more} }`;

/** Two documents that share a subnet and nothing else, unless told. */
const east: Required<Parts> = {
  machines: pair(11),
  vips: vip("public", "192.0.2.10", 51, 11),
  nodes: "{ name: n-1, address: 198.51.100.1 }",
  more: "",
};
const west: Required<Parts> = {
  machines: pair(21),
  vips: vip("public", "192.0.2.20", 52, 21),
  nodes: "{ name: n-2, address: 198.51.100.2 }",
  more: "",
};

function textOf(name: string, { machines, vips, nodes, more }: Required<Parts>): string {
  return `apiVersion: edgewright/v1
name: ${name}
cluster: { nodes: [${nodes}], ingress: { controller: ingress-nginx, nodePorts: { http: 32729, https: 32366 } } }
loadBalancers: [${machines}]
vips: [${vips}]
${more}
`;
}

function read(text: string, file: string): Together {
  const loaded = loadText(text, { file, format: "yaml" });
  if (!loaded.ok) throw new Error(`the test's YAML is none: ${text}`);
  const { plan, edge } = resolve(loaded.value, { secrets: {}, explain: () => null });
  if (plan === null || edge === null) throw new Error("the test's document is none");
  return { plan, edge, source: loaded.source };
}

const show = ({ code, severity, message, path, related = [], fix }: Finding) => ({
  code: severity === "error" ? code : `${severity} ${code}`,
  message,
  path: formatPath(path),
  related: related.map((each) => `${each.message}: ${each.source?.file} ${formatPath(each.path ?? [])}`),
  fix,
});

/** What is said of each of two documents. */
const across = (first: Parts, second: Parts) =>
  findAcross([read(textOf("east", { ...east, ...first }), "east.yaml"), read(textOf("west", { ...west, ...second }), "west.yaml")]).map(
    (findings) => findings.map(show),
  );

const networks = "if these are two networks that only look alike, give each a segment of its own name";
const dual = (first: number): string =>
  [first, first + 1]
    .map((number) => `{ name: lb-${number}, address: [192.0.2.${number}/24, "2001:db8::${number}/64"], interface: eth0 }`)
    .join(", ");
const stats = (port: number): string => `observability: { stats: { port: ${port} } }`;
const own = { machines: east.machines };

describe("documents that go together", () => {
  it.each<[string, Parts, Parts]>([
    ["IDs and addresses of their own on one subnet", {}, {}],
    ["one ID on two subnets", {}, { machines: pair(21).replaceAll("192.0.2.", "203.0.113."), vips: vip("public", "203.0.113.20", 51, 21) }],
    ["everything the same on two named segments", { machines: pair(11, ", segment: a") }, { ...east, machines: pair(11, ", segment: b") }],
    [
      "an ID that is reserved on another segment",
      { vips: vip("public", "192.0.2.10", 51, 11, ", reservedRouterIds: [52]") },
      { machines: pair(21, ", segment: b") },
    ],
    ["one pair, with VIPs of its own in each", {}, { ...own, vips: vip("partner", "192.0.2.20", 52, 11) }],
    ["one cluster behind both", {}, { nodes: east.nodes }],
    ["one ID in two families", { machines: dual(11) }, { machines: dual(21), vips: vip("public", '"2001:db8::20"', 51, 21) }],
    [
      "statistics of one pair on two ports",
      { more: stats(8404) },
      { ...own, vips: vip("partner", "192.0.2.20", 52, 11), more: stats(8405) },
    ],
    ["statistics of two pairs on one port", { more: stats(8404) }, { more: stats(8404) }],
    [
      "statistics of two machines that look alike, on two subnets",
      { more: stats(8404) },
      { machines: east.machines.replaceAll("/24", "/25"), vips: vip("partner", "192.0.2.20", 52, 11), more: stats(8404) },
    ],
    [
      "statistics of two machines that look alike, on two segments",
      { machines: pair(11, ", segment: a"), more: stats(8404) },
      { ...east, machines: pair(11, ", segment: b"), more: stats(8404) },
    ],
  ])("%s", (_, first, second) => {
    expect(across(first, second)).toEqual([[], []]);
  });
});

describe("documents that collide", () => {
  it.each<[string, Parts, Parts, readonly [readonly object[], readonly object[]]]>([
    [
      "one ID on one subnet",
      {},
      { vips: vip("partner", "192.0.2.20", 51, 21) },
      [
        [],
        [
          {
            code: "vrid-unique-on-segment",
            message: 'virtual router ID 51 is used here and in document "east", on segment 192.0.2.0/24',
            path: "vips[0].virtualRouterId",
            related: ['VIP "public" has it: east.yaml vips[0].virtualRouterId'],
            fix: `choose an ID that nothing on the segment uses; ${networks}`,
          },
        ],
      ],
    ],
    [
      "one ID on two subnets of a segment that both name",
      { machines: pair(11, ", segment: dmz") },
      { machines: pair(21, ", segment: dmz").replaceAll("192.0.2.", "203.0.113."), vips: vip("partner", "203.0.113.20", 51, 21) },
      [
        [],
        [
          {
            code: "vrid-unique-on-segment",
            message: 'virtual router ID 51 is used here and in document "east", on segment dmz',
            path: "vips[0].virtualRouterId",
            related: ['VIP "public" has it: east.yaml vips[0].virtualRouterId'],
            fix: `choose an ID that nothing on the segment uses; ${networks}`,
          },
        ],
      ],
    ],
    [
      "one ID in both families: one mistake",
      { machines: dual(11), vips: vip("public", '[192.0.2.10, "2001:db8::10"]', 51, 11) },
      { machines: dual(21), vips: vip("partner", '[192.0.2.20, "2001:db8::20"]', 51, 21) },
      [
        [],
        [
          {
            code: "vrid-unique-on-segment",
            message: 'virtual router ID 51 is used here and in document "east", on segment 192.0.2.0/24',
            path: "vips[0].virtualRouterId",
            related: ['VIP "public" has it: east.yaml vips[0].virtualRouterId'],
            fix: `choose an ID that nothing on the segment uses; ${networks}`,
          },
        ],
      ],
    ],
    [
      "an ID that the other document reserves",
      {},
      { vips: vip("partner", "192.0.2.20", 52, 21, ", reservedRouterIds: [50, 51]") },
      [
        [
          {
            code: "vrid-unique-on-segment",
            message: 'virtual router ID 51 of VIP "public" is a neighbour\'s for document "west", on segment 192.0.2.0/24',
            path: "vips[0].virtualRouterId",
            related: ["reserved: west.yaml vips[0].reservedRouterIds[1]"],
            fix: "choose an ID that nothing on the segment uses; if this VIP is the neighbour that is meant, take it out of reservedRouterIds",
          },
        ],
        [],
      ],
    ],
    [
      "one VIP",
      {},
      { vips: vip("partner", "192.0.2.10", 52, 21) },
      [
        [],
        [
          {
            code: "vip-claimed-once",
            message: 'VIP 192.0.2.10 is claimed by "partner" here and by "public" in document "east"',
            path: "vips[0].address",
            related: ["the first claim: east.yaml vips[0].address"],
            fix: `give each VIP an address of its own, or join the two entries; ${networks}`,
          },
        ],
      ],
    ],
    [
      "one VIP of two families, however it is written",
      { machines: dual(11), vips: vip("public", '[192.0.2.10, "2001:db8::10"]', 51, 11) },
      { machines: dual(21), vips: vip("partner", '"2001:db8:0::0:10"', 52, 21) },
      [
        [],
        [
          {
            code: "vip-claimed-once",
            message: 'VIP 2001:db8::10 is claimed by "partner" here and by "public" in document "east"',
            path: "vips[0].address",
            related: ["the first claim: east.yaml vips[0].address[1]"],
            fix: `give each VIP an address of its own, or join the two entries; ${networks}`,
          },
        ],
      ],
    ],
    [
      "a VIP that is the other document's machine",
      {},
      { vips: vip("partner", "192.0.2.12", 52, 21) },
      [
        [],
        [
          {
            code: "vip-address-sane",
            message: 'VIP 192.0.2.12 is the own address of load balancer lb-12 in document "east"',
            path: "vips[0].address",
            related: ["load balancer lb-12 has it: east.yaml loadBalancers[1].address"],
            fix: `choose an address of the subnet that nothing has; ${networks}`,
          },
        ],
      ],
    ],
    [
      "a node that is the other document's VIP, said of the VIP",
      {},
      { nodes: "{ name: n-2, address: 192.0.2.10 }" },
      [
        [
          {
            code: "vip-address-sane",
            message: 'VIP 192.0.2.10 is the own address of node n-2 in document "west"',
            path: "vips[0].address",
            related: ["node n-2 has it: west.yaml cluster.nodes[0].address"],
            fix: `choose an address of the subnet that nothing has; ${networks}`,
          },
        ],
        [],
      ],
    ],
    [
      "two machines of one address",
      {},
      { machines: pair(21).replace("192.0.2.22", "192.0.2.11") },
      [
        [],
        [
          {
            code: "node-address-unique",
            message: '192.0.2.11 is the address of load balancer lb-22 here and of load balancer lb-11 in document "east"',
            path: "loadBalancers[1].address",
            related: ["load balancer lb-11 has it: east.yaml loadBalancers[0].address"],
            fix: `give each its own address, or one name; ${networks}`,
          },
        ],
      ],
    ],
    [
      "two nodes of one address, on two segments that both share: one mistake",
      { machines: dual(11) },
      { machines: dual(21), nodes: "{ name: n-2, address: 198.51.100.1 }" },
      [
        [],
        [
          {
            code: "node-address-unique",
            message: '198.51.100.1 is the address of node n-2 here and of node n-1 in document "east"',
            path: "cluster.nodes[0].address",
            related: ["node n-1 has it: east.yaml cluster.nodes[0].address"],
            fix: `give each its own address, or one name; ${networks}`,
          },
        ],
      ],
    ],
    [
      "listeners of one pair, said once for both machines",
      { more: stats(8404) },
      { ...own, vips: vip("partner", "192.0.2.20", 52, 11), more: "observability: { prometheus: { port: 8404 } }" },
      [
        [],
        [
          {
            code: "bind-unique",
            message: 'the metrics here and the statistics page of document "east" both bind 192.0.2.11 port 8404',
            path: "observability.prometheus.port",
            related: ["the statistics page: east.yaml observability.stats.port"],
            fix: "give one of them another port",
          },
        ],
      ],
    ],
    [
      "listeners of one pair, crosswise: two mistakes",
      { more: "observability: { stats: { port: 8404 }, prometheus: { port: 8405 } }" },
      { ...own, vips: vip("partner", "192.0.2.20", 52, 11), more: "observability: { stats: { port: 8405 }, prometheus: { port: 8404 } }" },
      [
        [],
        [
          {
            code: "bind-unique",
            message: 'the statistics page here and the metrics of document "east" both bind 192.0.2.11 port 8405',
            path: "observability.stats.port",
            related: ["the metrics: east.yaml observability.prometheus.port"],
            fix: "give one of them another port",
          },
          {
            code: "bind-unique",
            message: 'the metrics here and the statistics page of document "east" both bind 192.0.2.11 port 8404',
            path: "observability.prometheus.port",
            related: ["the statistics page: east.yaml observability.stats.port"],
            fix: "give one of them another port",
          },
        ],
      ],
    ],
  ])("%s", (_, first, second, expected) => {
    expect(across(first, second)).toEqual(expected);
  });

  it("leaves to the rules what one document breaks alone", () => {
    const alone = {
      vips: `${east.vips}, ${vip("partner", "192.0.2.10", 51, 11, ", reservedRouterIds: [51]")}`,
      nodes: "{ name: n, address: 192.0.2.11 }",
    };
    expect(
      across(
        { ...alone, more: "observability: { stats: { port: 1 }, prometheus: { port: 1 } }" },
        { vips: vip("p", "192.0.2.20", 53, 21) },
      ),
    ).toEqual([[], []]);
  });

  it("of three, each later one collides with the first", () => {
    const documents = ["a", "b", "c"].map((name, index) =>
      read(
        textOf(name, { ...west, machines: pair(21 + 2 * index), vips: vip("v", `192.0.2.${30 + index}`, 51, 21 + 2 * index) }),
        `${name}.yaml`,
      ),
    );
    const found = findAcross(documents).map((findings) => findings.map(({ message }) => message));
    const said = 'virtual router ID 51 is used here and in document "a", on segment 192.0.2.0/24';
    expect(found).toEqual([[], [said], [said]]);
  });

  it("of two that reserve an ID, the first is named", () => {
    const documents = [51, 52, 60].map((id, index) => {
      const more = index === 2 ? "" : ", reservedRouterIds: [60]";
      const first = 21 + 2 * index;
      const fields = { ...west, machines: pair(first), vips: vip("v", `192.0.2.${30 + index}`, id, first, more) };
      return read(textOf(`d-${index}`, fields), `${index}.yaml`);
    });
    expect(findAcross(documents).map((findings) => findings.map(show))).toEqual([
      [],
      [],
      [
        {
          code: "vrid-unique-on-segment",
          message: 'virtual router ID 60 of VIP "v" is a neighbour\'s for document "d-0", on segment 192.0.2.0/24',
          path: "vips[0].virtualRouterId",
          related: ["reserved: 0.yaml vips[0].reservedRouterIds[0]"],
          fix: "choose an ID that nothing on the segment uses; if this VIP is the neighbour that is meant, take it out of reservedRouterIds",
        },
      ],
    ]);
  });
});

describe("one document twice", () => {
  const text = textOf("east", east);
  const labelled = (labels: string): string => `{ name: n-1, address: 198.51.100.1, labels: { ${labels} } }`;
  const twice = (first: Together, second: Together) => findAcross([first, second]).map((findings) => findings.map(show));
  const said = (message: string, related: readonly string[]) => [
    [],
    [{ code: "document-twice", message, path: "name", related, fix: "name it once" }],
  ];

  it.each<[string, Together, Together, string, readonly string[]]>([
    ["by one name", read(text, "a.yaml"), read(text, "a.yaml"), "a.yaml is given twice", []],
    ["as a copy", read(text, "a.yaml"), read(text, "b.yaml"), "b.yaml is the same document as a.yaml", ["the same: a.yaml name"]],
    [
      "written in another order",
      read(text, "a.yaml"),
      read(`# east\n${text.replace(/^(vips: .*)\n/m, "").trimEnd()}\nvips: [${east.vips}]\n`, "b.yaml"),
      "b.yaml is the same document as a.yaml",
      ["the same: a.yaml name"],
    ],
    [
      "with labels in another order",
      read(textOf("east", { ...east, nodes: labelled("zone: a, rack: b") }), "a.yaml"),
      read(textOf("east", { ...east, nodes: labelled("rack: b, zone: a") }), "b.yaml"),
      "b.yaml is the same document as a.yaml",
      ["the same: a.yaml name"],
    ],
    [
      "with a mistake in it",
      read(`${text}balance: none\n`, "a.yaml"),
      read(`${text}balance: none\n`, "b.yaml"),
      "b.yaml is the same document as a.yaml",
      ["the same: a.yaml name"],
    ],
    [
      "of which there is no text",
      { ...read(text, ""), source: { file: "a.ts", text: null, locate: () => null } },
      { ...read(text, ""), source: { file: "b.ts", text: null, locate: () => null } },
      "b.ts is the same document as a.ts",
      ["the same: a.ts name"],
    ],
  ])("%s", (_, first, second, message, related) => {
    expect(twice(first, second)).toEqual(said(message, related));
  });

  it("two with a mistake of which there is no text may be two", () => {
    const broken = (file: string) => ({ ...read(`${text}balance: none\n`, ""), source: { file, text: null, locate: () => null } });
    const [, found] = twice(broken("a.ts"), broken("b.ts"));
    expect(found?.map(({ code }) => code)).toEqual(["vrid-unique-on-segment", "vip-claimed-once"]);
  });

  it("two of which only the sound parts agree are two", () => {
    const [, found] = twice(read(`${text}balance: none\n`, "a.yaml"), read(`${text}balance: all\n`, "b.yaml"));
    expect(found?.map(({ code }) => code)).toEqual(["vrid-unique-on-segment", "vip-claimed-once"]);
  });
});

it("what collides is said once of each document, however many there are", () => {
  const document = (index: number): Together => {
    const machines = [1, 2].map((each) => `{ name: lb-${10 * index + each}, address: 192.0.2.${each}/24, interface: eth0 }`).join(", ");
    const vips = `{ name: v, address: 192.0.2.10, virtualRouterId: 51, primary: lb-${10 * index + 1}, backup: lb-${10 * index + 2} }`;
    return read(textOf(`d-${index}`, { ...east, machines, vips, more: stats(8404) }), `${index}.yaml`);
  };
  const documents = Array.from({ length: 50 }, (_, index) => document(index));
  // Two machines, a VIP and its ID: four collisions with the first document each.
  expect(findAcross(documents).map((findings) => findings.length)).toEqual([0, ...documents.slice(1).map(() => 4)]);
});
