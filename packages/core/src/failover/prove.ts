import type { Holders, VirtualRouter } from "./election.js";
import { electionsOf, type VipElections } from "./elections.js";
import { type Exploration, everyStart, explore, type Subject } from "./explore.js";
import { breachOf, type Law, type LawId, lawsOf, type VipKind } from "./laws.js";
import type { ResolvedPreempt } from "./overrides.js";
import { allWell, type Fault, faultIndex, faultsOf, flip, type PairState } from "./scenarios.js";
import { eventsTo, namesOf, type PairNames, type StoryStep, storyOf } from "./story.js";
import type { FailoverTimers } from "./timers.js";

/** One virtual router of a pair, as it is proved: a VIP with two addresses is two, with the same trackers. Time is not in it. */
export interface ProvedVip {
  /** The VIP of the document. */
  readonly vip: string;
  /** The virtual router: the VIP's name, with the family behind it under dual stack. */
  readonly name: string;
  readonly primary: string;
  readonly backup: string;
  /** Of the addresses that the two machines advertise from. */
  readonly primaryAddressIsHigher: boolean;
  /** What carries the advertisements: virtual routers of one pair that name the same link lose it together. */
  readonly link: string;
  readonly timers: Pick<FailoverTimers, "primaryPriority" | "backupPriority" | "trackerWeight" | "noPreempt">;
  readonly preempt: ResolvedPreempt;
  readonly whenAllUnhealthy: "keep" | "release";
  /** What keepalived tracks on each machine; the VIPs of one pair share those of one name. */
  readonly trackers: readonly string[];
}

export interface Counterexample {
  readonly law: LawId;
  /** What is wrong, said of the VIP. */
  readonly breach: string;
  /** A shortest one: both machines start, and then each of the events. */
  readonly story: readonly StoryStep[];
  readonly events: readonly Fault[];
}

/** What is proved of one virtual router. It holds when there is no counterexample. */
export interface VipProof {
  readonly vip: string;
  readonly name: string;
  /** Combinations of faults and of who held the VIP before: all there are. */
  readonly states: number;
  /** Events between states at rest: all there are. */
  readonly transitions: number;
  /** The laws that hold. */
  readonly laws: readonly Law[];
  readonly counterexamples: readonly Counterexample[];
}

/** What is proved of all virtual routers of two machines, alone and together. */
export interface PairProof {
  readonly machines: readonly [string, string];
  readonly vips: readonly VipProof[];
  /** States at rest of all of them at once, with the machines and trackers that they share, and the events between them. */
  readonly together: { readonly states: number; readonly transitions: number };
}

/** The virtual router that keepalived makes of it. */
export function routerOf({ timers, trackers, primaryAddressIsHigher }: ProvedVip): VirtualRouter {
  const { primaryPriority, backupPriority, trackerWeight, noPreempt } = timers;
  return {
    primary: { priority: primaryPriority, noPreempt },
    backup: { priority: backupPriority, noPreempt },
    weights: trackers.map(() => trackerWeight),
    primaryAddressIsHigher,
  };
}

/**
 * The names of those who hold a VIP after both machines started, and after each of some events: a fault that is not there comes, one that is
 * there goes. Machine 0 is the primary, and link 0 the VIP's own. Where either of two may be first, the primary is.
 */
export function replay(vip: ProvedVip, events: readonly Fault[]): readonly (readonly string[])[] {
  const { situationIn } = electionsOf(kindOf(vip));
  let state: PairState = allWell;
  let holders: Holders = "nobody";
  const happen = (): readonly string[] => {
    holders = situationIn(state).outcomes[holders].settled[0] ?? "nobody";
    return namesOf(holders, vip);
  };
  const first = happen();
  const later = events.map((event) => {
    state = flip(state, faultIndex(event, vip.trackers.length));
    return happen();
  });
  return [first, ...later];
}

const kindOf = (vip: ProvedVip): VipKind => ({
  router: routerOf(vip),
  stays: vip.preempt.kind === "never",
  whenAllUnhealthy: vip.whenAllUnhealthy,
});

/** A kind's elections, and what comes of exploring them alone. */
interface Alone {
  readonly id: number;
  readonly elections: VipElections;
  readonly exploration: Exploration;
}

/** What was proved already: most VIPs of a document are of one kind, and most pairs alike. */
interface Known {
  readonly alone: Map<string, Alone>;
  readonly together: Map<string, Exploration>;
}

function remembered<Value>(known: Map<string, Value>, subject: unknown, make: () => Value): Value {
  const key = JSON.stringify(subject);
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

const proveAlone = (kind: VipKind, { alone }: Known): Alone =>
  remembered(alone, kind, () => {
    const elections = electionsOf(kind);
    const all = elections.faults.map((_, index) => index);
    const exploration = explore([{ elections, faults: all }], elections.faults, everyStart(elections.faults));
    return { id: alone.size, elections, exploration };
  });

/** A VIP among the others of its pair: its own proof, and whether its primary is the pair's second machine. */
interface Placed {
  readonly vip: ProvedVip;
  readonly alone: Alone;
  readonly swapped: boolean;
}

const otherMachine = { 0: 1, 1: 0 } as const;

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

/** Which of the shared faults is each of a VIP's own. */
const sharedFaults = ({ vip, alone, swapped }: Placed, names: PairNames): readonly number[] =>
  alone.elections.faults.map((own) => {
    const trackers = names.trackers.length;
    if (own.kind === "link") return faultIndex({ kind: "link", link: names.links.indexOf(vip.link) }, trackers);
    const machine = swapped ? otherMachine[own.machine] : own.machine;
    if (own.kind === "machine") return faultIndex({ kind: "machine", machine }, trackers);
    return faultIndex({ kind: "tracker", machine, tracker: names.trackers.indexOf(vip.trackers[own.tracker] ?? "") }, trackers);
  });

/** Those that differ: what is one kind, on one link, with one primary, moves as one. */
function distinct(placed: readonly Placed[]): readonly Placed[] {
  const kinds = new Map(placed.map((each) => [JSON.stringify([each.alone.id, each.swapped, each.vip.link, each.vip.trackers]), each]));
  return [...kinds.values()];
}

/**
 * Explores VIPs of one pair together. They share machines, trackers and links and nothing else (no sync group), so each one's law is also
 * proved alone; together it is seen that no state of one is out of the others' reach.
 */
function proveTogether(placed: readonly Placed[], machines: readonly [string, string], known: Known): Exploration {
  const names: PairNames = {
    machines,
    trackers: unique(placed.flatMap(({ vip }) => vip.trackers)),
    links: unique(placed.map(({ vip }) => vip.link)),
  };
  const subjects = placed.map((each): Subject => ({ elections: each.alone.elections, faults: sharedFaults(each, names) }));
  return remembered(
    known.together,
    placed.map(({ alone }, index) => [alone.id, subjects[index]?.faults]),
    () => explore(subjects, faultsOf(names.trackers.length, names.links.length)),
  );
}

/** More kinds than this are explored so many at a time: the states of all would be the product of each one's. */
const mostTogether = 4;

const portions = <Value>(values: readonly Value[], size: number): readonly (readonly Value[])[] =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, index) => values.slice(index * size, (index + 1) * size));

function proofOf({ vip, alone }: Placed): VipProof {
  const { elections, exploration } = alone;
  const names: PairNames = { machines: [vip.primary, vip.backup], trackers: vip.trackers, links: [vip.link] };
  const laws = lawsOf(elections.kind);
  const counterexamples = laws.flatMap(({ id }) =>
    exploration.broken.flatMap((broken): Counterexample[] =>
      broken.law === id
        ? [
            {
              law: id,
              breach: breachOf(id, elections.kind),
              story: storyOf(broken.at, broken.subject, elections.faults, names, vip),
              events: eventsTo(broken.at, elections.faults),
            },
          ]
        : [],
    ),
  );
  return {
    vip: vip.vip,
    name: vip.name,
    states: everyStart(elections.faults).length,
    transitions: exploration.transitions,
    laws: laws.filter(({ id }) => !counterexamples.some(({ law }) => law === id)),
    counterexamples,
  };
}

function provePairWith(vips: readonly [ProvedVip, ...ProvedVip[]], known: Known): PairProof {
  const machines = [vips[0].primary, vips[0].backup] as const;
  const placed = vips.map((vip): Placed => ({ vip, alone: proveAlone(kindOf(vip), known), swapped: vip.primary !== machines[0] }));
  const together = portions(distinct(placed), mostTogether).flatMap((portion) =>
    // Alone it was explored already, from more starts, which add no state.
    portion.length === 1 ? portion.map(({ alone }) => alone.exploration) : [proveTogether(portion, machines, known)],
  );
  return {
    machines,
    vips: placed.map(proofOf),
    together: {
      states: together.reduce((sum, { reached }) => sum + reached.length, 0),
      transitions: together.reduce((sum, { transitions }) => sum + transitions, 0),
    },
  };
}

const pairKey = ({ primary, backup }: ProvedVip): string => JSON.stringify([primary, backup].sort());

/** Proves every pair of machines that has VIPs: each VIP alone, in every state there is, and all VIPs of a pair together. */
export function prove(vips: readonly ProvedVip[]): readonly PairProof[] {
  const pairs = new Map<string, [ProvedVip, ...ProvedVip[]]>();
  for (const vip of vips) {
    const pair = pairs.get(pairKey(vip));
    if (pair === undefined) pairs.set(pairKey(vip), [vip]);
    else pair.push(vip);
  }
  const known: Known = { alone: new Map(), together: new Map() };
  return [...pairs.values()].map((pair) => provePairWith(pair, known));
}
