import { type BudgetRow, failureNames, hungFailover, type PromisedRow, promisedBudget, worstFailover } from "../failover/budget.js";
import type { Law } from "../failover/laws.js";
import { type Counterexample, type PairProof, prove } from "../failover/prove.js";
import { type Risk, risksOf } from "../failover/risks.js";
import { defaultDetection } from "../failover/solve.js";
import { type FailoverTimers, toleratedPause } from "../failover/timers.js";
import type { Plan, PlanFailover, PlanVip } from "../resolve/plan.js";
import { resolve } from "../resolve/resolve.js";
import type { Secrets } from "../resolve/secrets.js";
import { provedVips } from "../rules/proved-vips.js";

/** A row of the budget with a person's words for the event. */
export interface ReportedRow extends PromisedRow {
  readonly name: (typeof failureNames)[BudgetRow["failure"]];
  /** Why a promise that the document leaves at its default gave way, so that the row has none; null everywhere else. */
  readonly gaveWay: string | null;
}

/** How many lines of `raw.keepalived` there are: for all VIPs, and for this one. */
export interface RawLines {
  readonly global: number;
  readonly own: number;
}

/** What is known of one VIP's failover: what was proved of it, how long each failure takes, and what nobody can promise. Times are milliseconds. */
export interface FailoverReport {
  readonly vip: string;
  readonly addresses: readonly string[];
  readonly primary: string;
  readonly backup: string;
  /** Lines that nobody here has read: the proof and the times cover nothing that they change. */
  readonly raw: RawLines;
  readonly proof: {
    /** Whether every law holds. */
    readonly holds: boolean;
    /** Combinations of faults and of who held the VIP before, over the virtual routers of the VIP: all there are. */
    readonly states: number;
    readonly transitions: number;
    readonly laws: readonly Law[];
    readonly counterexamples: readonly Counterexample[];
    /** All VIPs of the two machines at once. */
    readonly together: { readonly vips: readonly string[]; readonly states: number; readonly transitions: number };
  };
  readonly timers: FailoverTimers;
  readonly budget: readonly ReportedRow[];
  /** How long the machine that holds the VIP may stand still without losing it. */
  readonly toleratedPause: number;
  readonly risks: readonly Risk[];
}

const unique = <Value>(values: readonly Value[], keyOf: (value: Value) => string): readonly Value[] => [
  ...new Map(values.map((value) => [keyOf(value), value])).values(),
];

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

function proofOf(vip: PlanVip, { vips, together }: PairProof): FailoverReport["proof"] {
  const own = vips.filter((each) => each.vip === vip.name);
  const counterexamples = unique(
    own.flatMap((each) => each.counterexamples),
    ({ law }) => law,
  );
  const broken = new Set(counterexamples.map(({ law }) => law));
  return {
    holds: counterexamples.length === 0,
    states: sum(own.map(({ states }) => states)),
    transitions: sum(own.map(({ transitions }) => transitions)),
    laws: unique(
      own.flatMap((each) => each.laws),
      ({ id }) => id,
    ).filter(({ id }) => !broken.has(id)),
    counterexamples,
    together: { vips: unique(vips, (each) => each.vip).map((each) => each.vip), ...together },
  };
}

/** What made the election too slow for a default: `auth` alone does it to `max`. */
function slowedBy({ wish, timers }: PlanFailover): string {
  if (wish.authenticated) return "auth: VRRPv2 advertises each second";
  return `the advertisements that max or timers ask for, every ${Math.ceil(timers.advertisementInterval)} ms`;
}

/** The defaults that give way: exactly those that failover-within-budget lets pass (rules/). */
function givenWay({ wish, timers, max, maxIsSet, maxHung, maxHungIsSet }: PlanFailover): ReadonlySet<BudgetRow["promise"]> {
  const hung = hungFailover(timers);
  return new Set([
    ...(wish.authenticated && !maxIsSet && worstFailover(timers).total > max ? (["max"] as const) : []),
    ...(!maxHungIsSet && hung.detection <= defaultDetection && hung.total > maxHung ? (["maxHung"] as const) : []),
  ]);
}

function budgetOf({ failover }: PlanVip): readonly ReportedRow[] {
  const gone = givenWay(failover);
  return promisedBudget(failover.timers, failover).map((row) => {
    const named = { ...row, name: failureNames[row.failure], gaveWay: null };
    if (row.promise === null || !gone.has(row.promise)) return named;
    return { ...named, promise: null, promised: null, margin: null, gaveWay: slowedBy(failover) };
  });
}

function reportOf(vip: PlanVip, pair: PairProof, { raw }: Plan): FailoverReport {
  const { timers } = vip.failover;
  return {
    vip: vip.name,
    addresses: vip.addresses,
    primary: vip.primary.name,
    backup: vip.backup.name,
    raw: {
      global: raw.keepalived.global.length,
      own: raw.keepalived.instances.find(({ name }) => name === vip.name)?.lines.length ?? 0,
    },
    proof: proofOf(vip, pair),
    timers,
    budget: budgetOf(vip),
    toleratedPause: toleratedPause(timers),
    risks: risksOf(provedVips({ vips: [vip] }), timers),
  };
}

/** The failover reports of a plan: one for each VIP, in the document's order. */
export function failoverReports(plan: Plan): readonly FailoverReport[] {
  const pairs = prove(provedVips(plan));
  return plan.vips.flatMap((vip) => {
    const pair = pairs.find(({ vips }) => vips.some((each) => each.vip === vip.name));
    return pair === undefined ? [] : [reportOf(vip, pair, plan)];
  });
}

/**
 * Proves a document's failover: pure; never throws on bad input. It does not check the document, which compile does: VIPs that the document gets
 * wrong are missing.
 */
export function proveDocument(input: unknown, options: { readonly secrets?: Secrets } = {}): readonly FailoverReport[] {
  const { plan } = resolve(input, { secrets: options.secrets ?? {}, explain: () => null });
  return plan === null ? [] : failoverReports(plan);
}
