import { expect, it } from "vitest";
import { electionsOf } from "./elections.js";
import { everyStart, explore } from "./explore.js";
import { faultsOf } from "./scenarios.js";

const member = (priority: number) => ({ priority, noPreempt: false });
const elections = electionsOf({
  router: { primary: member(254), backup: member(253), weights: [-100], primaryAddressIsHigher: false },
  stays: false,
  whenAllUnhealthy: "keep",
});
const faults = faultsOf(1, 1);
const subject = { elections, faults: [0, 1, 2, 3, 4] };

it("every state at rest is reached once, the first way to it being a shortest", () => {
  const { reached, broken } = explore([subject], faults);
  expect(broken).toEqual([]);
  expect(new Set(reached.map(({ state }) => state)).size).toBe(32);
  const bits = (state: number): number => [...state.toString(2)].filter((bit) => bit === "1").length;
  const length = (at: (typeof reached)[number]): number => (at.before === null ? 0 : 1 + length(at.before));
  for (const at of reached) expect(length(at)).toBe(bits(at.state));
});

it("an election that never ends is told with what led to it", () => {
  // No election of ours does: this one is made up.
  const endless = { settled: [], endless: true } as const;
  const situationIn: typeof elections.situationIn = (state) => {
    const situation = elections.situationIn(state);
    return state === 1 ? { ...situation, outcomes: { ...situation.outcomes, primary: endless } } : situation;
  };
  const { broken, reached } = explore([{ ...subject, elections: { ...elections, situationIn } }], faults);
  const [start] = reached;
  expect(broken).toEqual([{ law: "quiet", subject: 0, at: { state: 1, holders: ["primary"], event: 0, before: start } }]);
});

it("two VIPs on two links: each one's own faults are its own", () => {
  const shared = faultsOf(1, 2);
  const both = explore([subject, { elections, faults: [1, 0, 3, 2, 5] }], shared);
  expect(both.broken).toEqual([]);
  expect(both.reached).toHaveLength(64);
  const holdersIn = (state: number) => both.reached.find((at) => at.state === state)?.holders;
  expect(holdersIn(0)).toEqual(["primary", "primary"]);
  // Machine 0 is the first one's primary and the other one's backup.
  expect(holdersIn(0b000001)).toEqual(["backup", "primary"]);
  expect(holdersIn(0b000100)).toEqual(["backup", "primary"]);
  expect(holdersIn(0b010000)).toEqual(["both", "primary"]);
  expect(holdersIn(0b100000)).toEqual(["primary", "both"]);
});

it("a broken law is reported once for each VIP, at the first state that breaks it", () => {
  const wrong = electionsOf({ ...elections.kind, whenAllUnhealthy: "release" });
  const { broken } = explore([subject, { elections: wrong, faults: subject.faults }], faults);
  expect(broken.map(({ law, subject: index }) => [law, index])).toEqual([["all-unhealthy", 1]]);
});

it("a further start is followed too, and what it reaches is judged like the rest", () => {
  // Every state of ours is reached by events: here one that is held by both at the start stays so.
  const stuck = { settled: ["both"], endless: false } as const;
  const situationIn: typeof elections.situationIn = (state) => {
    const situation = elections.situationIn(state);
    return state === 0 ? { ...situation, outcomes: { ...situation.outcomes, both: stuck } } : situation;
  };
  const odd = { ...subject, elections: { ...elections, situationIn } };
  const [usual, further] = [explore([odd], faults), explore([odd], faults, [{ state: 0, holders: ["both"] }])];
  const start = { state: 0, holders: ["both"], event: null, before: null };
  // A cut link has both hold it, and after it is healed they go on.
  expect(usual.reached).toContainEqual(expect.objectContaining({ state: 0, holders: ["both"], event: 4 }));
  expect(further).toEqual(usual);
  const [alone, begun] = [explore([{ ...odd, faults: [0, 1, 2, 3, 4] }], []), explore([odd], [], [{ state: 0, holders: ["both"] }])];
  expect(alone).toEqual({ reached: [{ ...start, holders: ["primary"] }], transitions: 0, broken: [] });
  expect(begun.reached).toEqual([{ ...start, holders: ["primary"] }, start]);
  expect(begun.broken).toEqual([
    { law: "one-holder", subject: 0, at: start },
    { law: "comes-back", subject: 0, at: start },
  ]);
});

it("of two that may be first each is a state of its own", () => {
  const equal = electionsOf({
    router: { primary: member(254), backup: member(254), weights: [-100], primaryAddressIsHigher: false },
    stays: true,
    whenAllUnhealthy: "keep",
  });
  const one = { elections: equal, faults: subject.faults };
  const starts = explore([one, subject, one], faults).reached.filter(({ before }) => before === null);
  expect(starts.map(({ holders }) => holders.join())).toEqual([
    "primary,primary,primary",
    "primary,primary,backup",
    "backup,primary,primary",
    "backup,primary,backup",
  ]);
});

it("every combination of faults, with every holder before", () => {
  expect(everyStart(faultsOf(0, 0))).toEqual(
    [0, 1, 2, 3].flatMap((state) => ["nobody", "primary", "backup", "both"].map((before) => ({ state, holders: [before] }))),
  );
});
