import { describe, expect, it } from "vitest";
import { violations, vip } from "./rule-testing.js";
import { scriptFitsInterval } from "./script-fits-interval.js";

const check = (fields: string): string => vip(`failover: { timers: { check: { ${fields} } } }`);
const target = (version: string): string => `targets: { keepalived: "${version}" }\n`;
const place = "vips[0].failover.timers.check";

describe("keeps the law", () => {
  it.each([
    ["what is derived", ""],
    ["a millisecond below", check("interval: 1s, timeout: 999ms")],
    ["whole seconds", check("interval: 3s")],
    ["half a second on 2.3, with a timeout that is derived from it", target("2.3") + check("interval: 500ms")],
    ["half a second on 2.10", target("2.10") + check("interval: 500ms")],
    ["half a second on 3.0", target("3.0") + check("interval: 500ms")],
  ])("%s", (_, fields) => {
    expect(violations(scriptFitsInterval, fields)).toEqual([]);
  });
});

describe("breaks the law", () => {
  it.each([
    ["interval: 1s, timeout: 1s", 1000, 1000],
    ["timeout: 2s", 2000, 1000],
    ["interval: 2s, timeout: 3s", 3000, 2000],
  ])("%s", (fields, timeout, interval) => {
    expect(violations(scriptFitsInterval, check(fields))).toEqual([
      { message: `VIP "public": a check may take ${timeout} ms and the next begins after ${interval} ms`, path: `${place}.timeout` },
    ]);
  });

  it.each([
    ["2.2", "500ms", 500],
    ["2.2", "1500ms", 1500],
    ["1.4", "500ms", 500],
  ])("keepalived %s, every %s", (version, interval, milliseconds) => {
    expect(violations(scriptFitsInterval, target(version) + check(`interval: ${interval}`))).toEqual([
      {
        message: `VIP "public": keepalived ${version} checks at whole seconds only, not every ${milliseconds} ms; 2.3 can`,
        path: `${place}.interval`,
        fix: 'interval: 1s, or targets: { keepalived: "2.3" }',
      },
    ]);
  });
});
