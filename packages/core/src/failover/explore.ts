import { allHolders, type Holders } from "./election.js";
import type { VipElections } from "./elections.js";
import { type LawId, lawsBroken, movedForNothing } from "./laws.js";
import { allWell, eventsIn, type Fault, flip, isThere, type PairState, stateCount } from "./scenarios.js";

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
  readonly reached: Reached[];
  readonly known: Map<string, Reached>;
  readonly broken: Map<string, Broken>;
}

/** A VIP's own faults in a state of those that several share. */
const ownState = ({ faults }: Subject, state: PairState): PairState =>
  faults.reduce((own, fault, index) => (isThere(state, fault) ? own | (1 << index) : own), 0);

function report(walk: Walk, law: LawId, subject: number, at: Reached): void {
  const key = `${law} ${subject}`;
  if (!walk.broken.has(key)) walk.broken.set(key, { law, subject, at });
}

function judgeState(walk: Walk, at: Reached): void {
  for (const [index, subject] of walk.subjects.entries()) {
    const { kind, factsIn, home } = subject.elections;
    const holders = at.holders[index] ?? "nobody";
    for (const law of lawsBroken(kind, factsIn(ownState(subject, at.state)), holders, home)) report(walk, law, index, at);
  }
}

function judgeMove(walk: Walk, from: Reached, to: Reached): void {
  for (const [index, subject] of walk.subjects.entries()) {
    const { kind, factsIn } = subject.elections;
    const [before, after] = [factsIn(ownState(subject, from.state)), factsIn(ownState(subject, to.state))];
    if (kind.stays && movedForNothing(before, from.holders[index] ?? "nobody", after, to.holders[index] ?? "nobody"))
      report(walk, "stays", index, to);
  }
}

/** Every choice of one from each list. */
const choices = <Value>(lists: readonly (readonly Value[])[]): readonly (readonly Value[])[] =>
  lists.reduce<readonly (readonly Value[])[]>((chosen, list) => chosen.flatMap((each) => list.map((value) => [...each, value])), [[]]);

/** Lets every VIP's election come to rest, and notes where that is new. */
function arrive(walk: Walk, { state, holders }: Start, event: number | null, before: Reached | null): void {
  const outcomes = walk.subjects.map((subject, index) => subject.elections.elect(ownState(subject, state), holders[index] ?? "nobody"));
  for (const [index, { endless }] of outcomes.entries()) if (endless) report(walk, "quiet", index, { state, holders, event, before });
  for (const settled of choices(outcomes.map((outcome) => outcome.settled))) {
    const at: Reached = { state, holders: settled, event, before };
    const key = `${state} ${settled.join()}`;
    if (before !== null) judgeMove(walk, before, at);
    if (walk.known.has(key)) continue;
    walk.known.set(key, at);
    walk.reached.push(at);
    judgeState(walk, at);
  }
}

/** After both machines started, the primary holds a VIP that is not to stay where it is. */
function judgeStart(walk: Walk): void {
  for (const at of walk.reached) {
    for (const [index, { elections }] of walk.subjects.entries())
      if (!elections.kind.stays && at.holders[index] !== "primary") report(walk, "primary-first", index, at);
  }
}

/** Follows every event from every state that is not followed yet. @returns how many there were */
function followEvents(walk: Walk, faults: readonly Fault[], followed: number): number {
  let transitions = 0;
  for (let next = followed; next < walk.reached.length; next += 1) {
    const from = walk.reached[next];
    if (from === undefined) break;
    for (const event of eventsIn(faults, from.state)) {
      arrive(walk, { state: flip(from.state, event), holders: from.holders }, event, from);
      transitions += 1;
    }
  }
  return transitions;
}

/**
 * Follows every event from both machines starting, then from each further start, until no state is new. Breadth first, so that the first way to
 * a state is a shortest. Laws are judged in every state at rest and on every event between two.
 */
export function explore(subjects: readonly Subject[], faults: readonly Fault[], starts: readonly Start[] = []): Exploration {
  const walk: Walk = { subjects, reached: [], known: new Map(), broken: new Map() };
  arrive(walk, { state: allWell, holders: subjects.map(() => "nobody") }, null, null);
  judgeStart(walk);
  const fromStart = followEvents(walk, faults, 0);
  const followed = walk.reached.length;
  for (const start of starts) arrive(walk, start, null, null);
  const further = followEvents(walk, faults, followed);
  return { reached: walk.reached, transitions: fromStart + further, broken: [...walk.broken.values()] };
}
