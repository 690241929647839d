import { describe, expect, it } from "vitest";
import { countBy, failed } from "./lab/attempts.js";
import type { Target } from "./lab/client.js";
import { pause } from "./lab/run.js";
import { renderExample } from "./support/examples.js";
import { FAILURES, onPrimary, predicted } from "./support/failures.js";
import { allHeldBy, useEdge } from "./support/use-edge.js";
import { measure, watch } from "./support/watch.js";

const VIP = "192.168.103.10";
const SHOP: Target = { address: VIP, port: 80, host: "shop.example.com" };

/** A primary that is well again would take the VIP within the check's three passes and one election; this is longer than both. */
const LONG_ENOUGH = 4000;

describe.each(["keep", "release"])("the on-prem example with preempt: false, whenAllUnhealthy: %s", (whenAllUnhealthy) => {
  const rendered = renderExample("on-prem", { "vips.0.failover": { preempt: false, whenAllUnhealthy } });
  const edge = useEdge(rendered);

  it("leaves the VIP with the backup when the primary is well again, and fails back when the backup fails", async () => {
    const { event, repair } = onPrimary(rendered, FAILURES.haproxyKilled);
    await event(edge());
    const [back = []] = await watch(edge(), [SHOP], async () => {
      await repair(edge());
      await pause(LONG_ENOUGH);
    });
    expect(edge().holders(VIP)).toEqual(["hapxy2"]);
    expect(failed(back)).toEqual([]);
    await edge().machine("hapxy2").killHaproxy();
    await allHeldBy(edge(), rendered, "hapxy1");
  });
});

describe("the on-prem example with preempt: { delay: 3s }", () => {
  const rendered = renderExample("on-prem", { "vips.0.failover": { preempt: { delay: "3s" } } });
  const edge = useEdge(rendered);
  const { event, repair, returned } = onPrimary(rendered, FAILURES.haproxyKilled);
  const bound = predicted(rendered, "haproxy-killed");

  it("delays the return and not the failover", async () => {
    let back = 0;
    const restore = async (): Promise<void> => {
      await repair(edge());
      const started = performance.now();
      await returned(edge());
      back = performance.now() - started;
    };
    const what = "preempt after 3 s, HAProxy killed";
    const { longest, late } = await measure(edge(), { what, targets: [SHOP], runs: 2, bound, event: () => event(edge()), restore });
    process.stdout.write(`preempt after 3 s: back after ${back.toFixed(0)} ms\n`);
    expect(longest).toBeLessThanOrEqual(bound);
    expect(late).toEqual([]);
    expect(back).toBeGreaterThan(2900);
  });
});

const NODES = [
  { name: "worker-1", address: "192.168.103.21", weight: 3 },
  { name: "worker-2", address: "192.168.103.22", weight: 2 },
  { name: "worker-3", address: "192.168.103.23" },
  { name: "worker-4", address: "192.168.103.24", weight: 5, state: "drain" },
  { name: "worker-5", address: "192.168.103.25", weight: 5, state: "disabled" },
];

describe("the on-prem example with weights 3, 2 and 1, a node that drains and one that is disabled", () => {
  const edge = useEdge(renderExample("on-prem", { "cluster.nodes": NODES }));

  it.each([
    { over: "HTTP", target: SHOP },
    { over: "HTTPS", target: { ...SHOP, port: 443, tls: true } },
  ])("spreads 300 requests over $over by weight", async ({ over, target }) => {
    const attempts = await edge().client.fetchMany(300, target);
    expect(failed(attempts)).toEqual([]);
    const counts = countBy(attempts, "node");
    process.stdout.write(`weights 3, 2, 1 over ${over}: ${[...counts].map(([node, count]) => `${node} ${count}`).join(", ")}\n`);
    expect([...counts.keys()].sort()).toEqual(["worker-1", "worker-2", "worker-3"]);
    // Within one round, which gives each node as many connections as its weight.
    for (const [node, share, round] of [
      ["worker-1", 150, 3],
      ["worker-2", 100, 2],
      ["worker-3", 50, 1],
    ] as const)
      expect(Math.abs((counts.get(node) ?? 0) - share)).toBeLessThanOrEqual(round);
  });
});
