import { afterEach, describe, expect, it } from "vitest";
import type { Target } from "./lab/client.js";
import { type Changes, renderExample } from "./support/examples.js";
import { FAILURES, type Failure, onPrimary, predicted } from "./support/failures.js";
import { allHeldBy, useEdge } from "./support/use-edge.js";
import { measure } from "./support/watch.js";

const SHOP: Target = { address: "192.168.103.10", port: 80, host: "shop.example.com" };
/** What `failover.max` and `failover.maxHung` promise, in milliseconds. */
const MAX = 500;
const MAX_HUNG = 4000;

interface Row {
  readonly failure: Failure;
  readonly runs: number;
  readonly max: number;
}
const ROWS: readonly Row[] = [
  { failure: FAILURES.haproxyKilled, runs: 10, max: MAX },
  { failure: FAILURES.linkCut, runs: 3, max: MAX },
  { failure: FAILURES.carrierLost, runs: 3, max: MAX },
  { failure: FAILURES.keepalivedStopped, runs: 2, max: MAX },
  { failure: FAILURES.machineLost, runs: 2, max: MAX },
  { failure: FAILURES.haproxyHung, runs: 1, max: MAX_HUNG },
];

const POLICIES: readonly { readonly policy: string; readonly changes: Changes; readonly whenBothAreDead: string }[] = [
  { policy: "keep", changes: {}, whenBothAreDead: "hapxy1" },
  { policy: "release", changes: { "vips.0.failover.whenAllUnhealthy": "release" }, whenBothAreDead: "" },
];

describe.each(POLICIES)("the on-prem example, whenAllUnhealthy: $policy", ({ policy, changes, whenBothAreDead }) => {
  const rendered = renderExample("on-prem", changes);
  const edge = useEdge(rendered);
  afterEach(() => allHeldBy(edge(), rendered, "hapxy1"));

  it.each(ROWS)("moves the VIP within its bound and back: $failure.what", async ({ failure, runs, max }) => {
    const bound = predicted(rendered, failure.row);
    const { event, repair, returned } = onPrimary(rendered, failure);
    const measured = await measure(edge(), {
      what: `${policy}, ${failure.what}`,
      targets: [SHOP],
      runs,
      bound,
      event: () => event(edge()),
      restore: async () => {
        await repair(edge());
        await returned(edge());
      },
    });
    expect(bound).toBeLessThanOrEqual(max);
    expect(measured.longest).toBeLessThanOrEqual(bound);
    expect(measured.late).toEqual([]);
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
