import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TimerOverrides } from "./overrides.js";
import { defaultDetection, deriveTimers, masterDownTime, skewTime, type TimerWish } from "./timers.js";

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
const wish: TimerWish = { max: 500, preempt: { kind: "always" }, whenAllUnhealthy: "keep", authenticated: false, overrides: derived };
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

describe("skew and master-down time", () => {
  it.each([
    // RFC 9568 section 6.1: ((256 - priority) * interval) / 256, and three intervals more.
    [3, 1000, 100, 609.375, 3609.375],
    [3, 1000, 254, 7.8125, 3007.8125],
    [3, 100, 254, 0.78125, 300.78125],
    [3, 30, 253, 0.3515625, 90.3515625],
    // RFC 3768 section 6.1: (256 - priority) / 256 seconds, whatever the interval.
    [2, 1000, 100, 609.375, 3609.375],
    [2, 2000, 253, 11.71875, 6011.71875],
  ] as const)("version %i, %i ms, priority %i", (vrrpVersion, advertisementInterval, priority, skew, masterDown) => {
    expect(skewTime({ vrrpVersion, advertisementInterval }, priority)).toBe(skew);
    expect(masterDownTime({ vrrpVersion, advertisementInterval }, priority)).toBe(masterDown);
  });

  it("a higher priority takes over faster", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(2, 3),
        fc.integer({ min: 10, max: 40_950 }),
        fc.integer({ min: 1, max: 253 }),
        (version, interval, priority) => {
          const of = { vrrpVersion: version as 2 | 3, advertisementInterval: interval };
          expect(masterDownTime(of, priority + 1)).toBeLessThan(masterDownTime(of, priority));
        },
      ),
    );
  });
});
