import { type Condition, type Facts, type Holders, holds, type Role, roles, type VirtualRouter } from "./election.js";

/** What a VIP's election rests on, without names: VIPs of the same kind have the same proof. */
export interface VipKind {
  readonly router: VirtualRouter;
  /** `preempt: false`: the VIP stays where it is. */
  readonly stays: boolean;
  readonly whenAllUnhealthy: "keep" | "release";
}

export const lawIds = ["one-holder", "healthy-wins", "all-unhealthy", "primary-first", "stays", "comes-back", "quiet"] as const;
export type LawId = (typeof lawIds)[number];

/** A law of failover.md, as a sentence about one VIP. */
export interface Law {
  readonly id: LawId;
  readonly sentence: string;
}

const sentences: Readonly<Record<LawId, string>> = {
  "one-holder": "where a machine is well, exactly one machine holds the VIP (on each side of a cut link: one)",
  "healthy-wins": "a machine that is well holds the VIP before one that is not, in whatever order things happened",
  "all-unhealthy": "",
  "primary-first": "when both machines start and all is well, the primary holds the VIP",
  stays: "the VIP stays where it is while that machine is well (preempt: false)",
  "comes-back": "",
  quiet: "without an event the VIP does not move",
};

function sentenceOf(id: LawId, { stays, whenAllUnhealthy }: VipKind): string {
  if (id === "all-unhealthy")
    return whenAllUnhealthy === "keep"
      ? "where no machine is well, exactly one of those that are up holds the VIP all the same (whenAllUnhealthy: keep)"
      : "where no machine is well, nobody holds the VIP (whenAllUnhealthy: release)";
  if (id === "comes-back")
    return stays
      ? "from every state, when all is well again, exactly one machine holds the VIP"
      : "from every state, when all is well again, the VIP is where it was at first";
  return sentences[id];
}

const breaches: Readonly<Record<LawId, string>> = {
  "one-holder": "a machine is well, and not exactly one holds it",
  "healthy-wins": "it stays on a machine that is not well, while the other one is",
  "all-unhealthy": "",
  "primary-first": "when both machines start it is not the primary that holds it",
  stays: "it leaves a machine that is well, though preempt is false",
  "comes-back": "when all is well again it is not where it was at first",
  quiet: "it moves for ever without an event",
};

/** What is wrong where a law is broken, said of the VIP. */
export function breachOf(id: LawId, { whenAllUnhealthy }: VipKind): string {
  if (id !== "all-unhealthy") return breaches[id];
  return whenAllUnhealthy === "keep"
    ? "with HAProxy failing on every machine nobody holds it, though whenAllUnhealthy is keep"
    : "with HAProxy failing on every machine it is held all the same, though whenAllUnhealthy is release";
}

/** The laws that one VIP is proved by, in the order in which they are told. */
export const lawsOf = (kind: VipKind): readonly Law[] =>
  lawIds.filter((id) => id !== (kind.stays ? "primary-first" : "stays")).map((id) => ({ id, sentence: sentenceOf(id, kind) }));

/** A machine is well when it runs and every tracker passes. */
export const isWell = ({ up, passing }: Condition): boolean => up && passing.every((each) => each);

/** The machines that hear each other: one side, or two of a cut link. A machine that is down is on neither. */
const sidesOf = (facts: Facts): readonly (readonly Role[])[] => {
  const up = roles.filter((role) => facts[role].up);
  return facts.linked ? [up] : up.map((role) => [role]);
};

/** The laws that a state at rest breaks. `home` is where the VIP may be after both machines started. */
export function lawsBroken(kind: VipKind, facts: Facts, holders: Holders, home: readonly Holders[]): readonly LawId[] {
  const broken = new Set<LawId>();
  for (const side of sidesOf(facts)) {
    const holding = side.filter((role) => holds(holders, role));
    const well = side.filter((role) => isWell(facts[role]));
    if (well.length > 0) {
      if (holding.length !== 1) broken.add("one-holder");
      else if (!well.some((role) => holding.includes(role))) broken.add("healthy-wins");
    } else if (side.length > 0 && holding.length !== (kind.whenAllUnhealthy === "keep" ? 1 : 0)) broken.add("all-unhealthy");
  }
  const allIsWell = facts.linked && roles.every((role) => isWell(facts[role]));
  if (allIsWell && !(kind.stays ? holders === "primary" || holders === "backup" : home.includes(holders))) broken.add("comes-back");
  return lawIds.filter((id) => broken.has(id));
}

/** Whether `preempt: false` is broken between two states at rest: the holder was well, and is, and heard the other one all the time. */
export const movedForNothing = (before: Facts, from: Holders, after: Facts, to: Holders): boolean =>
  (from === "primary" || from === "backup") && to !== from && before.linked && after.linked && isWell(before[from]) && isWell(after[from]);
