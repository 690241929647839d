import { type EdgeInput, loadText } from "@edgewright/core";
import { edgeArbitrary, secretsFor } from "@edgewright/testing";
import { compile } from "edgewright";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { first } from "./full-documents.js";
import { hostileStrings } from "./hostile.js";

// Invariant 7: a document with errors yields diagnostics and no file; a document without errors yields files and no exception.

const numRuns = 1000;

type Path = readonly (string | number)[];

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Every place below the root. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((each, index) => [index, each])
    : isMapping(value)
      ? Object.entries(value)
      : [];
  return entries.flatMap(([key, each]) => [[...path, key], ...pathsOf(each, [...path, key])]);
}

const isScalarAt = (value: unknown, path: Path): boolean =>
  typeof path.reduce<unknown>((each, key) => (typeof each === "object" && each !== null ? Reflect.get(each, key) : undefined), value) !==
  "object";

/** What becomes of an entry: other entries in its place, by key or position. */
type Edit = (key: string | number, value: unknown) => readonly (readonly [string | number, unknown])[];

function edited(value: unknown, [head, ...rest]: Path, edit: Edit): unknown {
  if (head === undefined) return value;
  const change = (key: string | number, each: unknown) =>
    rest.length === 0 ? edit(key, each) : [[key, edited(each, rest, edit)] as const];
  if (Array.isArray(value))
    return value.flatMap((each, index) => (index === head ? change(index, each).map(([, changed]) => changed) : [each]));
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, each]) => (key === head ? change(key, each) : [[key, each] as const])));
}

/** Values of every type, for a place that wants another. */
const strangers: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e300,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  "",
  "x",
  "60",
  [],
  {},
  [[]],
  [null],
  { x: {} },
  undefined,
  10n,
  Symbol("x"),
  () => 1,
  new Date(0),
  new Map([["a", 1]]),
];

const hostile = fc.constantFrom(...Object.values(hostileStrings));

const replace =
  (change: (value: unknown) => unknown): Edit =>
  (key, value) => [[key, change(value)]];

const edits: Readonly<Record<string, fc.Arbitrary<Edit>>> = {
  nothing: fc.constant<Edit>(() => []),
  "another type": fc.constantFrom(...strangers).map((stranger) => replace(() => stranger)),
  twice: fc.constant<Edit>((key, value) => [
    [key, value],
    [`${key}2`, value],
  ]),
  "another name": fc.constant(replace((value) => (typeof value === "string" ? `${value}x` : value))),
  "another number": fc.constant(replace((value) => (typeof value === "number" ? value * 2 + 1 : value))),
  "another key": fc.constant<Edit>((key, value) => [[`${key}x`, value]]),
  "a hostile value": hostile.map((text) => replace(() => text)),
  "a hostile end": hostile.map((text) => replace((value) => (typeof value === "string" ? `${value}${text}` : text))),
  "a hostile key": hostile.map(
    (text): Edit =>
      (_key, value) => [[text, value]],
  ),
  "one deeper": fc.constant<Edit>((key, value) => [[key, { [key]: value }]]),
  "in a list": fc.constant(replace((value) => [value])),
};

const mutation: fc.Arbitrary<Edit> = fc.oneof(...Object.values(edits));

const mutations = fc.array(fc.record({ place: fc.nat(), mutation }), { minLength: 1, maxLength: 3 });
type Mutations = typeof mutations extends fc.Arbitrary<infer T> ? T : never;

function mutated(document: EdgeInput, list: Mutations): unknown {
  return list.reduce<unknown>((each, { place, mutation: edit }) => {
    const paths = pathsOf(each);
    return edited(each, paths[place % Math.max(1, paths.length)] ?? [], edit);
  }, document);
}

const counts = { ok: 0, refused: 0, diagnostics: 0, codes: new Set<string>() };

/** Errors and no files, or files and no error; each diagnostic says what, where, why and what to do. */
function expectOne(input: unknown, document: EdgeInput): void {
  const result = compile(input, { secrets: secretsFor(document) });
  const errors = result.diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.length === 0, JSON.stringify(errors)).toBe(result.ok);
  expect("files" in result).toBe(result.ok);
  if (result.ok) expect(result.files.length).toBeGreaterThan(0);
  for (const { code, message, why, fix, severity } of result.diagnostics) {
    expect([code, message, why, fix, severity].map((text) => typeof text === "string" && text !== "")).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    counts.codes.add(code);
  }
  counts[result.ok ? "ok" : "refused"] += 1;
  counts.diagnostics += result.diagnostics.length;
}

describe("errors or files", () => {
  it("a generated document yields files and no error", () => {
    fc.assert(
      fc.property(edgeArbitrary(), (document) => {
        const result = compile(document, { secrets: secretsFor(document) });
        expect(result.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
        const strange = result.ok ? result.files.filter(({ text }) => !text.endsWith("\n") || /undefined|NaN|\[object/.test(text)) : [];
        expect(strange).toEqual([]);
        expect(result.ok).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("a document that was changed at random yields one or the other, and no exception", () => {
    fc.assert(
      fc.property(edgeArbitrary({ maxNodes: 3, maxVips: 2, maxRoutes: 2, maxStreams: 2 }), mutations, (document, list) =>
        expectOne(mutated(document, list), document),
      ),
      { numRuns },
    );
    console.log(
      `errors or files: ${numRuns} changed documents, ${counts.refused} refused, ${counts.ok} still sound, ${counts.diagnostics} diagnostics of ${counts.codes.size} kinds: ${[...counts.codes].sort().join(" ")}`,
    );
    expect(counts.codes.size).toBeGreaterThan(15);
  });

  it.each(strangers.map((stranger, index) => [index, stranger] as const))(
    "so does value %i of another type, in each top-level field and in every place at once",
    (_index, stranger) => {
      const fields = Object.keys(first).map((field) => ({ ...first, [field]: stranger }));
      const everywhere = pathsOf(first).reduce<unknown>(
        (each, path) =>
          isScalarAt(first, path)
            ? edited(
                each,
                path,
                replace(() => stranger),
              )
            : each,
        first,
      );
      for (const document of [...fields, everywhere]) expectOne(document, first);
    },
  );

  it("so does any value that is no document", () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withTypedArray: true,
          withSparseArray: true,
          withNullPrototype: true,
          withObjectString: true,
        }),
        (value) => {
          const result = compile(value);
          expect(result.ok).toBe(false);
          expect(result.diagnostics.some(({ severity }) => severity === "error")).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("so does a document without its secrets", () => {
    fc.assert(
      fc.property(edgeArbitrary({ maxRoutes: 0, maxStreams: 0 }), (document) => {
        const wanted = Object.keys(secretsFor(document)).length > 0;
        const result = compile(document);
        expect(result.ok).toBe(!wanted);
        expect(result.diagnostics.some(({ code }) => code === "secret-missing")).toBe(wanted);
      }),
      { numRuns: 100 },
    );
  });

  it("as YAML each error has its line", () => {
    fc.assert(
      fc.property(edgeArbitrary({ maxNodes: 2, maxVips: 1, maxRoutes: 2, maxStreams: 1 }), mutations, (document, list) => {
        const text = stringify(
          JSON.parse(
            JSON.stringify(mutated(document, list), (_key, value: unknown) => (typeof value === "bigint" ? Number(value) : value)),
          ),
        );
        const loaded = loadText(text, { file: "edge.yaml", format: "yaml" });
        const diagnostics = loaded.ok
          ? compile(loaded.value, { secrets: secretsFor(document), source: loaded.source }).diagnostics
          : loaded.diagnostics;
        for (const { severity, source, message } of diagnostics) if (severity === "error") expect(source, message).not.toBeNull();
      }),
      { numRuns: 200 },
    );
  });
});
