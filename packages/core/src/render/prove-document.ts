import { type BudgetRow, failureNames, type PromisedRow, promisedBudget } from "../failover/budget.js";
import type { Law } from "../failover/laws.js";
import { type Counterexample, type PairProof, prove } from "../failover/prove.js";
import { type Risk, risksOf } from "../failover/risks.js";
import { type FailoverTimers, toleratedPause } from "../failover/timers.js";
import type { Plan, PlanVip } from "../resolve/plan.js";
import { resolve } from "../resolve/resolve.js";
import type { Secrets } from "../resolve/secrets.js";
import { provedVips } from "../rules/proved-vips.js";

/** A row of the budget with a person's words for the event. */
export interface ReportedRow extends PromisedRow {
  readonly name: (typeof failureNames)[BudgetRow["failure"]];
}

/** What is known of one VIP's failover: what was proved of it, how long each failure takes, and what nobody can promise. Times are milliseconds. */
export interface FailoverReport {
  readonly vip: string;
  readonly addresses: readonly string[];
  readonly primary: string;
  readonly backup: string;
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

function reportOf(vip: PlanVip, pair: PairProof, { raw }: Plan): FailoverReport {
  const { timers } = vip.failover;
  const routers = provedVips({ vips: [vip] });
  const rawLines = {
    global: raw.keepalived.global.length,
    own: raw.keepalived.instances.find(({ name }) => name === vip.name)?.lines.length ?? 0,
  };
  return {
    vip: vip.name,
    addresses: vip.addresses,
    primary: vip.primary.name,
    backup: vip.backup.name,
    proof: proofOf(vip, pair),
    timers,
    budget: promisedBudget(timers, vip.failover).map((row) => ({ ...row, name: failureNames[row.failure] })),
    toleratedPause: toleratedPause(timers),
    risks: risksOf(routers, timers, rawLines),
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
