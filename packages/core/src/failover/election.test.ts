import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allHolders,
  type Condition,
  effectivePriority,
  elect,
  type Facts,
  follow,
  type Holders,
  holds,
  type RouterMember,
  type VirtualRouter,
} from "./election.js";

const member = (priority: number, noPreempt = false): RouterMember => ({ priority, noPreempt });
const up = (...passing: readonly boolean[]): Condition => ({ up: true, passing });
const down: Condition = { up: false, passing: [true] };
const well = up(true);
const failing = up(false);

describe("effective priority", () => {
  it.each<[string, number, readonly number[], Condition, number | null]>([
    ["a negative weight counts when its tracker fails", 254, [-100], failing, 154],
    ["and not when it passes", 254, [-100], well, 254],
    ["a positive one counts when it passes", 100, [20], well, 120],
    ["and not when it fails", 100, [20], failing, 100],
    ["all that count are summed", 200, [-50, -30, 10], up(false, false, true), 130],
    ["each by its own tracker", 200, [-50, -30, 10], up(true, false, false), 170],
    ["cut off below 1", 50, [-100], failing, 1],
    ["and at 1 not yet", 101, [-100], failing, 1],
    ["cut off above 254", 250, [20], well, 254],
    ["a failing tracker of weight 0 is a fault", 254, [0], failing, null],
    ["a passing one is nothing", 254, [0], well, 254],
    ["one of two is a fault too", 254, [-100, 0], up(true, false), null],
    ["down is down", 254, [-100], down, null],
    ["no weight touches the owner", 255, [-100, 20], up(false, true), 255],
    ["but a fault does", 255, [0], failing, null],
  ])("%s", (_, priority, weights, condition, expected) => {
    expect(effectivePriority(member(priority), weights, condition)).toBe(expected);
  });
});

it("who holds", () => {
  expect(allHolders.map((holders) => [holds(holders, "primary"), holds(holders, "backup")])).toEqual([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ]);
});

const router = (primary: RouterMember, backup: RouterMember, weight = -100, primaryAddressIsHigher = false): VirtualRouter => ({
  primary,
  backup,
  weights: [weight],
  primaryAddressIsHigher,
});
const facts = (primary: Condition, backup: Condition, linked = true): Facts => ({ primary, backup, linked });
const usual = router(member(254), member(253));
const equal = (primaryAddressIsHigher: boolean): VirtualRouter => router(member(254), member(254), -100, primaryAddressIsHigher);
const stubborn = router(member(254, true), member(253, true));

describe("who holds it at last", () => {
  it.each<[string, VirtualRouter, Facts, Holders, readonly Holders[]]>([
    ["both start: the higher", usual, facts(well, well), "nobody", ["primary"]],
    ["the higher takes it back", usual, facts(well, well), "backup", ["primary"]],
    ["one that fails a weighted tracker loses it", usual, facts(failing, well), "primary", ["backup"]],
    ["one that is lost", usual, facts(down, well), "primary", ["backup"]],
    ["the other one is lost", usual, facts(well, down), "backup", ["primary"]],
    ["both are lost", usual, facts(down, down), "both", ["nobody"]],
    ["a cut link: both", usual, facts(well, well, false), "primary", ["both"]],
    ["a cut link, one of them down", usual, facts(well, down, false), "nobody", ["primary"]],
    ["a healed link: the lower steps down", usual, facts(well, well), "both", ["primary"]],
    ["a healed link, the primary fails", usual, facts(failing, well), "both", ["backup"]],
    ["a healed link, equal: the higher address", equal(true), facts(well, well), "both", ["primary"]],
    ["or the other one's", equal(false), facts(well, well), "both", ["backup"]],
    ["equal: whoever has it", equal(true), facts(well, well), "backup", ["backup"]],
    ["equal: whoever is first", equal(true), facts(well, well), "nobody", ["primary", "backup"]],
    ["equal: the failing one loses it", equal(true), facts(failing, well), "primary", ["backup"]],
    ["nopreempt: whoever has it", stubborn, facts(well, well), "backup", ["backup"]],
    ["nopreempt: whoever is first", stubborn, facts(well, well), "nobody", ["primary", "backup"]],
    ["nopreempt switches off what weights do", stubborn, facts(failing, well), "primary", ["primary"]],
    ["nopreempt: not between two masters", stubborn, facts(well, well), "both", ["primary"]],
    ["nopreempt on the one that would take it", router(member(254), member(253, true)), facts(failing, well), "primary", ["primary"]],
    ["nopreempt on the one that has it", router(member(254, true), member(253)), facts(failing, well), "primary", ["backup"]],
    ["a fault releases it", router(member(254), member(253), 0), facts(failing, well), "primary", ["backup"]],
    ["a fault on both", router(member(254), member(253), 0), facts(failing, failing), "primary", ["nobody"]],
    ["a fault under nopreempt", router(member(254, true), member(253, true), 0), facts(failing, well), "primary", ["backup"]],
  ])("%s", (_, each, state, before, expected) => {
    expect(elect(each, state, before)).toEqual({ settled: expected, endless: false });
  });
});

describe("following moves", () => {
  const moves = (graph: Readonly<Record<string, readonly string[]>>) => (state: string) => graph[state] ?? [];

  it("ends where nothing moves", () => {
    expect(follow("a", moves({ a: ["b", "c"], b: ["d"], c: ["d"] }))).toEqual({ settled: ["d"], endless: false });
    expect(follow("a", moves({}))).toEqual({ settled: ["a"], endless: false });
  });

  it("sees that it never ends, beside an end too", () => {
    expect(follow("a", moves({ a: ["b"], b: ["a"] }))).toEqual({ settled: [], endless: true });
    expect(follow("a", moves({ a: ["b"], b: ["a", "c"] }))).toEqual({ settled: ["c"], endless: true });
  });
});

describe("laws of any election", () => {
  const priority = fc.integer({ min: 1, max: 255 });
  const anyRouter = fc.record({
    primary: fc.record({ priority, noPreempt: fc.boolean() }),
    backup: fc.record({ priority, noPreempt: fc.boolean() }),
    weights: fc.array(fc.integer({ min: -253, max: 253 }), { minLength: 2, maxLength: 2 }),
    primaryAddressIsHigher: fc.boolean(),
  });
  const condition = fc.record({ up: fc.boolean(), passing: fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }) });
  const anyFacts = fc.record({ primary: condition, backup: condition, linked: fc.boolean() });
  const anyHolders = fc.constantFrom(...allHolders);
  const runs = { numRuns: 3000 };

  it("comes to rest, and stays there", () => {
    fc.assert(
      fc.property(anyRouter, anyFacts, anyHolders, (each, state, before) => {
        const { settled, endless } = elect(each, state, before);
        expect(endless).toBe(false);
        for (const holders of settled) expect(elect(each, state, holders)).toEqual({ settled: [holders], endless: false });
      }),
      runs,
    );
  });

  it("two that hear each other are never both master, and one that takes part never leaves it to nobody", () => {
    fc.assert(
      fc.property(anyRouter, anyFacts, anyHolders, (each, state, before) => {
        const parts = [
          effectivePriority(each.primary, each.weights, state.primary),
          effectivePriority(each.backup, each.weights, state.backup),
        ];
        const taking = parts.filter((part) => part !== null).length;
        for (const holders of elect(each, state, before).settled) {
          expect(holders === "nobody").toBe(taking === 0);
          expect(holders === "both").toBe(taking === 2 && !state.linked);
        }
      }),
      runs,
    );
  });
});
