import { explainRequest, formatWay, loadText, parseRequest, placeWay, planOf, type Way } from "@edgewright/core";
import { edgeArbitrary, secretsFor } from "@edgewright/testing";
import { compile, type EdgeInput, type Plan } from "edgewright";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";

// explain against the compiler's own output: every line that a step names must be there, whatever the document.

const numRuns = 120;

interface Told {
  readonly document: EdgeInput;
  readonly plan: Plan;
  readonly places: Parameters<typeof formatWay>[1];
}

function tell(document: EdgeInput): Told {
  const text = stringify(document);
  const loaded = loadText(text, { file: "edge.yaml", format: "yaml" });
  const secrets = secretsFor(document);
  const result = compile(document, { secrets });
  const plan = planOf(document, secrets);
  if (!loaded.ok || !result.ok || plan === null) throw new Error(`not compiled: ${JSON.stringify(result.diagnostics)}`);
  return { document, plan, places: { source: loaded.source, files: result.files } };
}

/** A URL for every path of every route, over both schemes, and one for every stream. */
function urlsOf({ plan }: Told): readonly string[] {
  const routes = plan.routes.flatMap(({ host, paths }) =>
    paths.flatMap(({ path }) => ["http", "https"].map((scheme) => `${scheme}://${host.replace("*", "any")}${encodeURI(path)}`)),
  );
  const authority = (address: string): string => (address.includes(":") ? `[${address}]` : address);
  const streams = plan.streams.flatMap(({ vip, port }) => vip.addresses.map((address) => `tcp://${authority(address)}:${port}`));
  return [...routes, ...streams];
}

function wayOf(plan: Plan, url: string, down: readonly string[] = []): Way {
  const parsed = parseRequest(url);
  if (!parsed.ok) throw new Error(`${url}: ${parsed.message}`);
  return explainRequest(plan, parsed.request, { down });
}

describe("the way of a request to a generated edge", () => {
  it("names a line of the document and of the output for every step that has one", () => {
    fc.assert(
      fc.property(edgeArbitrary(), (document) => {
        const told = tell(document);
        for (const url of urlsOf(told)) {
          const { steps } = placeWay(wayOf(told.plan, url), told.places);
          for (const { kind, path, source, output } of steps) {
            expect({ url, kind, known: path === null || source !== null }).toEqual({ url, kind, known: true });
            expect({ url, kind, output, found: output === null || output.line !== null }).toMatchObject({ url, kind, found: true });
          }
        }
      }),
      { numRuns },
    );
  }, 120_000);

  it("is the same in any order of the routes", () => {
    fc.assert(
      fc.property(edgeArbitrary(), (document) => {
        const told = tell(document);
        const reversed = { ...told.plan, routes: told.plan.routes.toReversed() };
        for (const url of urlsOf(told)) expect(wayOf(reversed, url).answer).toEqual(wayOf(told.plan, url).answer);
      }),
      { numRuns },
    );
  }, 120_000);

  it("ends with an answer, or says what the client sees; never with both", () => {
    fc.assert(
      fc.property(edgeArbitrary(), fc.infiniteStream(fc.boolean()), (document, dice) => {
        const told = tell(document);
        const down = [...told.plan.machines, ...told.plan.nodes].map(({ name }) => name).filter(() => dice.next().value === true);
        for (const url of urlsOf(told)) {
          const way = wayOf(told.plan, url, down);
          const last = way.steps.at(-1)?.kind;
          expect({ url, last }).toEqual({ url, last: way.answer === null ? "end" : "client" });
          expect(way.answer !== null && way.nearly.length > 0).toBe(false);
          expect(way.holder !== null && down.includes(way.holder)).toBe(false);
          expect(formatWay(way, told.places)).toMatch(/\n(not )?served[ :]/);
        }
      }),
      { numRuns },
    );
  }, 120_000);
});
