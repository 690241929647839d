import { describe, expect, it } from "vitest";
import { failoverWithinBudget } from "./failover-within-budget.js";
import { violations, vip } from "./rule-testing.js";

const failover = (fields: string): string => vip(`failover: { ${fields} }`);
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
    ["fewer checks", "maxHung: 3s, timers: { check: { fall: 1 } }"],
    ["checks by hand within the default", "timers: { check: { fall: 3, timeout: 500ms } }"],
  ])("%s", (_, fields) => {
    expect(violations(failoverWithinBudget, failover(fields))).toEqual([]);
  });
});

const late = (max: number, takes: number, failure: string) =>
  `VIP "public" promises failover within ${max} ms, and its timers take ${takes} ms in the worst case (${failure})`;
const hung = (max: number, takes: number) =>
  `VIP "public" promises that a hung HAProxy loses it within ${max} ms, and its timers take up to ${takes} ms`;

describe("breaks the law", () => {
  it.each<[string, string, object]>([
    ["faster than VRRPv3 can", "max: 190ms", { message: late(190, 191, "HAProxy killed"), path: "vips[0].failover.max" }],
    [
      "release: a dead machine takes three advertisements all the same",
      "max: 190ms, whenAllUnhealthy: release",
      { message: late(190, 191, "the machine lost"), path: "vips[0].failover.max" },
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
      { message: late(500, 3112, "HAProxy killed"), path: "vips[0].failover.max", fix: "max: 4s, or no auth (VRRPv3 keeps 200 ms)" },
    ],
    [
      "a hung HAProxy is seen too late",
      "maxHung: 3291ms",
      { message: hung(3291, 3292), path: "vips[0].failover.maxHung", fix: "maxHung: 3300ms, or faster timers.check" },
    ],
    [
      "auth beside a promise for a hung HAProxy",
      `${auth}, maxHung: 5s`,
      { message: hung(5000, 5912), path: "vips[0].failover.maxHung", fix: "maxHung: 6s, or faster timers.check" },
    ],
    [
      "checks by hand that do not keep the default",
      "timers: { check: { fall: 3 } }",
      { message: hung(4000, 4292), path: "vips[0].failover.timers", fix: "maxHung: 4300ms, or faster timers.check" },
    ],
  ])("%s", (_, fields, expected) => {
    expect(violations(failoverWithinBudget, failover(fields))).toEqual([expected]);
  });

  it("both promises at once", () => {
    expect(violations(failoverWithinBudget, failover("max: 100ms, maxHung: 1s")).map(({ path }) => path)).toEqual([
      "vips[0].failover.max",
      "vips[0].failover.maxHung",
    ]);
  });
});
