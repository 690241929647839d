import { expect, it } from "vitest";
import { canHappen, factsIn, faultIndex, faultsOf, flip, isThere, possibleEvents, stateCount } from "./scenarios.js";

const faults = faultsOf(2, 2);

it("everything that can be wrong has its bit", () => {
  expect(faults).toEqual([
    { kind: "machine", machine: 0 },
    { kind: "machine", machine: 1 },
    { kind: "tracker", machine: 0, tracker: 0 },
    { kind: "tracker", machine: 0, tracker: 1 },
    { kind: "tracker", machine: 1, tracker: 0 },
    { kind: "tracker", machine: 1, tracker: 1 },
    { kind: "link", link: 0 },
    { kind: "link", link: 1 },
  ]);
  expect(faults.map((fault) => faultIndex(fault, 2))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(faultsOf(3, 1).map((fault) => faultIndex(fault, 3))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(stateCount(faults)).toBe(256);
});

it("a fault comes and goes", () => {
  expect(flip(0, 3)).toBe(8);
  expect(flip(9, 3)).toBe(1);
  expect([0, 1, 2, 3].map((fault) => isThere(0b1010, fault))).toEqual([false, true, false, true]);
});

it("HAProxy's events come first, and not on a machine that is down", () => {
  const events = possibleEvents(faults);
  const happening = (state: number): readonly number[] => events.filter((event) => canHappen(event, state)).map(({ fault }) => fault);
  expect(happening(0)).toEqual([2, 3, 4, 5, 0, 1, 6, 7]);
  expect(happening(0b01)).toEqual([4, 5, 0, 1, 6, 7]);
  expect(happening(0b10)).toEqual([2, 3, 0, 1, 6, 7]);
  expect(happening(0b11)).toEqual([0, 1, 6, 7]);
});

it("a state is what the election sees", () => {
  const own = faultsOf(2, 1);
  expect(factsIn(own, 0)).toEqual({
    primary: { up: true, passing: [true, true] },
    backup: { up: true, passing: [true, true] },
    linked: true,
  });
  expect(factsIn(own, 0b1_10_01_01)).toEqual({
    primary: { up: false, passing: [false, true] },
    backup: { up: true, passing: [true, false] },
    linked: false,
  });
});
