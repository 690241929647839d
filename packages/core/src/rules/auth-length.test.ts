import { describe, expect, it } from "vitest";
import { authLength } from "./auth-length.js";
import { violations } from "./rule-testing.js";

const two = (first: string, second: string, address = "192.168.103.9"): string => `vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2, failover: { auth: { password: { env: ${first} } } } }
  - { name: partner, address: ${address}, virtualRouterId: 52, primary: hapxy2, backup: hapxy1, failover: { auth: { password: { env: ${second} } } } }`;
const legs = `loadBalancers:
  - { name: hapxy1, interfaces: [{ name: eth0, address: 192.168.103.11/24 }, { name: eth1, address: 198.51.100.11/24 }] }
  - { name: hapxy2, interfaces: [{ name: eth0, address: 192.168.103.12/24 }, { name: eth1, address: 198.51.100.12/24 }] }
`;

describe("keeps the law", () => {
  it.each([
    ["short and different", two("VRRP", "OTHER")],
    ["8 bytes", two("EIGHT", "OTHER")],
    ["the same password on two segments", legs + two("VRRP", "VRRP", "198.51.100.10")],
  ])("%s", (_, fields) => {
    expect(violations(authLength, fields)).toEqual([]);
  });

  it("a password that is missing has been reported as missing", () => {
    const long = "A_VARIABLE_WITH_A_LONG_NAME";
    expect(violations(authLength, two(long, "VRRP"), 1)).toEqual([]);
  });
});

describe("breaks the law", () => {
  it.each([
    ["NINE", 9],
    ["UMLAUTS", 10],
  ])("%s has more than 8 bytes", (name, length) => {
    expect(violations(authLength, two("VRRP", name))).toEqual([
      {
        message: `the password of VIP "partner" has ${length} bytes, of which keepalived uses 8`,
        path: "vips[1].failover.auth.password.env",
      },
    ]);
  });

  it("one password for two virtual routers of a segment", () => {
    expect(violations(authLength, two("VRRP", "VRRP"))).toEqual([
      {
        severity: "warning",
        message: 'VIPs "public" and "partner" have one password',
        path: "vips[1].failover.auth.password.env",
        related: ["the first: vips[0].failover.auth.password.env"],
      },
    ]);
  });
});
