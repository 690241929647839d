import { describe, expect, it } from "vitest";
import type { Reached } from "./explore.js";
import { faultsOf } from "./scenarios.js";
import { eventsTo, namesOf, storyOf, tellStory } from "./story.js";

const machines = { primary: "hapxy1", backup: "hapxy2" };
const names = { machines: ["hapxy1", "hapxy2"], trackers: ["haproxy", "haproxy_answers", "disk"], links: ["192.168.103.0/24"] } as const;
const faults = faultsOf(3, 1);
const start: Reached = { state: 0, holders: ["primary"], event: null, before: null };
const after = (before: Reached, event: number, holders: Reached["holders"] = ["primary"]): Reached => ({
  state: before.state ^ (1 << event),
  holders,
  event,
  before,
});
const lastOf = (at: Reached) => storyOf(at, 0, faults, names, machines).at(-1)?.event;

it.each([
  [0, "hapxy1 is lost", "hapxy1 is back"],
  [1, "hapxy2 is lost", "hapxy2 is back"],
  [2, "hapxy1's HAProxy dies", "hapxy1's HAProxy lives again"],
  [3, "hapxy1's HAProxy stops answering", "hapxy1's HAProxy answers again"],
  [6, "hapxy2's HAProxy stops answering", "hapxy2's HAProxy answers again"],
  [7, "hapxy2's tracker disk fails", "hapxy2's tracker disk passes again"],
  [8, "the link between hapxy1 and hapxy2 (192.168.103.0/24) is cut", "the link between hapxy1 and hapxy2 (192.168.103.0/24) is healed"],
])("fault %i comes and goes", (fault, comes, goes) => {
  const there = after(start, fault);
  expect([lastOf(there), lastOf(after(there, fault))]).toEqual([comes, goes]);
});

it("a story begins where both machines start, and has each event with its holders", () => {
  const at = after(after(start, 2, ["backup"]), 1, ["nobody"]);
  expect(storyOf(at, 0, faults, names, machines)).toEqual([
    { event: "both machines start, all is well", holders: ["hapxy1"] },
    { event: "hapxy1's HAProxy dies", holders: ["hapxy2"] },
    { event: "hapxy2 is lost", holders: [] },
  ]);
  expect(eventsTo(at, faults)).toEqual([
    { kind: "tracker", machine: 0, tracker: 0 },
    { kind: "machine", machine: 1 },
  ]);
});

it("one that begins elsewhere says where", () => {
  const at: Reached = { state: 0b101, holders: ["backup"], event: null, before: null };
  expect(storyOf(at, 0, faults, names, machines)).toEqual([{ event: "hapxy1 is lost, hapxy1's HAProxy dies", holders: ["hapxy2"] }]);
  expect(eventsTo(at, faults)).toEqual([]);
});

it("is one VIP's among several", () => {
  const at: Reached = { state: 0, holders: ["primary", "both"], event: null, before: null };
  expect(storyOf(at, 1, faults, names, machines)[0]?.holders).toEqual(["hapxy1", "hapxy2"]);
});

it("holders by name", () => {
  expect((["nobody", "primary", "backup", "both"] as const).map((holders) => namesOf(holders, machines))).toEqual([
    [],
    ["hapxy1"],
    ["hapxy2"],
    ["hapxy1", "hapxy2"],
  ]);
});

describe("as a person says it", () => {
  it.each<[string, readonly (readonly string[])[], readonly string[]]>([
    ["who holds it", [["a"]], ["0: a holds it"]],
    ["still", [["a"], ["a"], ["b"], ["a"]], ["0: a holds it", "1: a still holds it", "2: b holds it", "3: a holds it"]],
    ["both", [["a", "b"], ["a", "b"], ["a"]], ["0: a and b hold it", "1: a and b still hold it", "2: a holds it"]],
    ["nobody", [[], [], ["a"]], ["0: nobody holds it", "1: still nobody holds it", "2: a holds it"]],
  ])("%s", (_, holders, expected) => {
    expect(tellStory(holders.map((each, index) => ({ event: String(index), holders: each })))).toEqual(expected);
  });
});
