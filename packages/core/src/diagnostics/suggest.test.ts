import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { suggest } from "./suggest.js";

describe("did you mean", () => {
  it.each([
    ["hapxy3", ["hapxy1", "hapxy2"], "hapxy2"],
    ["hapxy3", ["hapxy2", "hapxy1"], "hapxy2"],
    ["Name", ["game", "name"], "name"],
    ["NODEPORTS", ["nodePort", "nodePorts"], "nodePorts"],
    ["virutalRouterId", ["virtualRouterId", "name"], "virtualRouterId"],
    ["addres", ["name", "address"], "address"],
    ["hsot", ["host", "port"], "host"],
    ["prot", ["port", "path"], "port"],
    ["backupp", ["primary", "backup"], "backup"],
    ["b", ["a", "c"], null],
    ["ab", ["xb"], "xb"],
    ["ab", ["xy"], null],
    ["worker-1", ["worker-2", "worker-10"], "worker-10"],
    ["worker-5", ["worker-4", "worker-6"], "worker-4"],
    ["shop", ["billing"], null],
    ["", ["a"], null],
    ["a", ["", "a b c"], null],
    ["name", [], null],
    ["vrid-unique", ["bind-unique", "vrid-unique-on-segment"], "vrid-unique-on-segment"],
    ["VRID", ["grid", "vrid-unique-on-segment", "vrid-range"], "vrid-range"],
    ["shop", ["shop-b", "shop-a", "shops-of-ours"], "shop-a"],
    ["shop", ["shop-a", "shop-b"], "shop-a"],
    ["node", ["my-node", "nodePorts"], "nodePorts"],
    ["max", ["maxConnections", "mix"], "mix"],
    ["x".repeat(254), ["x".repeat(253)], null],
  ])("%s among %j: %s", (name, candidates, expected) => {
    expect(suggest(name, candidates)).toBe(expected);
  });

  const name = fc.string({ unit: fc.constantFrom("a", "b", "c", "-", "1"), maxLength: 9 });

  it("the order of the candidates does not matter", () => {
    fc.assert(
      fc.property(name, fc.array(name), (given, candidates) => {
        expect(suggest(given, candidates.toReversed())).toBe(suggest(given, candidates));
      }),
    );
  });

  it("one slip in a name of four or more is always seen through", () => {
    const long = fc.string({ unit: fc.constantFrom(..."abcdefgh"), minLength: 4, maxLength: 12 });
    fc.assert(
      fc.property(long, fc.nat(), fc.constantFrom("drop", "double", "swap", "change"), (candidate, seed, slip) => {
        const at = seed % (candidate.length - 1);
        const [one = "", two = ""] = candidate.slice(at, at + 2);
        const middle = { drop: two, double: one + one + two, swap: two + one, change: `z${two}` }[slip];
        expect(suggest(candidate.slice(0, at) + middle + candidate.slice(at + 2), [candidate, "unrelated"])).toBe(candidate);
      }),
    );
  });
});
