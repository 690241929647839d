import type { Facts } from "./election.js";

/** What can be wrong with a pair. Machines, trackers and links are counted from 0; for one VIP alone machine 0 is its primary. */
export type Fault =
  | { readonly kind: "machine"; readonly machine: 0 | 1 }
  | { readonly kind: "tracker"; readonly machine: 0 | 1; readonly tracker: number }
  | { readonly kind: "link"; readonly link: number };

const machines = [0, 1] as const;

/** Everything that can be wrong: each machine lost, each tracker failing on each machine, each link cut. */
export const faultsOf = (trackers: number, links: number): readonly Fault[] => [
  ...machines.map((machine): Fault => ({ kind: "machine", machine })),
  ...machines.flatMap((machine) => Array.from({ length: trackers }, (_, tracker): Fault => ({ kind: "tracker", machine, tracker }))),
  ...Array.from({ length: links }, (_, link): Fault => ({ kind: "link", link })),
];

/** Where a fault stands in that list. */
export function faultIndex(fault: Fault, trackers: number): number {
  if (fault.kind === "machine") return fault.machine;
  return fault.kind === "tracker" ? 2 + fault.machine * trackers + fault.tracker : 2 + 2 * trackers + fault.link;
}

/** A state of a pair: bit i is set where fault i is there. 0 is all well. */
export type PairState = number;

export const allWell: PairState = 0;
export const isThere = (state: PairState, fault: number): boolean => (state & (1 << fault)) !== 0;
/** The state after one event: a fault comes, or goes. */
export const flip = (state: PairState, fault: number): PairState => state ^ (1 << fault);
export const stateCount = (faults: readonly Fault[]): number => 1 << faults.length;

/** A fault that can come or go, and the machine that must be up for it: nothing happens to HAProxy on a machine that is down. */
export interface PossibleEvent {
  readonly fault: number;
  readonly onMachine: 0 | 1 | null;
}

/** HAProxy's events are the first, so that of two stories of one length the one is told that a person meets. */
export function possibleEvents(faults: readonly Fault[]): readonly PossibleEvent[] {
  const events = faults.map((fault, index) => ({ fault: index, onMachine: fault.kind === "tracker" ? fault.machine : null }));
  return [...events.filter(({ onMachine }) => onMachine !== null), ...events.filter(({ onMachine }) => onMachine === null)];
}

export const canHappen = ({ onMachine }: PossibleEvent, state: PairState): boolean => onMachine === null || !isThere(state, onMachine);

/** A state of one VIP's own faults, as its election sees it. */
export function factsIn(faults: readonly Fault[], state: PairState): Facts {
  const passing = (machine: 0 | 1): readonly boolean[] =>
    faults.flatMap((fault, index) => (fault.kind === "tracker" && fault.machine === machine ? [!isThere(state, index)] : []));
  return {
    primary: { up: !isThere(state, 0), passing: passing(0) },
    backup: { up: !isThere(state, 1), passing: passing(1) },
    linked: !faults.some((fault, index) => fault.kind === "link" && isThere(state, index)),
  };
}
