import { edgeArbitrary, secretsFor } from "@edgewright/testing";
import { compile } from "edgewright";
import * as fc from "fast-check";
import { expect, it } from "vitest";
it("valid", () => {
  const codes = new Map<string, number>();
  const t = Date.now(); let gen = 0;
  fc.assert(fc.property(edgeArbitrary(), (doc) => {
    gen++;
    const r = compile(doc, { secrets: secretsFor(doc) });
    for (const d of r.diagnostics) codes.set(`${d.severity} ${d.code}`, (codes.get(`${d.severity} ${d.code}`) ?? 0) + 1);
    expect(r.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
  }), { numRuns: 1000 });
  console.log(gen, Date.now() - t, codes);
});
