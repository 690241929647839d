import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roundRobin } from "./scheduler.js";
import { type BalancedServer, sharesOf } from "./shares.js";
import { type BalanceChange, type ConnectionWindow, mostOff, roundLength, spread } from "./spread.js";

const servers = (weights: Readonly<Record<string, number>>): readonly BalancedServer[] =>
  Object.entries(weights).map(([name, weight]) => ({ name, weight, state: "active" }));

const first = (to: number): ConnectionWindow => ({ from: 0, to });

/** What a window gives: `[connections, share]` by server, and what nobody served. */
type Expected = readonly [servers: Readonly<Record<string, readonly [number, number]>>, unserved: number];

describe("connections of a window, beside the shares", () => {
  it.each<[string, Readonly<Record<string, number>>, ConnectionWindow, readonly BalanceChange[], Expected]>([
    ["nobody", {}, first(5), [], [{}, 5]],
    ["equal weights", { a: 1, b: 1, c: 1 }, first(300), [], [{ a: [100, 100], b: [100, 100], c: [100, 100] }, 0]],
    ["weights", { a: 3, b: 1 }, first(400), [], [{ a: [300, 300], b: [100, 100] }, 0]],
    ["a window in the middle", { a: 1, b: 1, c: 1 }, { from: 1, to: 3 }, [], [{ a: [0, 2 / 3], b: [1, 2 / 3], c: [1, 2 / 3] }, 0]],
    ["an empty window", { a: 1 }, { from: 3, to: 3 }, [], [{ a: [0, 0] }, 0]],
    ["weights whose rounds lose a fraction", { a: 2, b: 3, c: 3 }, first(2000), [], [{ a: [488, 500], b: [756, 750], c: [756, 750] }, 0]],
    ["one drains in the middle", { a: 1, b: 1 }, first(20), [{ after: 10, name: "a", state: "drain" }], [{ a: [5, 5], b: [15, 15] }, 0]],
    [
      "one fails before the window and returns in it",
      { a: 1, b: 1 },
      { from: 10, to: 74 },
      [
        { after: 10, name: "a", state: "down" },
        { after: 42, name: "a", state: "active" },
      ],
      [{ a: [16, 16], b: [48, 48] }, 0],
    ],
    ["a weight changes", { a: 1, b: 1 }, first(96), [{ after: 32, name: "a", weight: 3 }], [{ a: [64, 64], b: [32, 32] }, 0]],
    [
      "a weight changes while drained, and holds on return",
      { a: 1, b: 1 },
      first(64),
      [
        { after: 0, name: "a", state: "drain" },
        { after: 0, name: "a", weight: 3 },
        { after: 0, name: "a", state: "active" },
      ],
      [{ a: [48, 48], b: [16, 16] }, 0],
    ],
    [
      "all are disabled for a while: those connections are refused",
      { a: 1 },
      first(10),
      [
        { after: 6, name: "a", state: "active" },
        { after: 2, name: "a", state: "disabled" },
      ],
      [{ a: [6, 6] }, 4],
    ],
    ["changes at the window's end and after it", { a: 1 }, first(4), [{ after: 4, name: "a", state: "down" }], [{ a: [4, 4] }, 0]],
    ["a change of nobody", { a: 1 }, first(4), [{ after: 1, name: "z", weight: 5 }], [{ a: [4, 4] }, 0]],
    ["a change before the first", { a: 1, b: 1 }, first(4), [{ after: 0, name: "b", state: "down" }], [{ a: [4, 4], b: [0, 0] }, 0]],
  ])("%s", (_, weights, window, changes, [expected, unserved]) => {
    const result = spread(servers(weights), window, changes);
    expect(Object.fromEntries(result.servers.map(({ name, connections, share }) => [name, [connections, share]]))).toEqual(
      Object.fromEntries(Object.entries(expected).map(([name, [connections, share]]) => [name, [connections, expect.closeTo(share, 9)]])),
    );
    expect(result.unserved).toBe(unserved);
  });
});

it("nothing changes where no change is given", () => {
  expect(spread(servers({ a: 3, b: 1 }), first(400))).toEqual({
    servers: [
      { name: "a", connections: 300, share: 300 },
      { name: "b", connections: 100, share: 100 },
    ],
    unserved: 0,
  });
});

describe("the bound", () => {
  it.each<[string, readonly BalancedServer[], number, number]>([
    ["nobody is usable", [{ name: "a", weight: 3, state: "down" }], 100, 0],
    ["one server, one round", servers({ a: 1 }), 16, 2],
    ["one connection more begins another round", servers({ a: 1 }), 17, 3],
    ["two servers of 2 and 1, 48 to a round", servers({ a: 2, b: 1 }), 480, 12],
    ["only usable ones count", [...servers({ a: 1 }), { name: "b", weight: 5, state: "drain" }], 160, 11],
  ])("%s", (_, list, connections, expected) => {
    expect(mostOff(list, connections)).toBe(expected);
  });

  it("a round is sixteen times the usable weights", () => {
    expect(roundLength([...servers({ a: 2, b: 3 }), { name: "c", weight: 9, state: "disabled" }])).toBe(80);
  });
});

describe("laws", () => {
  const weight = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 256 }));
  const list = (max: number) =>
    fc
      .array(weight, { minLength: 1, maxLength: max })
      .map((weights) => weights.map((each, index) => ({ name: `n${index}`, weight: each })));
  const active = (max: number) => list(max).map((all) => all.map((each): BalancedServer => ({ ...each, state: "active" })));
  const state = fc.constantFrom("active" as const, "drain" as const, "disabled" as const, "down" as const);
  const change = fc.record(
    { after: fc.nat(300), name: fc.nat(5).map((index) => `n${index}`), state, weight: fc.integer({ min: 1, max: 20 }) },
    { requiredKeys: ["after", "name"] },
  );
  const changes = fc.array(change, { maxLength: 8 });
  const window = fc.tuple(fc.nat(300), fc.nat(300)).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

  /** A server's state when connection `number` comes: the last that it was given. */
  const stateAt = (name: string, number: number, all: readonly BalanceChange[]): BalancedServer["state"] =>
    all
      .filter((each) => each.name === name && each.after <= number && each.state !== undefined)
      .sort((a, b) => a.after - b.after)
      .at(-1)?.state ?? "active";

  it("every connection of the window is counted once, and shares add up to those that were served", () => {
    fc.assert(
      fc.property(active(6), window, changes, (all, { from, to }, events) => {
        const { servers: each, unserved } = spread(all, { from, to }, events);
        expect(each.map(({ name }) => name)).toEqual(all.map(({ name }) => name));
        expect(each.reduce((sum, { connections }) => sum + connections, unserved)).toBe(to - from);
        expect(each.reduce((sum, { share }) => sum + share, unserved)).toBeCloseTo(to - from, 6);
      }),
    );
  });

  it("a server that is drained, disabled or down gets none, and nobody is refused while one is usable", () => {
    fc.assert(
      fc.property(active(6), changes, fc.nat(299), (all, events, number) => {
        const { servers: each, unserved } = spread(all, { from: number, to: number + 1 }, events);
        const usable = all.map(({ name }) => name).filter((name) => stateAt(name, number, events) === "active");
        expect(each.filter(({ connections }) => connections > 0).every(({ name }) => usable.includes(name))).toBe(true);
        expect(unserved).toBe(usable.length === 0 ? 1 : 0);
      }),
      { numRuns: 300 },
    );
  });

  it("windows that follow each other add up: what happens later changes nothing before it", () => {
    fc.assert(
      fc.property(active(6), window, changes, fc.nat(300), (all, { from, to }, events, more) => {
        const counts = (part: ConnectionWindow): readonly number[] =>
          spread(all, part, events).servers.map(({ connections }) => connections);
        const [before, after, whole] = [counts({ from: 0, to: from }), counts({ from, to: to + more }), counts({ from: 0, to: to + more })];
        expect(whole).toEqual(before.map((each, index) => each + (after[index] ?? 0)));
      }),
    );
  });

  /** The most that any window of at most `length` connections is off, for any server, in a run of `total` connections. */
  function worstWindow(next: () => string | null, all: readonly BalancedServer[], length: number, total: number): number {
    const off = sharesOf(all).map(({ name, share }) => ({ name, share, now: 0, past: [0] }));
    let worst = 0;
    for (let number = 1; number <= total; number += 1) {
      const name = next();
      for (const each of off) {
        each.now += (each.name === name ? 1 : 0) - each.share;
        each.past.push(each.now);
        const seen = each.past.slice(-length - 1);
        worst = Math.max(worst, each.now - Math.min(...seen), Math.max(...seen) - each.now);
      }
    }
    return worst;
  }

  it("while nothing changes, every window is within the bound of its shares", () => {
    fc.assert(
      fc.property(active(12), fc.integer({ min: 1, max: 200 }), (all, length) => {
        expect(worstWindow(roundRobin(all).next, all, length, 600)).toBeLessThanOrEqual(mostOff(all, length));
      }),
    );
  });

  it("of equal weights, every window is within one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), weight, fc.integer({ min: 1, max: 200 }), (count, each, length) => {
        const all = Array.from({ length: count }, (_, index): BalancedServer => ({ name: `n${index}`, weight: each, state: "active" }));
        expect(worstWindow(roundRobin(all).next, all, length, 400)).toBeLessThan(1);
      }),
    );
  });

  it("one round after the last change the bound holds again: who returns is neither flooded nor starved for longer", () => {
    const small = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 });
    const event = fc.record({ pause: fc.nat(200), index: fc.nat(5), to: fc.option(fc.integer({ min: 1, max: 12 })) });
    fc.assert(
      fc.property(small, fc.array(event, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 100 }), (weights, events, length) => {
        let now = weights.map((each, index): BalancedServer => ({ name: `n${index}`, weight: each, state: "active" }));
        const scheduler = roundRobin(now);
        let longest = roundLength(now);
        for (const { pause, index, to } of events) {
          for (let number = 0; number < pause; number += 1) scheduler.next();
          now = now.map((each, place) =>
            place !== index % now.length
              ? each
              : to === null
                ? { ...each, state: each.state === "active" ? "down" : "active" }
                : { ...each, weight: to },
          );
          for (const each of now) scheduler.change(each);
          longest = Math.max(longest, roundLength(now));
        }
        for (let number = 0; number < longest; number += 1) scheduler.next();
        expect(worstWindow(scheduler.next, now, length, 300)).toBeLessThanOrEqual(mostOff(now, length));
      }),
      { numRuns: 200 },
    );
  });
});
