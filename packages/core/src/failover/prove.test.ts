import { describe, expect, it } from "vitest";
import { type ProvedVip, prove } from "./prove.js";
import { tellStory } from "./story.js";

const vip: ProvedVip = {
  vip: "public",
  name: "public",
  primary: "hapxy1",
  backup: "hapxy2",
  primaryAddressIsHigher: false,
  link: "192.168.103.0/24",
  timers: { primaryPriority: 254, backupPriority: 253, trackerWeight: -100, noPreempt: false },
  preempt: { kind: "always" },
  whenAllUnhealthy: "keep",
  trackers: ["haproxy", "haproxy_answers"],
};
type More = Partial<Omit<ProvedVip, "timers">>;
const changed = (more: More, timers: Partial<ProvedVip["timers"]>): ProvedVip => ({
  ...vip,
  ...more,
  timers: { ...vip.timers, ...timers },
});
const stays = { preempt: { kind: "never" } } as const;
const release = { whenAllUnhealthy: "release" } as const;

/** What is broken, as it is told. */
const told = (...vips: readonly ProvedVip[]) =>
  prove(vips)
    .flatMap((pair) => pair.vips)
    .map(({ counterexamples }) => Object.fromEntries(counterexamples.map(({ law, story }) => [law, tellStory(story)])));

describe("what we choose is proved", () => {
  it.each<[string, ProvedVip]>([
    ["keep", vip],
    ["release", changed(release, { trackerWeight: 0 })],
    ["keep, preempt: false: equal priorities", changed(stays, { backupPriority: 254 })],
    ["release, preempt: false: nopreempt and no weights", changed({ ...stays, ...release }, { trackerWeight: 0, noPreempt: true })],
    ["a delay", changed({ preempt: { kind: "delayed", delay: 30_000 } }, {})],
    ["positive weights above the gap", changed({}, { primaryPriority: 101, backupPriority: 100, trackerWeight: 2 })],
  ])("%s", (_, each) => {
    expect(told(each)).toEqual([{}]);
  });
});

describe("what was measured to be wrong is refused, with its story", () => {
  const start = "both machines start, all is well: hapxy1 holds it";
  const stuck = [start, "hapxy1's HAProxy dies: hapxy1 still holds it"];

  it.each<[string, ProvedVip, object]>([
    ["weight 2, gap 3", changed({}, { primaryPriority: 103, backupPriority: 100, trackerWeight: -2 }), { "healthy-wins": stuck }],
    [
      "a weight that only reaches the other",
      changed({}, { primaryPriority: 103, backupPriority: 100, trackerWeight: -3 }),
      { "healthy-wins": stuck },
    ],
    ["nopreempt and a weighted tracker", changed(stays, { noPreempt: true }), { "healthy-wins": stuck }],
    ["nopreempt and a weighted tracker, equal", changed(stays, { noPreempt: true, backupPriority: 254 }), { "healthy-wins": stuck }],
  ])("%s", (_, each, expected) => {
    expect(told(each)).toEqual([expected]);
  });
});
