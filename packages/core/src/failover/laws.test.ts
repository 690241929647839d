import { describe, expect, it } from "vitest";
import type { Condition, Facts, Holders } from "./election.js";
import { breachOf, isWell, lawIds, lawsBroken, lawsOf, movedForNothing, type VipKind } from "./laws.js";

const member = { priority: 254, noPreempt: false };
const router = { primary: member, backup: member, weights: [-100], primaryAddressIsHigher: false };
const kind = (more: Partial<VipKind> = {}): VipKind => ({ router, stays: false, whenAllUnhealthy: "keep", ...more });
const release = kind({ whenAllUnhealthy: "release" });
const stays = kind({ stays: true });
const well: Condition = { up: true, passing: [true, true] };
const failing: Condition = { up: true, passing: [true, false] };
const down: Condition = { up: false, passing: [true, true] };
const facts = (primary: Condition, backup: Condition, linked = true): Facts => ({ primary, backup, linked });

it("is well: runs, and every tracker passes", () => {
  expect([well, failing, down].map(isWell)).toEqual([true, false, false]);
});

describe("the laws that a state at rest breaks", () => {
  it.each<[string, VipKind, Facts, Holders, readonly string[]]>([
    ["all is well", kind(), facts(well, well), "primary", []],
    ["all is well, and nobody", kind(), facts(well, well), "nobody", ["one-holder", "comes-back"]],
    ["all is well, and both", kind(), facts(well, well), "both", ["one-holder", "comes-back"]],
    ["all is well, and the other one", kind(), facts(well, well), "backup", ["comes-back"]],
    ["all is well, and it may stay", stays, facts(well, well), "backup", []],
    ["all is well, and it may stay where it was", stays, facts(well, well), "primary", []],
    ["all is well, and nobody, though it may stay", stays, facts(well, well), "nobody", ["one-holder", "comes-back"]],
    ["a cut link: two", kind(), facts(well, well, false), "both", []],
    ["a cut link: one alone", kind(), facts(well, well, false), "primary", ["one-holder"]],
    ["a cut link with one down", kind(), facts(well, down, false), "primary", []],
    ["a cut link, one side not well: keep", kind(), facts(well, failing, false), "both", []],
    ["a cut link, one side not well: release", release, facts(well, failing, false), "primary", []],
    ["a cut link, one side not well, and it holds", release, facts(well, failing, false), "both", ["all-unhealthy"]],
    ["the one that is not well", kind(), facts(failing, well), "primary", ["healthy-wins"]],
    ["the one that is well", kind(), facts(failing, well), "backup", []],
    ["two, of whom one is well", kind(), facts(failing, well), "both", ["one-holder"]],
    ["nobody is well: keep", kind(), facts(failing, failing), "backup", []],
    ["nobody is well, and two", kind(), facts(failing, failing), "both", ["all-unhealthy"]],
    ["nobody is well, and nobody", kind(), facts(failing, down), "nobody", ["all-unhealthy"]],
    ["nobody is well: release", release, facts(failing, failing), "nobody", []],
    ["nobody is well, and it is held", release, facts(failing, failing), "primary", ["all-unhealthy"]],
    ["nobody is there", kind(), facts(down, down), "nobody", []],
  ])("%s", (_, each, state, holders, expected) => {
    expect(lawsBroken(each, state, holders, ["primary"])).toEqual(expected);
  });
});

describe("preempt: false is broken by a move", () => {
  it.each<[string, boolean, Facts, Holders, Facts, Holders]>([
    ["of one that is well to one that comes back", true, facts(well, down), "primary", facts(well, well), "backup"],
    ["of one that is well to both", true, facts(well, down), "primary", facts(well, well), "both"],
    ["not where nothing moved", false, facts(well, down), "primary", facts(well, well), "primary"],
    ["not of one that fails", false, facts(well, well), "primary", facts(failing, well), "backup"],
    ["not of one that failed", false, facts(failing, down), "primary", facts(well, well), "backup"],
    ["not over a cut link", false, facts(well, well), "primary", facts(well, well, false), "both"],
    ["not over a link that is healed", false, facts(well, well, false), "primary", facts(well, well), "backup"],
    ["not from two", false, facts(well, well), "both", facts(well, well), "primary"],
    ["not from nobody", false, facts(well, down), "nobody", facts(well, well), "primary"],
    ["of the backup likewise", true, facts(down, well), "backup", facts(well, well), "primary"],
  ])("%s: %s", (_, expected, before, from, after, to) => {
    expect(movedForNothing(before, from, after, to)).toBe(expected);
  });
});

describe("laws as sentences", () => {
  it("one that preempts comes to its primary; one that stays does not move", () => {
    const [moving, staying] = [lawsOf(kind()), lawsOf(stays)];
    expect(moving.map(({ id }) => id)).toEqual(lawIds.filter((id) => id !== "stays"));
    expect(staying.map(({ id }) => id)).toEqual(lawIds.filter((id) => id !== "primary-first"));
  });

  it("say what the document chose", () => {
    const sentence = (each: VipKind, wanted: string): string => lawsOf(each).find(({ id }) => id === wanted)?.sentence ?? "";
    expect(sentence(kind(), "all-unhealthy")).toContain("keep");
    expect(sentence(release, "all-unhealthy")).toContain("release");
    expect(sentence(kind(), "comes-back")).toContain("where it was at first");
    expect(sentence(stays, "comes-back")).toContain("exactly one machine");
    expect(breachOf("all-unhealthy", kind())).toContain("nobody holds it");
    expect(breachOf("all-unhealthy", release)).toContain("held all the same");
    for (const each of [kind(), release, stays]) {
      const sentences = lawsOf(each).map(({ sentence: text }) => text);
      for (const text of sentences) expect(text).toMatch(/^\S.*[^.\s]$/);
      expect(new Set(sentences).size).toBe(sentences.length);
      for (const id of lawIds) expect(breachOf(id, each)).toMatch(/^\S.*[^.\s]$/);
    }
  });
});
