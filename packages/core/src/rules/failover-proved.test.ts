import { describe, expect, it } from "vitest";
import { failoverProved } from "./failover-proved.js";
import { violations, vip } from "./rule-testing.js";

const failover = (fields: string): string => vip(`failover: { ${fields} }`);

describe("keeps the law", () => {
  it.each([
    ["the defaults", ""],
    ["release", failover("whenAllUnhealthy: release")],
    ["preempt: false", failover("preempt: false")],
    ["preempt: false with release", failover("preempt: false, whenAllUnhealthy: release")],
    ["a delay", failover("preempt: { delay: 30s }")],
    ["one more than the gap", failover("timers: { priorities: { primary: 103, backup: 100 }, weight: -4 }")],
    ["a positive weight", failover("timers: { priorities: { primary: 103, backup: 100 }, weight: 4 }")],
    ["no VIP", "vips: []"],
    [
      "one machine as both ends, which is another rule's",
      vip("failover: { timers: { weight: -1 } }").replace("backup: hapxy2", "backup: hapxy1"),
    ],
  ])("%s", (_, fields) => {
    expect(violations(failoverProved, fields)).toEqual([]);
  });
});

const start = "both machines start, all is well: hapxy1 holds it: ";
const shown = (breach: string, ...related: readonly string[]) => ({
  message: `VIP "public": ${breach}`,
  path: "vips[0].failover.timers",
  part: "key",
  related: related.map((each) => (each === start ? each : `${each}: `)),
});

describe("breaks the law", () => {
  it.each<[string, string, readonly object[]]>([
    [
      "as measured: weight 2, gap 3",
      failover("timers: { priorities: { primary: 103, backup: 100 }, weight: -2 }"),
      [shown("it stays on a machine that is not well, while the other one is", start, "hapxy1's HAProxy dies: hapxy1 still holds it")],
    ],
    [
      "preempt: false, and the primary is preferred",
      failover("preempt: false, timers: { priorities: { primary: 120, backup: 100 } }"),
      [
        shown(
          "it leaves a machine that is well, though preempt is false",
          start,
          "hapxy1's HAProxy dies: hapxy2 holds it",
          "hapxy1's HAProxy lives again: hapxy1 holds it",
        ),
      ],
    ],
    [
      "the backup is preferred",
      failover("timers: { priorities: { primary: 100, backup: 120 } }"),
      [shown("when both machines start it is not the primary that holds it", "both machines start, all is well: hapxy2 holds it")],
    ],
    [
      "a fault, where the VIP is to be kept",
      failover("timers: { weight: 0 }"),
      [
        shown(
          "with HAProxy failing on every machine nobody holds it, though whenAllUnhealthy is keep",
          start,
          "hapxy1's HAProxy dies: hapxy2 holds it",
          "hapxy2's HAProxy dies: nobody holds it",
        ),
      ],
    ],
    [
      "a weight, where the VIP is to be released",
      failover("whenAllUnhealthy: release, timers: { weight: -100 }"),
      [
        shown(
          "with HAProxy failing on every machine it is held all the same, though whenAllUnhealthy is release",
          start,
          "hapxy1's HAProxy dies: hapxy2 holds it",
          "hapxy2's HAProxy dies: hapxy1 holds it",
        ),
      ],
    ],
  ])("%s", (_, fields, expected) => {
    expect(violations(failoverProved, fields)).toEqual(expected);
  });

  const dual = `loadBalancers:
  - { name: hapxy1, address: [192.168.103.11/24, "2001:db8::11/64"], interface: ens160 }
  - { name: hapxy2, address: [192.168.103.12/24, "2001:db8::12/64"], interface: ens160 }
vips:
  - { name: one, address: [192.168.103.9, "2001:db8::9"], virtualRouterId: 50, primary: hapxy1, backup: hapxy2 }
  - name: two
    address: [192.168.103.10, "2001:db8::10"]
    virtualRouterId: 51
    primary: hapxy2
    backup: hapxy1
    failover: { timers: { priorities: { primary: 103, backup: 100 }, weight: -2 } }`;

  it("a VIP of two families once, at its own place, with its own primary", () => {
    expect(violations(failoverProved, dual)).toEqual([
      {
        message: 'VIP "two": it stays on a machine that is not well, while the other one is',
        path: "vips[1].failover.timers",
        part: "key",
        related: ["both machines start, all is well: hapxy2 holds it: ", "hapxy2's HAProxy dies: hapxy2 still holds it: "],
      },
    ]);
  });

  it("two VIPs that break one law, each at its own place", () => {
    const broken = dual.replace(
      "backup: hapxy2 }",
      "backup: hapxy2, failover: { timers: { priorities: { primary: 103, backup: 100 }, weight: -2 } } }",
    );
    expect(violations(failoverProved, broken).map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'vips[0].failover.timers: VIP "one": it stays on a machine that is not well, while the other one is',
      'vips[1].failover.timers: VIP "two": it stays on a machine that is not well, while the other one is',
    ]);
  });
});
