import { describe, expect, it } from "vitest";
import { violations, vip } from "./rule-testing.js";
import { weightExceedsGap } from "./weight-exceeds-gap.js";

const failover = (primary: number, backup: number, weight: number | null, more = ""): string =>
  vip(
    `failover: { timers: { priorities: { primary: ${primary}, backup: ${backup} }${weight === null ? "" : `, weight: ${weight}`} }${more} }`,
  );
const release = ", whenAllUnhealthy: release";
const place = "vips[0].failover.timers.weight";

describe("keeps the law", () => {
  it.each([
    ["what is derived", ""],
    ["what is derived for release", vip("failover: { whenAllUnhealthy: release }")],
    ["what is derived under the common priorities", failover(101, 100, null)],
    ["what is derived under low priorities", failover(3, 3, null, ", preempt: false")],
    ["one more than the gap", failover(103, 100, -4)],
    ["a positive weight, which a healthy machine earns", failover(103, 100, 4)],
    ["to the last point: 1 is left", failover(103, 101, -50)],
    ["to the last point: 254 is reached", failover(152, 151, 51)],
    ["release", failover(103, 100, 0, release)],
    ["keep and release that contradict the weight: all-unhealthy-is-chosen", failover(103, 100, 0)],
    ["a weight under release, likewise", failover(103, 100, -2, release)],
  ])("%s", (_, fields) => {
    expect(violations(weightExceedsGap, fields)).toEqual([]);
  });
});

const never = (weight: number, gap: number, primary: number, backup: number): string =>
  `VIP "public": weight ${weight} does not exceed the gap of ${gap} between the priorities ${primary} and ${backup}: the VIP never fails over`;
const cut = 'VIP "public": both trackers together take the priority out of 1 to 254, where keepalived cuts it off';
const cutFix = "a weight nearer to 0, or other priorities";

describe("breaks the law", () => {
  it.each<[string, string, object]>([
    ["as measured: weight 2, gap 3", failover(103, 100, -2), { message: never(-2, 3, 103, 100), path: place, fix: "weight: -49" }],
    ["exactly the gap", failover(103, 100, -3), { message: never(-3, 3, 103, 100), path: place, fix: "weight: -49" }],
    ["exactly the gap, positive", failover(103, 100, 3), { message: never(3, 3, 103, 100), path: place, fix: "weight: -49" }],
    [
      "a usual weight under the usual priorities",
      failover(254, 253, -1),
      { message: never(-1, 1, 254, 253), path: place, fix: "weight: -100" },
    ],
    [
      "a gap that no weight exceeds by one",
      failover(149, 100, -3),
      { message: never(-3, 49, 149, 100), path: place, fix: "priorities: { primary: 254, backup: 253 }" },
    ],
    [
      "a gap that no weight exceeds by far",
      failover(254, 100, null),
      { message: never(-49, 154, 254, 100), path: place, fix: "priorities: { primary: 254, backup: 253 }" },
    ],
    ["out of the range below", failover(103, 100, -50), { message: cut, path: place, fix: cutFix }],
    ["out of the range above", failover(153, 152, 51), { message: cut, path: place, fix: cutFix }],
  ])("%s", (_, fields, expected) => {
    expect(violations(weightExceedsGap, fields)).toEqual([expected]);
  });
});
