import { describe, expect, it } from "vitest";
import { type Recorded, recorded } from "./recorded-testing.js";
import { roundRobin } from "./scheduler.js";
import type { BalancedServer } from "./shares.js";

const server = (name: string, weight: number, state: BalancedServer["state"] = "active"): BalancedServer => ({ name, weight, state });

/** The letter of each connection's server, `-` where there was none. */
function turnsOf({ weights, changes, turns }: Recorded): string {
  const servers = new Map(weights.map((weight, index) => ["abcdef".charAt(index), server("abcdef".charAt(index), weight)]));
  const scheduler = roundRobin([...servers.values()]);
  return Array.from(turns, (_, number) => {
    for (const { after, name, ...change } of changes) {
      const changed = { ...(servers.get(name) ?? server(name, 0)), ...change };
      if (after === number) servers.set(name, changed);
      if (after === number) scheduler.change(changed);
    }
    return scheduler.next() ?? "-";
  }).join("");
}

describe("turn by turn as HAProxy took them", () => {
  it.each(recorded.map((each) => ({ ...each, title: `${each.weights.join(", ")} with ${each.changes.length} changes` })))(
    "$title",
    (each) => {
      expect(turnsOf(each)).toBe(each.turns);
    },
  );
});

const take = (scheduler: ReturnType<typeof roundRobin>, count: number): string =>
  Array.from({ length: count }, () => scheduler.next() ?? "-").join("");

describe("who takes part", () => {
  it("nobody, without servers", () => {
    expect(take(roundRobin([]), 2)).toBe("--");
  });

  it.each(["drain", "disabled", "down"] as const)("none that is in state %s, until it is active", (state) => {
    const scheduler = roundRobin([server("a", 1), server("b", 1, state)]);
    expect(take(scheduler, 4)).toBe("aaaa");
    scheduler.change(server("b", 1));
    expect(take(scheduler, 60)).toContain("abab");
  });

  it("the first that becomes active where none was", () => {
    const scheduler = roundRobin([server("a", 1, "down"), server("b", 1, "down")]);
    expect(take(scheduler, 3)).toBe("---");
    scheduler.change(server("b", 2));
    expect(take(scheduler, 3)).toBe("bbb");
  });

  it("a server that was not there at the start changes nothing", () => {
    const scheduler = roundRobin([server("a", 1)]);
    scheduler.change(server("z", 9));
    expect(take(scheduler, 40)).toBe("a".repeat(40));
  });
});

it("a server that was away for three connections gets the rest of the round: 800 in a row, as HAProxy did", () => {
  const scheduler = roundRobin([server("a", 100), server("b", 100)]);
  take(scheduler, 1596);
  scheduler.change(server("a", 100, "drain"));
  expect(take(scheduler, 3)).toBe("bbb");
  scheduler.change(server("a", 100));
  const after = take(scheduler, 2000);
  expect(after.indexOf("b")).toBe(800);
  expect(after.slice(800, 810)).toMatch(/^(ba)+$/);
});
