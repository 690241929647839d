import { describe, expect, it } from "vitest";
import { nodeAddressUnique } from "./node-address-unique.js";
import { nodes, violations } from "./rule-testing.js";

describe("keeps the law", () => {
  it("addresses of their own", () => {
    expect(violations(nodeAddressUnique, "")).toEqual([]);
  });

  it("leaves an address that stands twice in one list to one-address-per-family", () => {
    expect(violations(nodeAddressUnique, nodes("name: worker-1, address: [192.168.103.21, 192.168.103.21]"))).toEqual([]);
  });
});

describe("breaks the law", () => {
  it.each<[string, string, object]>([
    [
      "a node that is listed twice",
      nodes("name: worker-1, address: 192.168.103.21", "name: worker-2, address: 192.168.103.21"),
      {
        message: "192.168.103.21 is the address of node worker-1 and of node worker-2",
        path: "cluster.nodes[1].address",
        related: ["node worker-1 has it: cluster.nodes[0].address"],
      },
    ],
    [
      "addresses are compared as addresses",
      nodes(`name: worker-1, address: "2001:db8::1"`, `name: worker-2, address: [192.168.103.22, "2001:DB8:0::0:1"]`),
      {
        message: "2001:db8::1 is the address of node worker-1 and of node worker-2",
        path: "cluster.nodes[1].address[1]",
        related: ["node worker-1 has it: cluster.nodes[0].address"],
      },
    ],
    [
      "a load balancer among the nodes",
      nodes("name: worker-1, address: 192.168.103.21", "name: worker-2, address: 192.168.103.12"),
      {
        message: "192.168.103.12 is the address of load balancer hapxy2 and of node worker-2",
        path: "cluster.nodes[1].address",
        related: ["load balancer hapxy2 has it: loadBalancers[1].address"],
      },
    ],
    [
      "two load balancers",
      `loadBalancers:
  - { name: hapxy1, address: 192.168.103.11/24, interface: ens160 }
  - { name: hapxy2, interfaces: [{ name: ens160, address: 192.168.103.11/24 }] }`,
      {
        message: "192.168.103.11 is the address of load balancer hapxy1 and of load balancer hapxy2",
        path: "loadBalancers[1].interfaces[0].address",
        related: ["load balancer hapxy1 has it: loadBalancers[0].address"],
      },
    ],
  ])("%s", (_, fields, expected) => {
    expect(violations(nodeAddressUnique, fields)).toEqual([expected]);
  });
});
