import { type Format, loadText } from "@edgewright/core";
import { edgeArbitrary, secretsFor } from "@edgewright/testing";
import { compile } from "edgewright";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { render } from "./edges.js";

// Invariant 1: same model, same bytes: on any machine, in any key order of the input.

const numRuns = 150;

/** A generator of fractions from a seed (a linear congruence), so that a failure can be run again. */
function fractions(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function shuffled<T>(entries: readonly T[], random: () => number): T[] {
  const keyed = entries.map((entry) => ({ entry, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ entry }) => entry);
}

/** The same value with the keys of every mapping in another order; lists keep theirs, which means something. */
function shuffleKeys(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) return value.map((each) => shuffleKeys(each, random));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]): [string, unknown] => [key, shuffleKeys(each, random)]);
  return Object.fromEntries(shuffled(entries, random));
}

function loaded(text: string, format: Format): unknown {
  const result = loadText(text, { file: `edge.${format}`, format });
  if (!result.ok) throw new Error(`not loaded: ${JSON.stringify(result.diagnostics)}\n${text}`);
  return result.value;
}

describe("same model, same bytes", () => {
  it("in any order of keys, at any time, from an object, YAML or JSON", () => {
    let files = 0;
    let bytes = 0;
    fc.assert(
      fc.property(edgeArbitrary(), fc.integer(), (document, seed) => {
        const expected = [...render(document).values()];
        const secrets = secretsFor(document);
        const again = (input: unknown) => {
          const result = compile(input, { secrets });
          expect(result.ok && result.files).toEqual(expected);
        };
        again(document);
        again(shuffleKeys(document, fractions(seed)));
        again(loaded(stringify(document), "yaml"));
        again(
          loaded(stringify(shuffleKeys(document, fractions(seed)), { defaultStringType: "QUOTE_DOUBLE", collectionStyle: "flow" }), "yaml"),
        );
        again(loaded(JSON.stringify(document), "json"));
        files += expected.length;
        bytes += expected.reduce((sum, file) => sum + file.text.length, 0);
      }),
      { numRuns },
    );
    console.log(`same bytes: ${numRuns} documents, each compiled 6 times, ${files} files, ${bytes} characters`);
  });

  it("and the files stand in the order of their paths, each path once", () => {
    fc.assert(
      fc.property(edgeArbitrary(), (document) => {
        const result = compile(document, { secrets: secretsFor(document) });
        const paths = result.ok ? result.files.map(({ path }) => path) : [];
        expect(paths).toEqual([...new Set(paths)].sort());
      }),
      { numRuns: 40 },
    );
  });
});
