import { describe, expect, it } from "vitest";
import { allUnhealthyIsChosen } from "./all-unhealthy-is-chosen.js";
import { violations, vip } from "./rule-testing.js";

const place = "vips[0].failover.timers.weight";

it.each([
  ["what is derived", ""],
  ["what is derived for release", vip("failover: { whenAllUnhealthy: release }")],
  ["a weight that keeps", vip("failover: { timers: { weight: -3 } }")],
  ["a positive weight, which keeps too", vip("failover: { timers: { priorities: { primary: 103, backup: 100 }, weight: 4 } }")],
  ["a fault that releases", vip("failover: { whenAllUnhealthy: release, timers: { weight: 0 } }")],
])("keeps the law: %s", (_, fields) => {
  expect(violations(allUnhealthyIsChosen, fields)).toEqual([]);
});

describe("breaks the law", () => {
  it("a fault, where the VIP is to be kept", () => {
    expect(violations(allUnhealthyIsChosen, vip("failover: { timers: { weight: 0 } }"))).toEqual([
      {
        message: 'VIP "public": weight 0 releases the VIP when both machines fail, and whenAllUnhealthy is keep',
        path: place,
        fix: "weight: -100, or whenAllUnhealthy: release",
      },
    ]);
  });

  it.each([-100, 4])("weight %i, where the VIP is to be released", (weight) => {
    expect(violations(allUnhealthyIsChosen, vip(`failover: { whenAllUnhealthy: release, timers: { weight: ${weight} } }`))).toEqual([
      {
        message: `VIP "public": weight ${weight} keeps the VIP when both machines fail, and whenAllUnhealthy is release`,
        path: place,
        fix: "weight: 0, or whenAllUnhealthy: keep",
      },
    ]);
  });
});
