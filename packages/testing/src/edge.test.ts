import { compile } from "@edgewright/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { edgeArbitrary } from "./edge.js";
import { secretsFor } from "./secrets.js";

// Whether the renderers and the daemons take the documents too is asked in test/, where the renderers are.

describe("generated documents", () => {
  it("break no rule of core", () => {
    fc.assert(
      fc.property(edgeArbitrary(), (document) => {
        expect(compile(document, { secrets: secretsFor(document) })).toMatchObject({ ok: true });
      }),
      { numRuns: 100 },
    );
  });

  it("are the same for the same seed", () => {
    const [one, other] = [1, 1].map((seed) => fc.sample(edgeArbitrary(), { numRuns: 5, seed }));
    expect(one).toEqual(other);
  });
});

describe("secretsFor", () => {
  const passwords = fc
    .sample(edgeArbitrary({ families: "ipv4", maxVips: 6 }), { numRuns: 80, seed: 3 })
    .map((document) => ({ document, secrets: secretsFor(document) }));

  it("gives each secret that a document names, and none besides", () => {
    const named = new Set<string>();
    for (const { document, secrets } of passwords) {
      const text = JSON.stringify(document);
      for (const name of Object.keys(secrets)) {
        expect(text).toContain(`"${name}"`);
        named.add(name.replace(/\d+$/, ""));
      }
    }
    expect([...named].sort()).toEqual(["/run/secrets/stats", "/run/secrets/vrrp-", "STATS_PASSWORD", "VRRP_"]);
  });

  it("gives VRRP passwords of eight bytes that are all different", () => {
    for (const { secrets } of passwords) {
      const values = Object.entries(secrets).flatMap(([name, value]) => (/vrrp/i.test(name) ? [value] : []));
      expect(new Set(values).size).toBe(values.length);
      expect(values.filter((value) => !/^[a-z0-9-]{8}$/.test(value))).toEqual([]);
    }
  });
});
