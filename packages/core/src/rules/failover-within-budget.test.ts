import { describe, expect, it } from "vitest";
import { failoverWithinBudget } from "./failover-within-budget.js";
import { violations, vip } from "./rule-testing.js";

const failover = (fields: string): string => vip(`failover: { ${fields} }`);
const on23 = 'targets: { keepalived: "2.3" }\n';
const auth = "auth: { password: { env: VRRP } }";

describe("keeps the law", () => {
  it.each([
    ["the defaults", ""],
    ["the shortest promise that VRRPv3 keeps", "max: 191ms"],
    ["as model.md has it", "max: 200ms"],
    ["release", "max: 200ms, whenAllUnhealthy: release"],
    ["a slow promise, for machines that are migrated: the default of maxHung gives way", "max: 4s"],
    ["auth: the defaults of max and of maxHung give way", auth],
    ["auth, with promises that VRRPv2 keeps", `${auth}, max: 3112ms, maxHung: 5912ms`],
    ["a hung HAProxy, to the millisecond", "maxHung: 3292ms"],
    ["a hung HAProxy, as fast as whole-second checks see it", "maxHung: 2391ms"],
    ["fewer checks", "maxHung: 3s, timers: { check: { fall: 1 } }"],
    ["auth, as fast as whole-second checks see it", `${auth}, maxHung: 5312ms`],
    ["checks by hand within the default", "timers: { check: { fall: 3, timeout: 500ms } }"],
  ])("%s", (_, fields) => {
    expect(violations(failoverWithinBudget, failover(fields))).toEqual([]);
  });

  it.each(["2s", "1200ms", "891ms"])("on keepalived 2.3, maxHung: %s", (maxHung) => {
    expect(violations(failoverWithinBudget, on23 + failover(`maxHung: ${maxHung}`))).toEqual([]);
  });
});

const late = (max: number, takes: number, failure: string, whose = "its timers") =>
  `VIP "public" promises failover within ${max} ms, and ${whose} take ${takes} ms in the worst case (${failure})`;
const hung = (max: number, takes: number) =>
  `VIP "public" promises that a hung HAProxy loses it within ${max} ms, and its timers take up to ${takes} ms`;

const least = (max: number, version: string, takes: number) =>
  `VIP "public" promises that a hung HAProxy loses it within ${max} ms, and keepalived ${version} with the fastest timers left to it takes up to ${takes} ms`;

describe("breaks the law", () => {
  it.each<[string, string, object]>([
    [
      "faster than VRRPv3 can",
      "max: 190ms",
      { message: late(190, 191, "HAProxy killed", "the fastest timers"), path: "vips[0].failover.max" },
    ],
    [
      "release: a dead machine takes three advertisements all the same",
      "max: 190ms, whenAllUnhealthy: release",
      { message: late(190, 191, "the machine lost", "the fastest timers"), path: "vips[0].failover.max" },
    ],
    [
      "timers that do not keep what they are set for",
      "max: 500ms, timers: { advertisementInterval: 200ms }",
      { message: late(500, 703, "HAProxy killed"), path: "vips[0].failover.max", fix: "max: 710ms" },
    ],
    [
      "timers that do not keep the default",
      "timers: { advertisementInterval: 1s }",
      { message: late(500, 3112, "HAProxy killed"), path: "vips[0].failover.timers", fix: "max: 3120ms" },
    ],
    [
      "auth beside a promise",
      `${auth}, max: 500ms, maxHung: 6s`,
      {
        message: late(500, 3112, "HAProxy killed", "the fastest timers"),
        path: "vips[0].failover.max",
        fix: "max: 4s, or no auth (VRRPv3 keeps 200 ms)",
      },
    ],
    [
      "timers by hand that do not count",
      "max: 190ms, timers: { check: { fall: 2 } }",
      { message: late(190, 191, "HAProxy killed"), path: "vips[0].failover.max" },
    ],
    [
      "a hung HAProxy is seen too late by whole-second checks",
      "maxHung: 2390ms",
      {
        message: least(2390, "2.2 (whole-second checks)", 2391),
        path: "vips[0].failover.maxHung",
        fix: 'maxHung: 2400ms, or targets: { keepalived: "2.3" } (keeps 900ms)',
      },
    ],
    [
      "auth beside a promise for a hung HAProxy",
      `${auth}, maxHung: 5s`,
      {
        message: least(5000, "2.2 (whole-second checks)", 5312),
        path: "vips[0].failover.maxHung",
        fix: 'maxHung: 5400ms, or targets: { keepalived: "2.3" } (keeps 3900ms), or no auth (keeps 2400ms)',
      },
    ],
    [
      "a promise beside checks by hand",
      "maxHung: 3s, timers: { check: { fall: 5 } }",
      {
        message: least(3000, "2.2 (whole-second checks)", 5391),
        path: "vips[0].failover.maxHung",
        fix: 'maxHung: 5400ms, or targets: { keepalived: "2.3" } (keeps 1700ms), or timers.check left out (keeps 2400ms)',
      },
    ],
    [
      "checks by hand that do not keep the default",
      "timers: { check: { fall: 3 } }",
      { message: hung(4000, 4292), path: "vips[0].failover.timers", fix: "maxHung: 4300ms, or faster timers.check" },
    ],
  ])("%s", (_, fields, expected) => {
    expect(violations(failoverWithinBudget, failover(fields))).toEqual([expected]);
  });

  it.each([
    ["maxHung: 890ms", 890, 891, "maxHung: 900ms"],
    ["maxHung: 2s, timers: { check: { interval: 1s } }", 2000, 2391, "maxHung: 2400ms, or timers.check left out (keeps 900ms)"],
    ["maxHung: 2s, timers: { check: { timeout: 900ms } }", 2000, 2991, "maxHung: 3s, or timers.check left out (keeps 900ms)"],
  ])("on keepalived 2.3, %s", (fields, asked, takes, fix) => {
    expect(violations(failoverWithinBudget, on23 + failover(fields))).toEqual([
      { message: least(asked, "2.3", takes), path: "vips[0].failover.maxHung", fix },
    ]);
  });

  it("both promises at once", () => {
    expect(violations(failoverWithinBudget, failover("max: 100ms, maxHung: 1s")).map(({ path }) => path)).toEqual([
      "vips[0].failover.max",
      "vips[0].failover.maxHung",
    ]);
  });
});
