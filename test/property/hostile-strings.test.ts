import { documentJsonSchema, type EdgeInput } from "@edgewright/core";
import { describe, expect, it } from "vitest";
import { render } from "./edges.js";
import { first, refused, second } from "./full-documents.js";
import { hostileStrings } from "./hostile.js";
import { type Base, currentText, judge, refusedAtOnce, type Target, targetsIn } from "./injection.js";
import { readBack } from "./read-back.js";
import { fieldKey, fieldsOf, reachedBy } from "./schema-fields.js";

// Invariant 3 over every string field of the document's JSON Schema, so that a new field cannot be forgotten.

const schema = documentJsonSchema();
const documents = [first, second, refused];

function baseOf(document: EdgeInput): Base {
  const files = render(document);
  return { files, read: readBack(files) };
}

const bases = new Map([first, second].map((document) => [document, baseOf(document)]));
const targets = targetsIn(documents);
const counts = { refused: 0, accepted: 0, alone: 0 };

/** Words of a closed list: a hostile one hides which branch of a union the rest of its entity belongs to. */
const isWord = ({ field }: Target): boolean =>
  /(apiVersion|clientIp|balance|controller|Policy|state|heldBy|mode|whenAllUnhealthy|kind|backendProtocol|pathType|severity|check\|0)$/.test(
    field.pointer,
  );

const kindOf = (target: Target): string => {
  if (target.field.part === "key") return target.field.pointer.startsWith("raw.") ? "section" : "label";
  return isWord(target) ? "word" : "text";
};

/** Fields that are tried in one document at once: values apart from the keys that lead to them, and words apart from the rest of their entity. */
const groups = documents.flatMap((document) => {
  const own = targets.filter((target) => target.document === document);
  return ["word", "text", "label", "section"].map((kind) => own.filter((target) => kindOf(target) === kind));
});

/** The problem of a hostile string in each of some fields, in place of the text that is there or behind it. */
function problemsOf(group: readonly Target[], name: string, textFor: (target: Target) => string): string[] {
  const refusedTogether = refusedAtOnce(group, textFor);
  counts.refused += refusedTogether.size;
  return group
    .filter((target) => !refusedTogether.has(target))
    .flatMap((target) => {
      const verdict = judge(target, textFor(target), bases.get(target.document) ?? null);
      counts.alone += 1;
      if (typeof verdict === "object") return [`${fieldKey(target.field)}: ${name} ${verdict.problem}`];
      counts[verdict] += 1;
      return [];
    });
}

const cases = Object.entries(hostileStrings).flatMap(([name, hostile]) => [
  [name, () => hostile] as const,
  ...(hostile === "" ? [] : [[`text and ${name}`, (target: Target) => `${currentText(target)}${hostile}`] as const]),
]);

describe("every string field of the schema", () => {
  it("is set by a full document, and so is every other field", () => {
    const reached = new Set(documents.flatMap((document) => reachedBy(schema, document).map(fieldKey)));
    expect(
      fieldsOf(schema)
        .map(fieldKey)
        .filter((key) => !reached.has(key)),
    ).toEqual([]);
  });

  it.each(cases)("refuses %s, or gets it back as it was", (name, textFor) => {
    expect(groups.flatMap((group) => problemsOf(group, name, textFor))).toEqual([]);
  });

  it("was tried with every hostile string, some of which are harmless somewhere", () => {
    console.log(
      `hostile strings: ${targets.length} fields, ${cases.length} strings each: ${counts.refused} refused, ${counts.accepted} accepted and found unchanged; ${counts.alone} of them tried alone`,
    );
    expect(counts.refused + counts.accepted).toBe(targets.length * cases.length);
    expect(counts.accepted).toBeGreaterThan(0);
  });
});
