import { edgeArbitrary, secretsFor } from "@edgewright/testing";
import { compile, proveDocument } from "edgewright";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pairVipsOf } from "./edges.js";

// Invariant 5, before any file is there: a document that keeps every other rule has a proof that holds.

describe("a document that keeps every rule", () => {
  it("has a proof for each VIP, and it holds", () => {
    let [vips, states] = [0, 0];
    fc.assert(
      fc.property(edgeArbitrary({ maxRoutes: 1, maxStreams: 1 }), (document) => {
        const reports = proveDocument(document, { secrets: secretsFor(document) });
        expect(reports.map(({ vip }) => vip)).toEqual(pairVipsOf(document).map(({ name }) => name));
        for (const { proof, risks } of reports) {
          expect(proof.counterexamples).toEqual([]);
          expect(proof.holds).toBe(true);
          expect(risks.length).toBeGreaterThanOrEqual(4);
          vips += 1;
          states += proof.states;
        }
      }),
      { numRuns: 300 },
    );
    console.log(`failover-proof: 300 documents, ${vips} VIPs, ${states} states`);
  });
});

describe("timers that were set by hand", () => {
  const priority = fc.oneof(fc.integer({ min: 1, max: 254 }), fc.integer({ min: 98, max: 104 }));
  const failover = fc.record({
    preempt: fc.boolean(),
    whenAllUnhealthy: fc.constantFrom("keep" as const, "release" as const),
    max: fc.constant("10s"),
    maxHung: fc.constant("1m"),
    timers: fc.record(
      {
        priorities: fc.record({ primary: priority, backup: priority }),
        weight: fc.oneof(fc.constant(0), fc.integer({ min: -6, max: 6 }), fc.integer({ min: -253, max: 253 })),
      },
      { requiredKeys: [] },
    ),
  });
  const balancer = (last: number) => ({ name: `hapxy${last}`, address: `192.168.103.1${last}/24`, interface: "ens160" });

  it("fail their proof only where another rule says so too, and then with a story", () => {
    const counts = { fine: 0, refused: 0 };
    fc.assert(
      fc.property(failover, (each) => {
        const { diagnostics } = compile({
          apiVersion: "edgewright/v1",
          name: "by-hand",
          cluster: { nodes: [1, 2].map((last) => ({ name: `worker-${last}`, address: `192.168.103.2${last}` })) },
          loadBalancers: [balancer(1), balancer(2)],
          vips: [{ name: "public", address: "192.168.103.10", virtualRouterId: 51, primary: "hapxy1", backup: "hapxy2", failover: each }],
        });
        const errors = diagnostics.filter(({ severity }) => severity === "error");
        const failed = errors.filter(({ code }) => code === "failover-proved");
        for (const { related } of failed) expect(related[0]?.message).toMatch(/^both machines start, all is well: hapxy[12] holds it$/);
        if (errors.length === failed.length) expect(failed.map(({ message }) => message)).toEqual([]);
        counts[errors.length === 0 ? "fine" : "refused"] += 1;
      }),
      { numRuns: 1000 },
    );
    expect(counts.fine).toBeGreaterThan(50);
    expect(counts.refused).toBeGreaterThan(50);
  });
});
