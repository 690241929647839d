import { describe, expect, it } from "vitest";
import { nameUnique } from "./name-unique.js";
import { nodes, violations, vip } from "./rule-testing.js";

const streams = (...names: readonly string[]): string =>
  `streams: [${names.map((name, index) => `{ name: ${name}, vip: public, port: ${6443 + index}, nodes: [worker-1, worker-2] }`).join(", ")}]`;
const legs = (second: string): string => `loadBalancers:
  - { name: hapxy1, interfaces: [{ name: eth0, address: 192.168.103.11/24 }, { name: ${second}, address: 198.51.100.11/24 }] }
  - { name: hapxy2, interfaces: [{ name: eth0, address: 192.168.103.12/24 }] }`;

describe("keeps the law", () => {
  it.each([
    ["names of their own", ""],
    ["one name for things of different kinds", streams("public", "worker-1")],
    ["the same interface on two machines", legs("eth1")],
  ])("%s", (_, fields) => {
    expect(violations(nameUnique, fields)).toEqual([]);
  });
});

describe("breaks the law", () => {
  it.each<[string, string, object]>([
    [
      "nodes",
      nodes(
        "name: worker-1, address: 192.168.103.21",
        "name: worker-2, address: 192.168.103.22",
        "name: worker-1, address: 192.168.103.23",
      ),
      { message: 'two nodes are called "worker-1"', path: "cluster.nodes[2].name", related: ["the first: cluster.nodes[0].name"] },
    ],
    [
      "load balancers",
      `loadBalancers:
  - { name: hapxy1, address: 192.168.103.11/24, interface: ens160 }
  - { name: hapxy2, address: 192.168.103.12/24, interface: ens160 }
  - { name: hapxy2, address: 192.168.103.13/24, interface: ens160 }`,
      { message: 'two load balancers are called "hapxy2"', path: "loadBalancers[2].name", related: ["the first: loadBalancers[1].name"] },
    ],
    [
      "VIPs",
      `${vip()}\n  - { name: public, address: 192.168.103.9, virtualRouterId: 52, primary: hapxy1, backup: hapxy2 }`,
      { message: 'two VIPs are called "public"', path: "vips[1].name", related: ["the first: vips[0].name"] },
    ],
    [
      "streams",
      streams("kube-api", "kube-api"),
      { message: 'two streams are called "kube-api"', path: "streams[1].name", related: ["the first: streams[0].name"] },
    ],
    [
      "interfaces of one machine",
      legs("eth0"),
      {
        message: 'two interfaces of hapxy1 are called "eth0"',
        path: "loadBalancers[0].interfaces[1].name",
        related: ["the first: loadBalancers[0].interfaces[0].name"],
      },
    ],
  ])("%s", (_, fields, expected) => {
    expect(violations(nameUnique, fields)).toEqual([expected]);
  });

  it("three of one name are two mistakes", () => {
    expect(violations(nameUnique, streams("a", "a", "a")).map(({ path }) => path)).toEqual(["streams[1].name", "streams[2].name"]);
  });
});
