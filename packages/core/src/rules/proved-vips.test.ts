import { describe, expect, it } from "vitest";
import { provedVips } from "./proved-vips.js";
import { planWith, vip } from "./rule-testing.js";

const machines = (first: string, second: string): string => `loadBalancers:
  - { name: hapxy1, ${first} }
  - { name: hapxy2, ${second} }`;
const dual = machines(
  'address: [192.168.103.11/24, "2001:db8::12/64"], interface: ens160',
  'address: [192.168.103.12/24, "2001:db8::11/64"], interface: ens160',
);
const vips = (...entries: readonly string[]): string =>
  `vips:\n${entries.map((entry, index) => `  - { virtualRouterId: ${51 + index}, ${entry} }`).join("\n")}`;
const pair = "primary: hapxy1, backup: hapxy2";

it("a VIP is one virtual router, with what the proof rests on", () => {
  const plan = planWith(vip("failover: { preempt: false, whenAllUnhealthy: release }"));
  expect(provedVips(plan)).toEqual([
    {
      vip: "public",
      name: "public",
      primary: "hapxy1",
      backup: "hapxy2",
      primaryAddressIsHigher: false,
      link: "192.168.103.0/24",
      timers: plan.vips[0]?.failover.timers,
      preempt: { kind: "never" },
      whenAllUnhealthy: "release",
      trackers: ["haproxy", "haproxy_answers"],
    },
  ]);
});

describe("links", () => {
  const linksOf = (fields: string) =>
    provedVips(planWith(fields)).map(({ name, link, primaryAddressIsHigher }) => [name, link, primaryAddressIsHigher]);
  const both = "192.168.103.0/24 and 2001:db8::/64";

  it("both families of one wire are one link, and each has its own addresses", () => {
    expect(linksOf(`${dual}\n${vips(`name: public, address: [192.168.103.10, "2001:db8::10"], ${pair}`)}`)).toEqual([
      ["public-ipv4", both, false],
      ["public-ipv6", both, true],
    ]);
  });

  it("each family from its own end of one wire", () => {
    const fields = `${dual}\n${vips(`name: one, address: 192.168.103.9, ${pair}`, 'name: two, address: "2001:db8::10", primary: hapxy2, backup: hapxy1')}`;
    expect(linksOf(fields)).toEqual([
      ["one", both, false],
      ["two", both, false],
    ]);
  });

  it("a wire is the same from either end, and another leg is another wire", () => {
    const legs = (last: number): string =>
      `interfaces: [{ name: ens160, address: 192.168.103.${last}/24 }, { name: ens192, address: 198.51.100.${last}/24, segment: inner }]`;
    const fields = `${machines(legs(11), legs(12))}\n${vips(
      `name: one, address: 192.168.103.9, ${pair}`,
      "name: two, address: 192.168.103.10, primary: hapxy2, backup: hapxy1",
      `name: three, address: 198.51.100.10, ${pair}`,
    )}`;
    expect(linksOf(fields)).toEqual([
      ["one", "192.168.103.0/24", false],
      ["two", "192.168.103.0/24", true],
      ["three", "inner", false],
    ]);
  });
});

it("one machine as both ends is another rule's", () => {
  expect(provedVips(planWith(vip().replace("backup: hapxy2", "backup: hapxy1")))).toEqual([]);
});
