/** The two machines of a pair, as one VIP calls them. */
export type Role = "primary" | "backup";
export const roles = ["primary", "backup"] as const satisfies readonly Role[];
export const otherRole: Readonly<Record<Role, Role>> = { primary: "backup", backup: "primary" };

/** Which machines hold a VIP, that is, are master of its virtual router. */
export type Holders = "nobody" | Role | "both";
export const allHolders = ["nobody", "primary", "backup", "both"] as const satisfies readonly Holders[];

/** One machine's half of a virtual router, as its keepalived.conf has it. */
export interface RouterMember {
  /** The base priority, 1 to 254; 255 is the address owner, whom no weight touches. */
  readonly priority: number;
  readonly noPreempt: boolean;
}

/** One virtual router on its pair. */
export interface VirtualRouter {
  readonly primary: RouterMember;
  readonly backup: RouterMember;
  /** The weight of each tracker, the same on both machines. A failing one of weight 0 is a fault. */
  readonly weights: readonly number[];
  /** Whether the primary advertises from the higher address, which wins between two masters of equal priority. */
  readonly primaryAddressIsHigher: boolean;
}

/** What is the matter with one machine: whether it and its keepalived run, and which trackers pass, in the order of the weights. */
export interface Condition {
  readonly up: boolean;
  readonly passing: readonly boolean[];
}

export interface Facts {
  readonly primary: Condition;
  readonly backup: Condition;
  /** Whether each hears the other. */
  readonly linked: boolean;
}

const ownerPriority = 255;

/**
 * What a machine advertises: its base priority and the weights that count, cut off at 1 and 254 (keepalived.conf(5), `weight`; keepalived's
 * vrrp_set_effective_priority). Null where it takes no part: it is down, or a failing tracker of weight 0 has it in FAULT.
 */
export function effectivePriority(member: RouterMember, weights: readonly number[], condition: Condition): number | null {
  const failing = (index: number): boolean => condition.passing[index] === false;
  if (!condition.up || weights.some((weight, index) => weight === 0 && failing(index))) return null;
  if (member.priority === ownerPriority) return ownerPriority;
  const earned = weights.map((weight, index) => (failing(index) ? Math.min(0, weight) : Math.max(0, weight)));
  const sum = earned.reduce((total, weight) => total + weight, member.priority);
  return Math.min(ownerPriority - 1, Math.max(1, sum));
}

export const holds = (holders: Holders, role: Role): boolean => holders === role || holders === "both";

/** Of one that does not hold it yet. */
const gain = (holders: Holders, role: Role): Holders => (holders === "nobody" ? role : "both");

/** Of one that holds it. */
const lose = (holders: Holders, role: Role): Holders => (holders === "both" ? otherRole[role] : "nobody");

/** What the election looks at: both effective priorities, and who hears whom. */
interface Contest {
  readonly router: VirtualRouter;
  readonly priorities: Readonly<Record<Role, number | null>>;
  readonly linked: boolean;
}

/** Who steps down of two masters that hear each other: the lower priority, and on a tie the lower address (RFC 9568 section 6.4.3). */
function loserOf({ router, priorities }: Contest): Role {
  const difference = (priorities.primary ?? 0) - (priorities.backup ?? 0);
  if (difference === 0) return router.primaryAddressIsHigher ? "backup" : "primary";
  return difference > 0 ? "backup" : "primary";
}

/**
 * Whether a backup becomes master. One that hears no master does, after the master-down time. One that hears a lower priority than its own
 * does the same by taking no notice of it, unless `nopreempt` makes it accept any master (RFC 9568 section 6.4.2).
 */
function takesOver({ router, priorities, linked }: Contest, holders: Holders, role: Role): boolean {
  const [own, others] = [priorities[role], priorities[otherRole[role]]];
  if (own === null || holds(holders, role)) return false;
  if (!linked || !holds(holders, otherRole[role])) return true;
  return !router[role].noPreempt && own > (others ?? 0);
}

function movesOf(contest: Contest, holders: Holders): readonly Holders[] {
  const released = roles.filter((role) => holds(holders, role) && contest.priorities[role] === null);
  // A machine that is down or in FAULT holds nothing, whatever the other one does.
  if (released.length > 0) return released.map((role) => lose(holders, role));
  const taken = roles.filter((role) => takesOver(contest, holders, role)).map((role) => gain(holders, role));
  return holders === "both" && contest.linked ? [lose(holders, loserOf(contest))] : taken;
}

/** What comes of one situation when nothing more happens. */
export interface Outcome {
  /** Where it may come to rest: one for nearly all; two where neither is master yet and whoever is first stays. */
  readonly settled: readonly Holders[];
  /** Whether the VIP can move for ever without an event. */
  readonly endless: boolean;
}

/** Follows every move there is: where none is left it has come to rest; back at what led here it never will. */
export function follow<State>(
  start: State,
  moves: (state: State) => readonly State[],
): { readonly settled: readonly State[]; readonly endless: boolean } {
  const settled = new Set<State>();
  let endless = false;
  const visit = (state: State, before: readonly State[]): void => {
    if (before.includes(state)) {
      endless = true;
      return;
    }
    const next = moves(state);
    if (next.length === 0) settled.add(state);
    for (const each of next) visit(each, [...before, state]);
  };
  visit(start, []);
  return { settled: [...settled], endless };
}

/** The election of one VIP: who holds it at last, from whoever held it before. Time is not in it: that is the budget's. */
export function elect(router: VirtualRouter, facts: Facts, before: Holders): Outcome {
  const priorities = {
    primary: effectivePriority(router.primary, router.weights, facts.primary),
    backup: effectivePriority(router.backup, router.weights, facts.backup),
  };
  return follow(before, (holders) => movesOf({ router, priorities, linked: facts.linked }, holders));
}
