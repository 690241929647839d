import { allHolders, elect, type Facts, type Holders, type Outcome } from "./election.js";
import type { VipKind } from "./laws.js";
import { allWell, type Fault, factsIn, faultsOf, type PairState } from "./scenarios.js";

/** Makes each value once. */
function remembered<Value extends object>(make: (key: number) => Value): (key: number) => Value {
  const known = new Map<number, Value>();
  return (key) => {
    const found = known.get(key) ?? make(key);
    known.set(key, found);
    return found;
  };
}

/** One VIP's elections, in every state of its own faults. */
export interface VipElections {
  readonly kind: VipKind;
  readonly faults: readonly Fault[];
  readonly factsIn: (state: PairState) => Facts;
  readonly elect: (state: PairState, before: Holders) => Outcome;
  /** Where the VIP may be after both machines started. */
  readonly home: readonly Holders[];
}

export function electionsOf(kind: VipKind): VipElections {
  const faults = faultsOf(kind.router.weights.length, 1);
  const facts = remembered((state) => factsIn(faults, state));
  const outcomes = new Map(allHolders.map((before) => [before, remembered((state) => elect(kind.router, facts(state), before))]));
  const electIn = (state: PairState, before: Holders): Outcome => outcomes.get(before)?.(state) ?? elect(kind.router, facts(state), before);
  return { kind, faults, factsIn: facts, elect: electIn, home: electIn(allWell, "nobody").settled };
}
