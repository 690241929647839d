import { expect, it } from "vitest";
import { violations } from "../plan-testing.js";
import { timerInRange } from "./timer-in-range.js";

const vip = (failover: string): string =>
  `vips: [{ name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2, failover: { ${failover} } }]`;

it.each(["", vip("preempt: { delay: 1000s }"), vip("maxHung: 24h, timers: { check: { interval: 4294s, timeout: 1s } }")])(
  "keeps the law: %s",
  (fields) => {
    expect(violations(timerInRange, fields)).toEqual([]);
  },
);

it.each([
  ["preempt: { delay: 1001s }", "a preemption delay of 1001 s is more than keepalived's 1000 s", "vips[0].failover.preempt.delay"],
  [
    "maxHung: 24h, timers: { check: { interval: 4295s, timeout: 1s } }",
    "a check's interval of 4295 s is more than keepalived's 4294 s",
    "vips[0].failover.timers.check.interval",
  ],
])("breaks the law: %s", (failover, said, path) => {
  expect(violations(timerInRange, vip(failover))).toEqual([{ message: `VIP "public": ${said}`, path }]);
});
