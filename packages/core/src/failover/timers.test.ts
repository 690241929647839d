import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { masterDownTime, skewTime } from "./timers.js";

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
