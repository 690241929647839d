import { describe, expect, it } from "vitest";
import { primaryIsNotBackup } from "./primary-is-not-backup.js";
import { violations, vip } from "./rule-testing.js";

const machines = (first: string, second: string): string => `loadBalancers: [{ name: hapxy1, ${first} }, { name: hapxy2, ${second} }]\n`;
const same = vip().replace("backup: hapxy2", "backup: hapxy1");

describe("keeps the law", () => {
  it.each([
    ["one subnet", ""],
    [
      "two subnets that one segment's name joins",
      machines("address: 192.168.103.11/24, interface: a, segment: dmz", "address: 192.168.103.12/25, interface: b, segment: dmz"),
    ],
    ["interfaces of different names", machines("address: 192.168.103.11/24, interface: a", "address: 192.168.103.12/24, interface: b")],
  ])("%s", (_, fields) => {
    expect(violations(primaryIsNotBackup, fields)).toEqual([]);
  });
});

describe("breaks the law", () => {
  it("one machine as both", () => {
    expect(violations(primaryIsNotBackup, same)).toEqual([
      {
        message: 'VIP "public" has hapxy1 as primary and as backup',
        path: "vips[0].backup",
        related: ["the primary: vips[0].primary"],
        fix: "backup: hapxy2",
      },
    ]);
  });

  it("one machine as both, and no other", () => {
    const alone = "loadBalancers: [{ name: hapxy1, address: 192.168.103.11/24, interface: ens160 }]\n";
    expect(violations(primaryIsNotBackup, alone + same).map(({ fix }) => fix)).toEqual(["declare a second load balancer"]);
  });

  it.each([
    [
      "subnets of different length",
      machines("address: 192.168.103.11/24, interface: a", "address: 192.168.103.12/25, interface: b"),
      "192.168.103.0/25",
      ["segment 192.168.103.0/24: loadBalancers[0].address", "segment 192.168.103.0/25: loadBalancers[1].address"],
    ],
    [
      "a segment that one of them names",
      machines("address: 192.168.103.11/24, interface: a", "interfaces: [{ name: b, address: 192.168.103.12/24, segment: dmz }]"),
      "dmz",
      ["segment 192.168.103.0/24: loadBalancers[0].address", "segment dmz: loadBalancers[1].interfaces[0].segment"],
    ],
  ])("%s", (_, fields, segment, related) => {
    expect(violations(primaryIsNotBackup, fields)).toEqual([
      {
        message: `VIP 192.168.103.10 is on segment 192.168.103.0/24 at hapxy1 and on ${segment} at hapxy2`,
        path: "vips[0].backup",
        related,
        fix: "give both interfaces the same subnet, or the same segment name",
      },
    ]);
  });
});
