import { describe, expect, it } from "vitest";
import { allHolders, elect } from "./election.js";
import { electionsOf } from "./elections.js";
import { lawsBroken, type VipKind } from "./laws.js";
import { factsIn, faultsOf, stateCount } from "./scenarios.js";

const member = (priority: number) => ({ priority, noPreempt: false });
const kindOf = (weights: readonly number[]): VipKind => ({
  router: { primary: member(200), backup: member(199), weights, primaryAddressIsHigher: false },
  stays: false,
  whenAllUnhealthy: "keep",
});

describe("what is known of one situation is told of no other", () => {
  it.each([[[-100]], [[-100, -60]], [[0, -60]], [[5, -5, 0]]])("weights %j", (weights) => {
    const kind = kindOf(weights);
    const { faults, situationIn } = electionsOf(kind);
    expect(faults).toEqual(faultsOf(weights.length, 1));
    for (let state = 0; state < stateCount(faults); state += 1) {
      const facts = factsIn(faults, state);
      for (const holders of allHolders) {
        expect(situationIn(state).outcomes[holders]).toEqual(elect(kind.router, facts, holders));
        expect(situationIn(state).broken[holders]).toEqual(lawsBroken(kind, facts, holders, ["primary"]));
      }
    }
  });
});
