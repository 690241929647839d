import { expect, it } from "vitest";
import { electionsOf } from "./elections.js";
import { explore } from "./explore.js";
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
