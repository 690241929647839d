import { describe, expect, it } from "vitest";
import { advertInterval } from "./advert-interval.js";
import { violations, vip } from "./rule-testing.js";

const timers = (interval: string, more = ""): string => vip(`failover: { ${more}timers: { advertisementInterval: ${interval} } }`);
const auth = "auth: { password: { env: VRRP } }, ";
const place = "vips[0].failover.timers.advertisementInterval";

describe("keeps the law", () => {
  it.each(["10ms", "130ms", "1s", "40950ms"])("VRRPv3 every %s", (interval) => {
    expect(violations(advertInterval, timers(interval))).toEqual([]);
  });

  it.each(["1s", "2s", "255s"])("VRRPv2 every %s", (interval) => {
    expect(violations(advertInterval, timers(interval, auth))).toEqual([]);
  });

  it("what is derived", () => {
    expect(violations(advertInterval, vip())).toEqual([]);
    expect(violations(advertInterval, vip("failover: { max: 1234ms }"))).toEqual([]);
    expect(violations(advertInterval, vip(`failover: { ${auth}max: 5s }`))).toEqual([]);
  });
});

describe("breaks the law", () => {
  it.each([
    ["135ms", 135, "140ms"],
    ["1ms", 1, "10ms"],
    ["1009ms", 1009, "1010ms"],
    ["40951ms", 40951, "40950ms"],
    ["40960ms", 40960, "40950ms"],
    ["1m", 60_000, "40950ms"],
  ])("VRRPv3 every %s", (interval, milliseconds, nearest) => {
    expect(violations(advertInterval, timers(interval))).toEqual([
      {
        message: `VIP "public": VRRPv3 cannot advertise every ${milliseconds} ms, only in steps of 10 ms up to 40950 ms`,
        path: place,
        fix: `advertisementInterval: ${nearest}`,
      },
    ]);
  });

  it.each([
    ["130ms", 130, "1s"],
    ["1500ms", 1500, "2s"],
    ["256s", 256_000, "255s"],
  ])("VRRPv2 every %s", (interval, milliseconds, nearest) => {
    expect(violations(advertInterval, timers(interval, auth))).toEqual([
      {
        message: `VIP "public": VRRPv2 cannot advertise every ${milliseconds} ms, only in steps of 1000 ms up to 255000 ms`,
        path: place,
        fix: `advertisementInterval: ${nearest}, or no auth (VRRPv3)`,
      },
    ]);
  });
});
