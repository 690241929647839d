import { allHolders, type Holders } from "./election.js";
import type { Situation, VipElections } from "./elections.js";
import { type LawId, movedForNothing } from "./laws.js";
import { allWell, canHappen, type Fault, flip, isThere, type PairState, possibleEvents, stateCount } from "./scenarios.js";

/** A VIP among those that are explored together, and which of the faults that they share is each of its own. */
export interface Subject {
  readonly elections: VipElections;
  readonly faults: readonly number[];
}

/** A state at rest, and how it was reached: the first way to it, which is a shortest. */
export interface Reached {
  readonly state: PairState;
  /** Of each subject. */
  readonly holders: readonly Holders[];
  /** The fault that came or went; null at a start. */
  readonly event: number | null;
  readonly before: Reached | null;
}

/** A law that a subject breaks in a state, or on the event that led to it. */
export interface Broken {
  readonly law: LawId;
  readonly subject: number;
  readonly at: Reached;
}

export interface Exploration {
  readonly reached: readonly Reached[];
  readonly transitions: number;
  /** The first of each law and subject, which is a shortest. */
  readonly broken: readonly Broken[];
}

/** Where an exploration begins: a state of the faults, and who held each VIP before. */
export interface Start {
  readonly state: PairState;
  readonly holders: readonly Holders[];
}

/** Every combination of one VIP's faults, with every holder before. */
export const everyStart = (faults: readonly Fault[]): readonly Start[] =>
  Array.from({ length: stateCount(faults) }, (_, state) => allHolders.map((before): Start => ({ state, holders: [before] }))).flat();

interface Walk {
  readonly subjects: readonly Subject[];
  /** Each subject's situation in each state of the shared faults. */
  readonly situations: readonly (readonly Situation[])[];
  readonly reached: Reached[];
  readonly known: Set<number>;
  readonly broken: Map<string, Broken>;
}

/** The situation of one VIP in a state of the faults that several share. */
const situationOf = ({ faults, elections }: Subject, state: PairState): Situation =>
  elections.situationIn(faults.reduce((own, fault, index) => (isThere(state, fault) ? own | (1 << index) : own), 0));

const holderCode: Readonly<Record<Holders, number>> = { nobody: 0, primary: 1, backup: 2, both: 3 };

/** One number for a state and the holders in it. */
const keyOf = (state: PairState, holders: readonly Holders[]): number =>
  holders.reduce((key, each) => key * allHolders.length + holderCode[each], state);

function report(walk: Walk, law: LawId, subject: number, at: Reached): void {
  const key = `${law} ${subject}`;
  if (!walk.broken.has(key)) walk.broken.set(key, { law, subject, at });
}

/** Every choice of one from each list. */
const choices = <Value>(lists: readonly (readonly Value[])[]): readonly (readonly Value[])[] =>
  lists.reduce<readonly (readonly Value[])[]>((chosen, list) => chosen.flatMap((each) => list.map((value) => [...each, value])), [[]]);

/** Who holds a subject's VIP, of the holders of all. */
export const holderOf = (holders: readonly Holders[], subject: number): Holders => holders[subject] ?? "nobody";

const situationsIn = (walk: Walk, state: PairState): readonly Situation[] => walk.situations.flatMap((each) => each[state] ?? []);

/** Judges the event that led to a state at rest. */
function judgeMoves(walk: Walk, situations: readonly Situation[], to: Reached): void {
  const { before } = to;
  if (before === null) return;
  const left = situationsIn(walk, before.state);
  situations.forEach((situation, subject) => {
    const [from, stays] = [left[subject], walk.subjects[subject]?.elections.kind.stays];
    if (!stays || from === undefined) return;
    const [held, holds] = [holderOf(before.holders, subject), holderOf(to.holders, subject)];
    if (movedForNothing(from.facts, held, situation.facts, holds)) report(walk, "stays", subject, to);
  });
}

/** Lets every VIP's election come to rest, judges it, and notes it where it is new. */
function arrive(walk: Walk, { state, holders }: Start, event: number | null, before: Reached | null): void {
  const situations = situationsIn(walk, state);
  const outcomes = situations.map((situation, index) => situation.outcomes[holderOf(holders, index)]);
  outcomes.forEach(({ endless }, index) => {
    if (endless) report(walk, "quiet", index, { state, holders, event, before });
  });
  for (const choice of choices(outcomes.map(({ settled }) => settled))) {
    const at: Reached = { state, holders: choice, event, before };
    judgeMoves(walk, situations, at);
    const key = keyOf(state, choice);
    if (walk.known.has(key)) continue;
    walk.known.add(key);
    walk.reached.push(at);
    situations.forEach(({ broken }, index) => {
      for (const law of broken[holderOf(choice, index)]) report(walk, law, index, at);
    });
  }
}

/** After both machines started, the primary holds a VIP that is not to stay where it is. */
function judgeStart(walk: Walk): void {
  for (const at of walk.reached) {
    for (const [index, { elections }] of walk.subjects.entries())
      if (!elections.kind.stays && at.holders[index] !== "primary") report(walk, "primary-first", index, at);
  }
}

/** Follows every event from every state from the given one on, those that are found on the way included. @returns how many there were */
function followEvents(walk: Walk, faults: readonly Fault[], first: number): number {
  const events = possibleEvents(faults);
  let transitions = 0;
  let from = walk.reached[first];
  for (let next = first + 1; from !== undefined; next += 1) {
    for (const event of events) {
      if (!canHappen(event, from.state)) continue;
      arrive(walk, { state: flip(from.state, event.fault), holders: from.holders }, event.fault, from);
      transitions += 1;
    }
    from = walk.reached[next];
  }
  return transitions;
}

/**
 * Follows every event from both machines starting, then from each further start, until no state is new. Breadth first, so that the first way to
 * a state is a shortest. Laws are judged in every state at rest and on every event between two.
 */
export function explore(subjects: readonly Subject[], faults: readonly Fault[], starts: readonly Start[] = []): Exploration {
  const states = Array.from({ length: stateCount(faults) }, (_, state) => state);
  const situations = subjects.map((subject) => states.map((state) => situationOf(subject, state)));
  const walk: Walk = { subjects, situations, reached: [], known: new Set(), broken: new Map() };
  arrive(walk, { state: allWell, holders: subjects.map(() => "nobody") }, null, null);
  judgeStart(walk);
  const fromStart = followEvents(walk, faults, 0);
  const followed = walk.reached.length;
  for (const start of starts) arrive(walk, start, null, null);
  const further = followEvents(walk, faults, followed);
  return { reached: walk.reached, transitions: fromStart + further, broken: [...walk.broken.values()] };
}
