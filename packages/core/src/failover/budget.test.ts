import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BudgetRow, failoverBudget, failureNames, hungFailover, promisedBudget, worstFailover } from "./budget.js";
import type { TimerOverrides } from "./overrides.js";
import { deriveTimers, type TimerWish } from "./solve.js";
import type { FailoverTimers } from "./timers.js";

const overrides: TimerOverrides = {
  advertisementInterval: null,
  primaryPriority: null,
  backupPriority: null,
  weight: null,
  checkInterval: null,
  checkTimeout: null,
  checkFall: null,
  checkRise: null,
};
const wish: TimerWish = {
  max: 500,
  maxHung: null,
  preempt: { kind: "always" },
  whenAllUnhealthy: "keep",
  authenticated: false,
  keepalived: { major: 2, minor: 2 },
  overrides,
};
const derive = (more: Partial<TimerWish>): FailoverTimers => deriveTimers({ ...wish, ...more });
const totals = (timers: FailoverTimers) => Object.fromEntries(failoverBudget(timers).map((row) => [row.failure, row.total]));

describe("each failure's worst case, in milliseconds, the allowance of 100 ms included", () => {
  it.each<[string, Partial<TimerWish>, Readonly<Partial<Record<BudgetRow["failure"], number>>>]>([
    [
      "keep, 500 ms: 130 ms advertisements, three of them and the skew",
      {},
      {
        "haproxy-killed": 492,
        "machine-lost": 492,
        "link-down": 492,
        "keepalived-stopped": 102,
        "haproxy-hung": 3292,
        "keepalived-killed": 492,
        "link-healed": 230,
        "primary-returned": 4292,
      },
    ],
    [
      "release, 500 ms: a dead HAProxy costs the skew alone",
      { whenAllUnhealthy: "release" },
      {
        "haproxy-killed": 102,
        "machine-lost": 492,
        "link-down": 492,
        "keepalived-stopped": 102,
        "haproxy-hung": 2902,
        "keepalived-killed": 492,
        "link-healed": 230,
        "primary-returned": 4292,
      },
    ],
    [
      "keep, 200 ms",
      { max: 200 },
      {
        "haproxy-killed": 191,
        "machine-lost": 191,
        "link-down": 191,
        "keepalived-stopped": 101,
        "haproxy-hung": 2991,
        "keepalived-killed": 200,
        "link-healed": 130,
        "primary-returned": 3991,
      },
    ],
    [
      "keep, 4 s",
      { max: 4000 },
      {
        "haproxy-killed": 3112,
        "machine-lost": 3112,
        "link-down": 3112,
        "keepalived-stopped": 112,
        "haproxy-hung": 5912,
        "keepalived-killed": 3112,
        "link-healed": 1100,
        "primary-returned": 6908,
      },
    ],
    [
      "auth: VRRPv2, one second",
      { authenticated: true },
      {
        "haproxy-killed": 3112,
        "machine-lost": 3112,
        "link-down": 3112,
        "keepalived-stopped": 112,
        "haproxy-hung": 5912,
        "keepalived-killed": 3112,
        "link-healed": 1100,
        "primary-returned": 6908,
      },
    ],
    [
      "preempt: false, keep: both have 254",
      { preempt: { kind: "never" } },
      {
        "haproxy-killed": 492,
        "machine-lost": 492,
        "link-down": 492,
        "keepalived-stopped": 102,
        "haproxy-hung": 3292,
        "keepalived-killed": 492,
        "link-healed": 230,
      },
    ],
  ])("%s", (_, more, expected) => {
    expect(totals(derive(more))).toStrictEqual(expected);
  });

  it("as was measured with 101/100 and one second: 3.6 s for a lost machine, 0.62 s for a polite stop", () => {
    const common = { ...derive({}), advertisementInterval: 1000, primaryPriority: 101, backupPriority: 100 };
    expect(totals(common)).toMatchObject({ "machine-lost": 3710, "keepalived-stopped": 710 });
  });

  it("the slower one of the two counts, whichever that is", () => {
    const timers = { ...derive({}), noPreempt: true, advertisementInterval: 1000 };
    expect(totals({ ...timers, primaryPriority: 100, backupPriority: 200 })).toEqual(
      totals({ ...timers, primaryPriority: 200, backupPriority: 100 }),
    );
  });

  it("a hung HAProxy: each check an interval after the one before, and the last one's timeout", () => {
    const timers = { ...derive({}), checkInterval: 3000, checkTimeout: 1500, checkFall: 4 };
    expect(hungFailover(timers)).toMatchObject({ failure: "haproxy-hung", detection: 13_500, total: 13_992 });
  });
});

it("the worst of the failures that max bounds is never the hung one", () => {
  expect(worstFailover(derive({}))).toMatchObject({ failure: "haproxy-killed", total: 492 });
  expect(worstFailover(derive({ whenAllUnhealthy: "release" }))).toMatchObject({ failure: "machine-lost", total: 492 });
});

it("every failure has a name, and a row is the sum of its parts", () => {
  const rows = failoverBudget(derive({}));
  expect(rows.map(({ failure }) => failure)).toEqual(Object.keys(failureNames));
  for (const { detection, election, allowance, total } of rows) expect(total).toBe(Math.ceil(detection + election + allowance));
});

describe("what is reported and not bounded", () => {
  it("keepalived killed: the restart or the election, whichever is later", () => {
    const killed = (advertisementInterval: number) =>
      failoverBudget({ ...derive({}), advertisementInterval }).filter(({ failure }) => failure === "keepalived-killed");
    expect(killed(30)).toEqual([{ failure: "keepalived-killed", detection: 0, election: 100, allowance: 100, total: 200, promise: null }]);
    expect(killed(100)).toMatchObject([{ election: 301.171875, total: 402 }]);
  });

  it.each<[string, Partial<TimerWish>, Partial<TimerOverrides>, readonly object[]]>([
    ["after three checks that pass and the master-down time", {}, {}, [{ detection: 3800, election: 391.015625, total: 4292 }]],
    ["as many checks as it takes", {}, { checkRise: 1 }, [{ detection: 1800, election: 391.015625 }]],
    ["after its delay", { preempt: { kind: "delayed", delay: 5000 } }, {}, [{ detection: 3800, election: 5391.015625, total: 9292 }]],
    ["never under nopreempt", { preempt: { kind: "never" }, whenAllUnhealthy: "release" }, {}, []],
    ["never with equal priorities", { preempt: { kind: "never" } }, {}, []],
    ["never to the lower one", {}, { primaryPriority: 100, backupPriority: 101 }, []],
  ])("the primary returns %s", (_, more, set, expected) => {
    const rows = failoverBudget(derive({ ...more, overrides: { ...overrides, ...set } }));
    expect(rows.filter(({ failure }) => failure === "primary-returned")).toEqual(expected.map((each) => expect.objectContaining(each)));
  });
});

it("each row says which promise bounds it, and what is left of it", () => {
  const rows = promisedBudget(derive({}), { max: 400, maxHung: 4000 });
  expect(rows.map(({ failure, promised, margin }) => [failure, promised, margin])).toEqual([
    ["haproxy-killed", 400, -92],
    ["machine-lost", 400, -92],
    ["link-down", 400, -92],
    ["keepalived-stopped", 400, 298],
    ["haproxy-hung", 4000, 708],
    ["keepalived-killed", null, null],
    ["link-healed", null, null],
    ["primary-returned", null, null],
  ]);
});

describe("laws", () => {
  const preempt = fc.constantFrom({ kind: "always" } as const, { kind: "never" } as const, { kind: "delayed", delay: 5000 } as const);
  const whenAllUnhealthy = fc.constantFrom("keep" as const, "release" as const);

  it("every promise from 200 ms to 10 s is kept by the timers that are derived from it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 10_000 }), preempt, whenAllUnhealthy, (max, preempting, unhealthy) => {
        expect(worstFailover(derive({ max, preempt: preempting, whenAllUnhealthy: unhealthy })).total).toBeLessThanOrEqual(max);
      }),
      { numRuns: 2000 },
    );
  });

  it("one step of 10 ms more would break it: nothing is moved faster than was asked", () => {
    for (let max = 200; max < 3111; max += 1) {
      const timers = derive({ max });
      const slower = { ...timers, advertisementInterval: timers.advertisementInterval + 10 };
      expect(worstFailover(slower).total).toBeGreaterThan(max);
    }
  });

  it("release is never slower than keep", () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 10_000 }), (max) => {
        const kept = totals(derive({ max }));
        for (const [failure, total] of Object.entries(totals(derive({ max, whenAllUnhealthy: "release" }))))
          expect(total).toBeLessThanOrEqual(kept[failure] ?? 0);
      }),
    );
  });
});
