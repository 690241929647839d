import { describe, expect, it } from "vitest";
import { loadBalancerUsed } from "./load-balancer-used.js";
import { violations, vip } from "./rule-testing.js";

const machines = (count: number): string =>
  `loadBalancers:\n${Array.from({ length: count }, (_, index) => `  - { name: hapxy${index + 1}, address: 192.168.103.${index + 11}/24, interface: ens160 }\n`).join("")}`;

describe("keeps the law", () => {
  it("each machine is primary or backup somewhere", () => {
    expect(violations(loadBalancerUsed, "")).toEqual([]);
    const second = "  - { name: partner, address: 192.168.103.9, virtualRouterId: 52, primary: hapxy3, backup: hapxy4 }";
    expect(violations(loadBalancerUsed, `${machines(4)}${vip()}\n${second}`)).toEqual([]);
  });

  it("says nothing while a VIP was refused, or lacks its second machine", () => {
    expect(violations(loadBalancerUsed, machines(2) + vip().replace("backup: hapxy2", "backup: hapxy9"), 1)).toEqual([]);
    expect(violations(loadBalancerUsed, machines(2) + vip().replace("51", "0"), 1)).toEqual([]);
    expect(violations(loadBalancerUsed, machines(2) + vip().replace("backup: hapxy2", "backup: hapxy1"))).toEqual([]);
  });
});

describe("breaks the law", () => {
  it("machines without a VIP", () => {
    expect(violations(loadBalancerUsed, machines(4))).toEqual([
      { message: 'load balancer "hapxy3" is in no VIP', path: "loadBalancers[2].name" },
      { message: 'load balancer "hapxy4" is in no VIP', path: "loadBalancers[3].name" },
    ]);
  });

  it("no VIP at all", () => {
    expect(violations(loadBalancerUsed, "vips: []").length).toBe(2);
  });
});
