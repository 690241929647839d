import { effectivePriority, elect, type Facts, type Holders, type Outcome } from "./election.js";
import { isWell, type LawId, lawsBroken, type VipKind } from "./laws.js";
import { allWell, type Fault, factsIn, faultsOf, type PairState } from "./scenarios.js";

/** What comes of some facts, from whoever held the VIP before, and what each holder at rest breaks. */
export interface Situation {
  readonly facts: Facts;
  readonly outcomes: Readonly<Record<Holders, Outcome>>;
  readonly broken: Readonly<Record<Holders, readonly LawId[]>>;
}

/** One VIP's elections, in every state of its own faults. */
export interface VipElections {
  readonly kind: VipKind;
  readonly faults: readonly Fault[];
  readonly situationIn: (state: PairState) => Situation;
}

const ofEach = <Value>(make: (holders: Holders) => Value): Readonly<Record<Holders, Value>> => ({
  nobody: make("nobody"),
  primary: make("primary"),
  backup: make("backup"),
  both: make("both"),
});

const makeSituation = (kind: VipKind, facts: Facts, home: readonly Holders[]): Situation => ({
  facts,
  outcomes: ofEach((before) => elect(kind.router, facts, before)),
  broken: ofEach((holders) => lawsBroken(kind, facts, holders, home)),
});

/** All that an election and the laws look at: states that agree in it are one situation, whichever tracker fails. */
function situationKey({ router }: VipKind, { primary, backup, linked }: Facts): string {
  const priorities = [effectivePriority(router.primary, router.weights, primary), effectivePriority(router.backup, router.weights, backup)];
  return [...priorities, primary.up, backup.up, isWell(primary), isWell(backup), linked].join();
}

export function electionsOf(kind: VipKind): VipElections {
  const faults = faultsOf(kind.router.weights.length, 1);
  const home = elect(kind.router, factsIn(faults, allWell), "nobody").settled;
  const known = new Map<string, Situation>();
  const find = (state: PairState): Situation => {
    const facts = factsIn(faults, state);
    const key = situationKey(kind, facts);
    const situation = known.get(key) ?? makeSituation(kind, facts, home);
    known.set(key, situation);
    return situation;
  };
  return { kind, faults, situationIn: find };
}
