import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BalancedServer, effectiveWeight, roundOf, sharesOf } from "./shares.js";

const active = (name: string, weight: number): BalancedServer => ({ name, weight, state: "active" });

describe("each server's part of the new connections", () => {
  it.each<[string, readonly BalancedServer[], Readonly<Record<string, number>>]>([
    ["no server", [], {}],
    ["one", [active("a", 7)], { a: 1 }],
    ["equal weights", [active("a", 1), active("b", 1)], { a: 0.5, b: 0.5 }],
    ["weights", [active("a", 3), active("b", 1)], { a: 0.75, b: 0.25 }],
    ["the largest weights", [active("a", 256), active("b", 256)], { a: 0.5, b: 0.5 }],
    ["one is drained", [active("a", 1), { name: "b", weight: 9, state: "drain" }], { a: 1, b: 0 }],
    ["one is disabled", [{ name: "a", weight: 9, state: "disabled" }, active("b", 1)], { a: 0, b: 1 }],
    ["one is down", [active("a", 1), { name: "b", weight: 9, state: "down" }, active("c", 3)], { a: 0.25, b: 0, c: 0.75 }],
    ["weight 0 takes no part", [active("a", 0), active("b", 2)], { a: 0, b: 1 }],
    ["nobody is usable", [active("a", 0), { name: "b", weight: 1, state: "down" }], { a: 0, b: 0 }],
  ])("%s", (_, servers, expected) => {
    expect(sharesOf(servers)).toEqual(Object.entries(expected).map(([name, share]) => ({ name, share })));
  });

  it("a round is as many connections as the usable weights add up to", () => {
    expect(roundOf([])).toBe(0);
    expect(roundOf([active("a", 3), { name: "b", weight: 9, state: "drain" }, active("c", 4)])).toBe(7);
    expect([effectiveWeight(active("a", 3)), effectiveWeight({ name: "b", weight: 3, state: "down" })]).toEqual([3, 0]);
  });
});

describe("laws", () => {
  const server = fc.record({
    weight: fc.integer({ min: 0, max: 256 }),
    state: fc.constantFrom("active" as const, "drain" as const, "disabled" as const, "down" as const),
  });
  const servers = fc.array(server, { maxLength: 12 }).map((list) => list.map((each, index) => ({ ...each, name: `node-${index}` })));

  it("the shares add up to one, or to nothing where nobody is usable", () => {
    fc.assert(
      fc.property(servers, (list) => {
        const sum = sharesOf(list).reduce((total, { share }) => total + share, 0);
        expect(sum).toBeCloseTo(list.some(({ weight, state }) => weight > 0 && state === "active") ? 1 : 0, 9);
      }),
    );
  });

  it("only active servers with a weight have one, each by its weight", () => {
    fc.assert(
      fc.property(servers, (list) => {
        const round = roundOf(list);
        for (const [index, { share }] of sharesOf(list).entries())
          expect(share * round).toBeCloseTo(list[index]?.state === "active" ? list[index].weight : 0, 6);
      }),
    );
  });
});
