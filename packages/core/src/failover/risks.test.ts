import { describe, expect, it } from "vitest";
import type { ProvedVip } from "./prove.js";
import { risksOf } from "./risks.js";

const router = (name: string, primaryAddressIsHigher: boolean, backupPriority = 253): ProvedVip => ({
  vip: "public",
  name,
  primary: "hapxy1",
  backup: "hapxy2",
  primaryAddressIsHigher,
  link: "192.168.103.0/24",
  timers: { primaryPriority: 254, backupPriority, trackerWeight: -100, noPreempt: false },
  preempt: { kind: "always" },
  whenAllUnhealthy: "keep",
  trackers: ["haproxy"],
});
const timers = { advertisementInterval: 130 };
const always = ["link-cut", "link-healed", "keepalived-killed", "machine-paused"];
const idsOf = (...routers: readonly ProvedVip[]) => risksOf(routers, timers).map(({ id }) => id);
const textOf = (id: string) => risksOf([router("public", true)], timers).find((risk) => risk.id === id)?.text;

it("these every pair has", () => {
  expect(idsOf(router("public", true))).toEqual(always);
  expect(risksOf([], timers)).toEqual([]);
});

it("they name the machines, the segment and the times", () => {
  expect(textOf("link-cut")).toMatch(/^the segment 192\.168\.103\.0\/24 comes apart between hapxy1 and hapxy2 /);
  expect(textOf("machine-paused")).toContain("more than 390 ms");
  expect(textOf("keepalived-killed")).toMatch(/^keepalived is killed .* after 100 ms /);
  for (const { text } of risksOf([router("public", true)], timers)) expect(text).toMatch(/^\S.*[^.\s]$/);
});

it("two VIPs of one pair have the same, whichever machine is the primary", () => {
  const other = { ...router("other", true), primary: "hapxy2", backup: "hapxy1" };
  expect(risksOf([other], timers)).toEqual(risksOf([router("public", true)], timers));
});

it("a cut link and a healed one, in full", () => {
  expect(textOf("link-cut")).toBe(
    "the segment 192.168.103.0/24 comes apart between hapxy1 and hapxy2 while both run: each holds the VIP on its side, until it is whole " +
      "again. Two machines cannot tell a cut link from a dead peer. What makes it unlikely: a pulled cable is not it (an interface without " +
      "carrier releases the VIP), advertisements are unicast and let in by the rendered firewall rules, and the rules keep the router ID " +
      "unique on the segment",
  );
  expect(textOf("link-healed")).toBe(
    "the link is whole again: the lower of the two steps down within an advertisement and the other announces itself at once " +
      "(vrrp_higher_prio_send_advert); a client that misses it reaches the wrong machine until the next announcement, at most 60 s later",
  );
});

describe("families part after a cut link", () => {
  it.each<[string, readonly ProvedVip[], boolean]>([
    ["equal priorities, and each machine has the higher address once", [router("a", true, 254), router("b", false, 254)], true],
    ["equal priorities, and one machine has both", [router("a", true, 254), router("b", true, 254)], false],
    ["a primary decides", [router("a", true), router("b", false)], false],
    ["one family", [router("a", true, 254)], false],
  ])("%s", (_, routers, parts) => {
    expect(idsOf(...routers)).toEqual(parts ? [...always, "families-part"] : always);
  });

  it("which machine has the higher address, and of what it comes", () => {
    const risks = risksOf([router("a", true, 254), router("b", false, 254)], timers);
    expect(risks.at(-1)?.text).toBe(
      "after a link that was cut, IPv4 and IPv6 rest on different machines until one of them fails: equal priorities (preempt: false) let " +
        "the higher address win, and hapxy1 has the higher one in one family only",
    );
  });
});
