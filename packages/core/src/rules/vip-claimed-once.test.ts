import { describe, expect, it } from "vitest";
import { violations } from "./rule-testing.js";
import { vipClaimedOnce } from "./vip-claimed-once.js";

const machines = `loadBalancers:
  - { name: hapxy1, address: [192.168.103.11/24, "2001:db8::11/64"], interface: ens160 }
  - { name: hapxy2, address: [192.168.103.12/24, "2001:db8::12/64"], interface: ens160 }
`;
const vips = (...addresses: readonly string[]): string =>
  `${machines}vips:\n${addresses.map((address, index) => `  - { name: vip-${index + 1}, address: ${address}, virtualRouterId: ${51 + index}, primary: hapxy1, backup: hapxy2 }\n`).join("")}`;

describe("keeps the law", () => {
  it("addresses of their own", () => {
    expect(violations(vipClaimedOnce, vips("192.168.103.10", "192.168.103.9", '"2001:db8::10"'))).toEqual([]);
  });

  it("leaves an address that stands twice in one list to one-address-per-family", () => {
    expect(violations(vipClaimedOnce, vips("[192.168.103.10, 192.168.103.10]"))).toEqual([]);
  });
});

describe("breaks the law", () => {
  it.each<[string, string, object]>([
    [
      "one address, two VIPs",
      vips("192.168.103.10", "192.168.103.10"),
      {
        message: 'VIP 192.168.103.10 is claimed by "vip-1" and by "vip-2"',
        path: "vips[1].address",
        related: ["the first claim: vips[0].address"],
      },
    ],
    [
      "one of two families, in another spelling",
      vips('[192.168.103.10, "2001:db8::10"]', '"2001:DB8:0:0::10"'),
      {
        message: 'VIP 2001:db8::10 is claimed by "vip-1" and by "vip-2"',
        path: "vips[1].address",
        related: ["the first claim: vips[0].address[1]"],
      },
    ],
  ])("%s", (_, fields, expected) => {
    expect(violations(vipClaimedOnce, fields)).toEqual([expected]);
  });

  it("three claims are two mistakes", () => {
    expect(violations(vipClaimedOnce, vips("192.168.103.10", "192.168.103.10", "192.168.103.10")).map(({ path }) => path)).toEqual([
      "vips[1].address",
      "vips[2].address",
    ]);
  });
});
