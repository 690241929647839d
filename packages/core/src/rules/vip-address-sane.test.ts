import { describe, expect, it } from "vitest";
import { violations, vip } from "./rule-testing.js";
import { vipAddressSane } from "./vip-address-sane.js";

const at = (address: string): string => vip().replace("192.168.103.10", address);
const machines = (first: string, second: string): string => `loadBalancers:
  - { name: hapxy1, address: ${first}, interface: ens160, segment: dmz }
  - { name: hapxy2, address: ${second}, interface: ens160, segment: dmz }
`;
const dual = machines('[192.168.103.11/24, "2001:db8::11/64"]', '[192.168.103.12/24, "2001:db8::12/64"]');

describe("keeps the law", () => {
  it.each([
    ["an address that nothing has", at("192.168.103.10")],
    ["the first and the last host of the subnet", at("192.168.103.1")],
    ["the last", at("192.168.103.254")],
    ["a /31, which has neither network nor broadcast address", machines("192.168.103.10/31", "192.168.103.12/24") + at("192.168.103.11")],
    ["the first address of an IPv6 subnet", dual + at('"2001:db8::"')],
    ["dual stack", dual + at('[192.168.103.10, "2001:db8::10"]')],
  ])("%s", (_, fields) => {
    expect(violations(vipAddressSane, fields)).toEqual([]);
  });
});

describe("breaks the law", () => {
  it.each<[string, string, object]>([
    [
      "a node's address",
      at("192.168.103.23"),
      {
        message: "VIP 192.168.103.23 is node worker-3's own address",
        path: "vips[0].address",
        related: ["node worker-3 has it: cluster.nodes[2].address"],
      },
    ],
    [
      "a load balancer's address",
      at("192.168.103.12"),
      {
        message: "VIP 192.168.103.12 is load balancer hapxy2's own address",
        path: "vips[0].address",
        related: ["load balancer hapxy2 has it: loadBalancers[1].address"],
      },
    ],
    [
      "one of two, in another spelling",
      dual + at('[192.168.103.10, "2001:DB8:0::12"]'),
      {
        message: "VIP 2001:db8::12 is load balancer hapxy2's own address",
        path: "vips[0].address[1]",
        related: ["load balancer hapxy2 has it: loadBalancers[1].address[1]"],
      },
    ],
    [
      "the network's address",
      at("192.168.103.0"),
      { message: "VIP 192.168.103.0 is the network or broadcast address of 192.168.103.0/24", path: "vips[0].address" },
    ],
    [
      "the broadcast address",
      at("192.168.103.255"),
      { message: "VIP 192.168.103.255 is the network or broadcast address of 192.168.103.0/24", path: "vips[0].address" },
    ],
    [
      "the broadcast address of the backup's subnet alone",
      machines("192.168.103.11/24", "192.168.103.12/25") + at("192.168.103.127"),
      { message: "VIP 192.168.103.127 is the network or broadcast address of 192.168.103.0/25", path: "vips[0].address" },
    ],
  ])("%s", (_, fields, expected) => {
    expect(violations(vipAddressSane, fields)).toEqual([expected]);
  });
});
