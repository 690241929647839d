import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hungFailover, worstFailover } from "./budget.js";
import type { TimerOverrides } from "./overrides.js";
import { defaultDetection, deriveTimers, smallestPromises, type TimerWish } from "./solve.js";
import type { FailoverTimers } from "./timers.js";

const derived: TimerOverrides = {
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
  overrides: derived,
};
const v23 = { major: 2, minor: 3 };
const timers = (more: Partial<TimerWish> = {}, overrides: Partial<TimerOverrides> = {}) =>
  deriveTimers({ ...wish, ...more, overrides: { ...derived, ...overrides } });

describe("the interval, as settled by trial: (max - 100 ms) / (3 + skew), in steps of 10 ms, within 30 ms and 1 s", () => {
  it.each([
    [100, 30],
    [200, 30],
    [220, 30],
    [221, 40],
    [500, 130],
    [1000, 290],
    [3111, 990],
    [3112, 1000],
    [4000, 1000],
    [60_000, 1000],
  ])("max %i ms: %i ms", (max, interval) => {
    expect(timers({ max }).advertisementInterval).toBe(interval);
  });

  it("is whole seconds under VRRPv2, whatever is promised", () => {
    for (const max of [200, 500, 4000]) expect(timers({ max, authenticated: true }).advertisementInterval).toBe(1000);
  });

  it("counts the skew of the lower priority, which a low one has more of", () => {
    expect(timers({ max: 500 }, { backupPriority: 1, primaryPriority: 2 }).advertisementInterval).toBe(100);
  });
});

describe("priorities, weights and preemption for each combination", () => {
  it.each<[string, Partial<TimerWish>, object]>([
    ["keep", {}, { primaryPriority: 254, backupPriority: 253, trackerWeight: -100, noPreempt: false, preemptDelay: null }],
    [
      "release",
      { whenAllUnhealthy: "release" },
      { primaryPriority: 254, backupPriority: 253, trackerWeight: 0, noPreempt: false, preemptDelay: null },
    ],
    [
      "keep, preempt: false: equal priorities, since nopreempt would switch the weights off",
      { preempt: { kind: "never" } },
      { primaryPriority: 254, backupPriority: 254, trackerWeight: -100, noPreempt: false, preemptDelay: null },
    ],
    [
      "release, preempt: false",
      { preempt: { kind: "never" }, whenAllUnhealthy: "release" },
      { primaryPriority: 254, backupPriority: 253, trackerWeight: 0, noPreempt: true, preemptDelay: null },
    ],
    [
      "a delay",
      { preempt: { kind: "delayed", delay: 30_000 } },
      { primaryPriority: 254, backupPriority: 253, trackerWeight: -100, noPreempt: false, preemptDelay: 30_000 },
    ],
  ])("%s", (_, more, expected) => {
    expect(timers(more)).toMatchObject({ vrrpVersion: 3, ...expected });
  });

  it("a password selects VRRPv2 and nothing else", () => {
    expect(timers({ authenticated: true })).toEqual({ ...timers(), vrrpVersion: 2, advertisementInterval: 1000 });
  });
});

describe("what is left out beside timers that were set by hand", () => {
  it.each([
    [254, 253, -100],
    [202, 201, -100],
    [201, 200, -99],
    [101, 100, -49],
    [4, 3, -1],
    [2, 1, -1],
  ])("priorities %i and %i: weight %i, which two trackers can take without ending below 1", (primaryPriority, backupPriority, weight) => {
    expect(timers({}, { primaryPriority, backupPriority }).trackerWeight).toBe(weight);
  });

  it.each([
    [1000, 800],
    [2000, 800],
    [500, 400],
    [1, 0],
  ])("checks every %i ms: a timeout of %i ms", (checkInterval, timeout) => {
    expect(timers({}, { checkInterval }).checkTimeout).toBe(timeout);
  });

  it("what was set stays as it is", () => {
    const overrides: TimerOverrides = {
      advertisementInterval: 70,
      primaryPriority: 120,
      backupPriority: 110,
      weight: -20,
      checkInterval: 3000,
      checkTimeout: 1500,
      checkFall: 4,
      checkRise: 5,
    };
    expect(timers({ preempt: { kind: "never" }, whenAllUnhealthy: "release" }, overrides)).toEqual({
      vrrpVersion: 3,
      advertisementInterval: 70,
      primaryPriority: 120,
      backupPriority: 110,
      trackerWeight: -20,
      noPreempt: true,
      preemptDelay: null,
      checkInterval: 3000,
      checkTimeout: 1500,
      checkFall: 4,
      checkRise: 5,
    });
  });

  it("the checks, else: every second, twice", () => {
    expect(timers()).toMatchObject({ checkInterval: 1000, checkTimeout: 800, checkFall: 2, checkRise: 3 });
    expect(defaultDetection).toBe(2800);
  });
});

describe("maxHung: the check gives first, the advertisements last", () => {
  const row = ({ advertisementInterval, checkInterval, checkTimeout, checkFall, checkRise }: FailoverTimers) => [
    advertisementInterval,
    checkInterval,
    checkTimeout,
    checkFall,
    checkRise,
  ];

  it.each<[string, Partial<TimerWish>, readonly number[]]>([
    ["left to its default: the usual check, on any version", { keepalived: v23 }, [130, 1000, 800, 2, 3]],
    ["more than the usual check needs: nothing is slower than that", { maxHung: 60_000, keepalived: v23 }, [130, 1000, 800, 2, 3]],
    ["to the millisecond what the usual check needs", { maxHung: 3292 }, [130, 1000, 800, 2, 3]],
    ["a millisecond less, 2.2: the timeout", { maxHung: 3291 }, [130, 1000, 750, 2, 3]],
    ["3 s, 2.2", { maxHung: 3000 }, [130, 1000, 500, 2, 3]],
    ["the fastest check, 2.2", { maxHung: 2692 }, [130, 1000, 200, 2, 3]],
    ["a millisecond less: the advertisements", { maxHung: 2691 }, [120, 1000, 200, 2, 3]],
    ["the smallest of 2.2", { maxHung: 2391 }, [30, 1000, 200, 2, 3]],
    ["less than that: what max alone asks, and the rule says no", { maxHung: 2390 }, [130, 1000, 800, 2, 3]],
    [
      "a millisecond less than usual, 2.3: the interval, and the timeout with it",
      { maxHung: 3291, keepalived: v23 },
      [130, 950, 760, 2, 3],
    ],
    ["2 s, 2.3", { maxHung: 2000, keepalived: v23 }, [130, 500, 400, 2, 3]],
    ["the fastest check, 2.3", { maxHung: 1192, keepalived: v23 }, [130, 250, 200, 2, 3]],
    ["a millisecond less, 2.3: the advertisements", { maxHung: 1191, keepalived: v23 }, [120, 250, 200, 2, 3]],
    ["the smallest of 2.3", { maxHung: 891, keepalived: v23 }, [30, 250, 200, 2, 3]],
    ["less than that, 2.3", { maxHung: 890, keepalived: v23 }, [130, 1000, 800, 2, 3]],
    ["release, 2.2", { maxHung: 2400, whenAllUnhealthy: "release" }, [130, 1000, 250, 2, 3]],
    ["auth has its own advertisements, 2.2", { maxHung: 5312, authenticated: true }, [1000, 1000, 200, 2, 3]],
    ["auth, a millisecond less", { maxHung: 5311, authenticated: true }, [1000, 1000, 800, 2, 3]],
    ["a slow max gives way to what is asked", { max: 4000, maxHung: 4000, keepalived: v23 }, [1000, 300, 240, 2, 3]],
    ["and on 2.2 its advertisements do", { max: 4000, maxHung: 4000 }, [560, 1000, 200, 2, 3]],
  ])("%s", (_, more, expected) => {
    expect(row(timers(more))).toEqual(expected);
  });

  it.each<[string, Partial<TimerWish>, Partial<TimerOverrides>, readonly number[]]>([
    ["an interval by hand stays, and its timeout gives", { maxHung: 2000, keepalived: v23 }, { checkInterval: 500 }, [130, 500, 400, 2, 3]],
    ["an interval by hand, more", { maxHung: 1700, keepalived: v23 }, { checkInterval: 500 }, [130, 500, 200, 2, 3]],
    ["an interval by hand below what is derived", { maxHung: 800, keepalived: v23 }, { checkInterval: 100 }, [130, 100, 80, 2, 3]],
    [
      "a timeout by hand stays, and the interval is longer",
      { maxHung: 2200, keepalived: v23 },
      { checkTimeout: 500 },
      [130, 600, 500, 2, 3],
    ],
    ["a timeout by hand: no interval as short as it", { maxHung: 2091, keepalived: v23 }, { checkTimeout: 500 }, [120, 550, 500, 2, 3]],
    ["a timeout by hand that fits no interval", { maxHung: 2000, keepalived: v23 }, { checkTimeout: 1000 }, [130, 1000, 1000, 2, 3]],
    ["fall by hand", { maxHung: 3000, keepalived: v23 }, { checkFall: 4 }, [130, 500, 400, 4, 3]],
    ["rise by hand", { maxHung: 2000, keepalived: v23 }, { checkRise: 1 }, [130, 500, 400, 2, 1]],
    ["advertisements by hand stay", { maxHung: 2391 }, { advertisementInterval: 100 }, [100, 1000, 800, 2, 3]],
    ["advertisements by hand, faster than any that is derived", { maxHung: 2361 }, { advertisementInterval: 20 }, [20, 1000, 200, 2, 3]],
  ])("%s", (_, more, overrides, expected) => {
    expect(row(timers(more, overrides))).toEqual(expected);
  });

  it.each<[string, Partial<TimerWish>, Partial<TimerOverrides>, { max: number; maxHung: number }]>([
    ["2.2", {}, {}, { max: 191, maxHung: 2391 }],
    ["2.3", { keepalived: v23 }, {}, { max: 191, maxHung: 891 }],
    ["release", { whenAllUnhealthy: "release" }, {}, { max: 191, maxHung: 2301 }],
    ["auth", { authenticated: true }, {}, { max: 3112, maxHung: 5312 }],
    ["timers by hand", {}, { advertisementInterval: 100, checkFall: 3 }, { max: 402, maxHung: 3602 }],
  ])("the smallest promises: %s", (_, more, overrides, expected) => {
    expect(smallestPromises({ ...wish, ...more, overrides: { ...derived, ...overrides } })).toEqual(expected);
  });
});

describe("laws", () => {
  const hand = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { freq: 4, nil: null });
  const overrides: fc.Arbitrary<TimerOverrides> = fc.record({
    advertisementInterval: hand(fc.integer({ min: 1, max: 200 }).map((steps) => 10 * steps)),
    primaryPriority: fc.constant(null),
    backupPriority: hand(fc.integer({ min: 1, max: 254 })),
    weight: fc.constant(null),
    checkInterval: fc.constant(null),
    checkTimeout: fc.constant(null),
    checkFall: hand(fc.integer({ min: 1, max: 5 })),
    checkRise: hand(fc.integer({ min: 1, max: 5 })),
  });
  const wishes: fc.Arbitrary<TimerWish & { readonly maxHung: number }> = fc.record({
    max: fc.integer({ min: 200, max: 5000 }),
    maxHung: fc.integer({ min: 100, max: 8000 }),
    preempt: fc.constantFrom({ kind: "always" } as const, { kind: "never" } as const),
    whenAllUnhealthy: fc.constantFrom("keep" as const, "release" as const),
    authenticated: fc.boolean(),
    keepalived: fc.constantFrom({ major: 2, minor: 2 }, v23, { major: 3, minor: 0 }),
    overrides,
  });

  /** Every advertisement and check that may be rendered, written down a second time and far more plainly. */
  function everything(asked: TimerWish): readonly FailoverTimers[] {
    const usual = deriveTimers({ ...asked, maxHung: null });
    const fixed = asked.authenticated || asked.overrides.advertisementInterval !== null;
    const fractions = asked.keepalived.major > 2 || asked.keepalived.minor > 2;
    const all: FailoverTimers[] = [];
    for (let interval = usual.advertisementInterval; interval >= (fixed ? usual.advertisementInterval : 30); interval -= 10) {
      for (let check = 1000; check >= 250; check -= 50) {
        if (check % 1000 !== 0 && !fractions) continue;
        for (let timeout = 200; timeout <= check * 0.8; timeout += 10)
          all.push({ ...usual, advertisementInterval: interval, checkInterval: check, checkTimeout: timeout });
      }
    }
    return all;
  }

  it("a promise is kept by what is derived, or by nothing that is allowed: brute force", () => {
    fc.assert(
      fc.property(wishes, (asked) => {
        const kept = hungFailover(deriveTimers(asked)).total <= asked.maxHung;
        expect(kept).toBe(everything(asked).some((each) => hungFailover(each).total <= asked.maxHung));
        expect(kept).toBe(smallestPromises(asked).maxHung <= asked.maxHung);
      }),
      { numRuns: 300 },
    );
  });

  it("max is kept beside maxHung wherever it is kept without", () => {
    fc.assert(
      fc.property(wishes, (asked) => {
        const alone = worstFailover(deriveTimers({ ...asked, maxHung: null })).total;
        expect(worstFailover(deriveTimers(asked)).total).toBeLessThanOrEqual(alone);
      }),
    );
  });

  it("nothing is faster than was asked: the next slower check, or advertisement, breaks the promise", () => {
    fc.assert(
      fc.property(wishes, (asked) => {
        const usual = deriveTimers({ ...asked, maxHung: null });
        const found = deriveTimers(asked);
        const broken = (timers: FailoverTimers): boolean => hungFailover(timers).total > asked.maxHung;
        if (found.checkTimeout < usual.checkTimeout && found.checkInterval === usual.checkInterval)
          expect(broken({ ...found, checkTimeout: found.checkTimeout + 50 })).toBe(true);
        if (found.checkInterval < usual.checkInterval) {
          const slower = found.checkInterval + 50;
          expect(broken({ ...found, checkInterval: slower, checkTimeout: slower * 0.8 })).toBe(true);
        }
        if (found.advertisementInterval < usual.advertisementInterval)
          expect(broken({ ...found, advertisementInterval: found.advertisementInterval + 10 })).toBe(true);
      }),
    );
  });

  it("a check fails twice before it counts, and its timeout is below its interval", () => {
    fc.assert(
      fc.property(wishes, (asked) => {
        const found = deriveTimers({ ...asked, overrides: { ...asked.overrides, checkFall: null } });
        expect(found.checkFall).toBeGreaterThanOrEqual(2);
        expect(found.checkTimeout).toBeLessThanOrEqual(found.checkInterval * 0.8);
        if (asked.keepalived.minor === 2) expect(found.checkInterval % 1000).toBe(0);
      }),
    );
  });
});
