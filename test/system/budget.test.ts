import { writeFileSync } from "node:fs";
import { type BudgetRow, failoverBudget } from "edgewright";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { Target } from "./lab/client.js";
import { budgetPage, type MeasuredRow, table } from "./support/budget-page.js";
import { type Changes, renderExample } from "./support/examples.js";
import { FAILURES, type Failure, killKeepalived, onPrimary, predicted } from "./support/failures.js";
import { phase, type Timer } from "./support/phases.js";
import { allHeldBy, useEdge } from "./support/use-edge.js";
import { measure, print } from "./support/watch.js";

const SHOP: Target = { address: "192.168.103.10", port: 80, host: "shop.example.com" };
const RUNS = 5;
const MAX = 500;
const MAX_HUNG = 4000;

/** What the tests have measured so far, in their order. */
const measuredRows: MeasuredRow[] = [];

afterAll(() => {
  print("the budget, predicted and measured", `\n${table(measuredRows)}`);
  const page = process.env["EDGEWRIGHT_BUDGET_PAGE"];
  if (page !== undefined) writeFileSync(page, budgetPage(measuredRows));
});

/** An upper bound that is true, and near: what was measured is the largest of runs staged at different phases of the timers. */
const judge = (policy: string, what: string, row: BudgetRow, measured: number): void => {
  measuredRows.push({ policy, what, row, measured });
  expect(measured).toBeLessThanOrEqual(row.total);
  expect(row.total).toBeLessThanOrEqual(3 * measured + 100);
};

const FAST: readonly Failure[] = [FAILURES.haproxyKilled, FAILURES.linkCut, FAILURES.carrierLost, FAILURES.keepalivedStopped];
const POLICIES: readonly {
  readonly policy: string;
  readonly changes: Changes;
  readonly failures: readonly Failure[];
  readonly whenBothAreDead: string;
}[] = [
  { policy: "keep", changes: {}, failures: [...FAST, FAILURES.machineLost, FAILURES.haproxyHung], whenBothAreDead: "hapxy1" },
  { policy: "release", changes: { "vips.0.failover.whenAllUnhealthy": "release" }, failures: FAST, whenBothAreDead: "" },
];

describe.each(POLICIES)("the on-prem example, whenAllUnhealthy: $policy", ({ policy, changes, failures, whenBothAreDead }) => {
  const rendered = renderExample("on-prem", changes);
  const [vip] = rendered.plan.vips;
  if (vip === undefined) throw new Error("the example has no VIP");
  const { timers } = vip.failover;
  const rowOf = (failure: BudgetRow["failure"]): BudgetRow =>
    failoverBudget(timers).find((row) => row.failure === failure) ?? expect.fail(`the budget has no ${failure}`);
  const edge = useEdge(rendered);
  const home = async (): Promise<void> => {
    await allHeldBy(edge(), rendered, "hapxy1");
    taken = performance.now();
  };
  afterEach(home);

  // A master advertises as soon as it is one, and then at each interval. Checks go on from keepalived's start: any fixed moment will do.
  let taken = performance.now();
  const advertisement: Timer = { interval: timers.advertisementInterval, seen: () => taken };
  const check: Timer = { interval: timers.checkInterval, seen: () => 0 };
  const staged = (timer: Timer) => (run: number) => phase(timer, run, RUNS);

  it.each(failures)("$what: the budget is a true bound and a near one", async (failure) => {
    const bound = predicted(rendered, failure.row);
    const { event, repair } = onPrimary(rendered, failure);
    const isHung = failure.row === "haproxy-hung";
    const measured = await measure(edge(), {
      what: `${policy}, ${failure.what}`,
      targets: [SHOP],
      runs: RUNS,
      bound,
      ...(failure.back === undefined ? {} : { restoreBound: rowOf(failure.back).total }),
      moment: staged(isHung ? check : advertisement),
      event: () => event(edge()),
      restore: async () => {
        await repair(edge());
        await home();
      },
    });
    expect(bound).toBeLessThanOrEqual(isHung ? MAX_HUNG : MAX);
    expect(measured.late).toEqual([]);
    judge(policy, failure.what, rowOf(failure.row), measured.longest);
    if (failure.back !== undefined) judge(policy, backFrom(failure), rowOf(failure.back), Math.max(...measured.restores));
  });

  it("keepalived killed: its address stays until the restart, and requests are answered again within the bound", async () => {
    const row = rowOf("keepalived-killed");
    const measured = await measure(edge(), {
      what: `${policy}, keepalived killed`,
      targets: [SHOP],
      runs: RUNS,
      bound: row.total,
      eventBound: row.total,
      moment: staged(advertisement),
      event: () => killKeepalived(edge(), rendered),
      restore: home,
    });
    judge(policy, "keepalived killed", row, Math.max(measured.longest, ...measured.events));
  });

  it("does what it says when HAProxy is dead on both machines, and recovers with either", async () => {
    const [primary, backup] = [edge().machine("hapxy1"), edge().machine("hapxy2")];
    await primary.killHaproxy();
    await allHeldBy(edge(), rendered, "hapxy2");
    await backup.killHaproxy();
    await allHeldBy(edge(), rendered, whenBothAreDead);
    await backup.startHaproxy();
    await allHeldBy(edge(), rendered, "hapxy2");
    expect(await edge().client.fetch(SHOP)).toMatchObject({ outcome: "answered" });
    await primary.startHaproxy();
  });
});

const backFrom = ({ row }: Failure): string => (row === "haproxy-hung" ? "HAProxy answers again" : "link healed");
