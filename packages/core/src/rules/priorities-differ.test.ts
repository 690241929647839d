import { describe, expect, it } from "vitest";
import { prioritiesDiffer } from "./priorities-differ.js";
import { violations, vip } from "./rule-testing.js";

const failover = (primary: number, backup: number, more = ""): string =>
  vip(`failover: { timers: { priorities: { primary: ${primary}, backup: ${backup} } }${more} }`);
const place = "vips[0].failover.timers.priorities";

describe("keeps the law", () => {
  it.each([
    ["what is derived", ""],
    ["what is derived for preempt: false", vip("failover: { preempt: false }")],
    ["what is derived for preempt: false and release", vip("failover: { preempt: false, whenAllUnhealthy: release }")],
    ["one above the other", failover(101, 100)],
    ["equal, where the VIP stays", failover(100, 100, ", preempt: false")],
    ["apart, where nopreempt lets the VIP stay", failover(101, 100, ", preempt: false, whenAllUnhealthy: release")],
  ])("%s", (_, fields) => {
    expect(violations(prioritiesDiffer, fields)).toEqual([]);
  });
});

describe("breaks the law", () => {
  it.each([
    ["equal", 100, 100, ""],
    ["the backup is preferred", 100, 101, ""],
    ["equal with a delay", 100, 100, ", preempt: { delay: 30s }"],
    ["equal with release", 100, 100, ", preempt: false, whenAllUnhealthy: release"],
  ])("%s", (_, primary, backup, more) => {
    expect(violations(prioritiesDiffer, failover(primary, backup, more))).toEqual([
      { message: `VIP "public": the primary's priority ${primary} is not above the backup's ${backup}`, path: place },
    ]);
  });

  it.each([
    [101, 100],
    [100, 101],
  ])("%i and %i, where the VIP is to stay", (primary, backup) => {
    expect(violations(prioritiesDiffer, failover(primary, backup, ", preempt: false"))).toEqual([
      {
        message: `VIP "public": the primary's priority ${primary} is not equal to the backup's ${backup}`,
        path: place,
        fix: "priorities: { primary: 254, backup: 254 } (with preempt: false the VIP stays where it is)",
      },
    ]);
  });
});
