import { describe, expect, it } from "vitest";
import { oneAddressPerFamily } from "./one-address-per-family.js";
import { nodes, violations, vip } from "./rule-testing.js";

const machines = (address: string): string => `loadBalancers:
  - { name: hapxy1, address: ${address}, interface: ens160 }
  - { name: hapxy2, address: [192.168.103.12/24, "2001:db8::12/64"], interface: ens160 }
`;

describe("keeps the law", () => {
  it.each([
    ["one address", ""],
    ["a list of one", nodes("name: worker-1, address: [192.168.103.21]")],
    ["dual stack", nodes(`name: worker-1, address: [192.168.103.21, "2001:db8::21"]`)],
    ["dual stack, the other way round", machines('["2001:db8::11/64", 192.168.103.11/24]')],
  ])("%s", (_, fields) => {
    expect(violations(oneAddressPerFamily, fields)).toEqual([]);
  });
});

describe("breaks the law", () => {
  it.each<[string, string, object]>([
    [
      "a node",
      nodes("name: worker-1, address: [192.168.103.21, 192.168.103.22]"),
      {
        message: "worker-1 has two IPv4 addresses, 192.168.103.21 and 192.168.103.22",
        path: "cluster.nodes[0].address[1]",
        related: ["the first: cluster.nodes[0].address[0]"],
      },
    ],
    [
      "an interface",
      machines('["2001:db8::11/64", "2001:db8::13/64"]') + vip().replace("192.168.103.10", '"2001:db8::10"'),
      {
        message: "hapxy1's ens160 has two IPv6 addresses, 2001:db8::11 and 2001:db8::13",
        path: "loadBalancers[0].address[1]",
        related: ["the first: loadBalancers[0].address[0]"],
      },
    ],
    [
      "a VIP",
      vip().replace("192.168.103.10", "[192.168.103.10, 192.168.103.9]"),
      {
        message: "public has two IPv4 addresses, 192.168.103.10 and 192.168.103.9",
        path: "vips[0].address[1]",
        related: ["the first: vips[0].address[0]"],
      },
    ],
  ])("%s", (_, fields, expected) => {
    expect(violations(oneAddressPerFamily, fields)).toEqual([expected]);
  });
});
