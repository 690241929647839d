import type { Holders, Role } from "./election.js";
import { holderOf, type Reached } from "./explore.js";
import { allWell, type Fault, isThere, type PairState } from "./scenarios.js";

/** One event, and who holds the VIP once it has come to rest. */
export interface StoryStep {
  readonly event: string;
  /** Names of machines. */
  readonly holders: readonly string[];
}

/** What stands for the numbers of a proof. */
export interface PairNames {
  readonly machines: readonly [string, string];
  readonly trackers: readonly string[];
  readonly links: readonly string[];
}

/** The trackers that keepalived is told of: the process, and the check that HAProxy answers. */
const trackerEvents: Readonly<Record<string, readonly [comes: string, goes: string]>> = {
  haproxy: ["'s HAProxy dies", "'s HAProxy lives again"],
  haproxy_answers: ["'s HAProxy stops answering", "'s HAProxy answers again"],
};

function describeEvent(fault: Fault, comes: boolean, { machines, trackers, links }: PairNames): string {
  if (fault.kind === "machine") return comes ? `${machines[fault.machine]} is lost` : `${machines[fault.machine]} is back`;
  if (fault.kind === "link") {
    const link = `the link between ${machines[0]} and ${machines[1]} (${links[fault.link]})`;
    return comes ? `${link} is cut` : `${link} is healed`;
  }
  const tracker = trackers[fault.tracker] ?? "";
  const known = Object.hasOwn(trackerEvents, tracker) ? trackerEvents[tracker] : undefined;
  const [fails, passes] = known ?? [`'s tracker ${tracker} fails`, `'s tracker ${tracker} passes again`];
  return `${machines[fault.machine]}${comes ? fails : passes}`;
}

/** Faults that are there at once, for a start that is not "all is well". */
const describeState = (faults: readonly Fault[], state: PairState, names: PairNames): string =>
  faults.flatMap((fault, index) => (isThere(state, index) ? [describeEvent(fault, true, names)] : [])).join(", ");

/** The machines that hold a VIP, by name. */
export function namesOf(holders: Holders, machineOf: Readonly<Record<Role, string>>): readonly string[] {
  if (holders === "nobody") return [];
  return holders === "both" ? [machineOf.primary, machineOf.backup] : [machineOf[holders]];
}

/** Every state at rest on the way, from the start on. */
const wayTo = (at: Reached): readonly Reached[] => (at.before === null ? [at] : [...wayTo(at.before), at]);

/** The one of that number. */
const faultOf = (event: number, faults: readonly Fault[]): readonly Fault[] => faults.slice(event, event + 1);

function describeStep({ event, state }: Reached, faults: readonly Fault[], names: PairNames): string {
  if (event === null) return state === allWell ? "both machines start, all is well" : describeState(faults, state, names);
  return faultOf(event, faults)
    .map((fault) => describeEvent(fault, isThere(state, event), names))
    .join();
}

/** The story of one subject of an exploration, from the start to a state. */
export const storyOf = (
  at: Reached,
  subject: number,
  faults: readonly Fault[],
  names: PairNames,
  machineOf: Readonly<Record<Role, string>>,
): readonly StoryStep[] =>
  wayTo(at).map((each) => ({
    event: describeStep(each, faults, names),
    holders: namesOf(holderOf(each.holders, subject), machineOf),
  }));

/** The same as faults that come, and those of them that go again. */
export const eventsTo = (at: Reached, faults: readonly Fault[]): readonly Fault[] =>
  wayTo(at).flatMap(({ event }) => (event === null ? [] : faultOf(event, faults)));

const joined = (names: readonly string[]): string => names.join(" and ");

/** A story's steps, each as a person says it: `hapxy1's HAProxy dies: hapxy1 still holds it`. */
export function tellStory(story: readonly StoryStep[]): readonly string[] {
  return story.map(({ event, holders }, index) => {
    const before = story[index - 1];
    const still = before !== undefined && joined(before.holders) === joined(holders) ? " still" : "";
    if (holders.length === 0) return `${event}: ${still === "" ? "" : "still "}nobody holds it`;
    return `${event}: ${joined(holders)}${still} ${holders.length > 1 ? "hold" : "holds"} it`;
  });
}
