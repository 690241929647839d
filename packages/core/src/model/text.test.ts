import { describe, expect, it } from "vitest";
import { z } from "zod";
import { refusalOf } from "./refusal-testing.js";
import { text, wholeNumber } from "./text.js";

const spec = { code: "word-invalid", want: "a word", why: "it must be", description: "a word", example: "shop" };

describe("a text", () => {
  const Word = text("Word", {
    ...spec,
    pattern: /^[a-z-]+$/,
    minLength: 2,
    maxLength: 5,
    test: (value) => (value.includes("--") ? "has two dashes" : null),
    fix: (value) => (/[A-Z]/.test(value) ? value.toLowerCase() : null),
    note: () => "in lower case",
  });

  it.each(["ab", "abcde", "a-b"])("takes %s", (value) => {
    expect(Word.parse(value)).toBe(value);
  });

  it.each<[unknown, string]>([
    ["a", '"a" is empty → shop (for example)'],
    ["abcdef", '"abcdef" has 6 characters, 5 is the most → shop (for example)'],
    ["a b", '"a b" is not a word → shop (for example)'],
    ["a--b", '"a--b" has two dashes → shop (for example)'],
    ["Shop", '"Shop" is not a word → shop (in lower case)'],
    [null, "invalid_type"],
    [undefined, "invalid_type"],
    [true, "invalid_type"],
  ])("refuses %j", (value, said) => {
    expect(refusalOf(Word, value)).toBe(said);
  });

  it("a number that quotes would not mend is refused in the same words, and one that they would is a number", () => {
    const Version = text("Version", { ...spec, pattern: /^\d+\.\d+$/ });
    expect(JSON.parse(Version.safeParse(5).error?.issues[0]?.message ?? "")).toMatchObject({
      code: "word-invalid",
      message: "5 is not a word",
    });
    expect(Version.safeParse(2.6).error?.issues[0]?.message).toMatch(/^Invalid input/);
  });

  it("tells editors what JSON Schema can say", () => {
    expect(z.toJSONSchema(Word)).toMatchObject({
      type: "string",
      description: "a word",
      examples: ["shop"],
      minLength: 2,
      maxLength: 5,
      pattern: "^[a-z-]+$",
    });
  });

  it("without bounds it is not empty, and nothing more", () => {
    const Any = text("Any", spec);
    expect(refusalOf(Any, "")).toBe('"" is empty → shop (for example)');
    expect(refusalOf(Any, "x".repeat(10_000))).toBeNull();
    expect(z.toJSONSchema(Any)).not.toHaveProperty("maxLength");
  });

  it("a fix that needs no remark has none", () => {
    expect(refusalOf(text("Lower", { ...spec, pattern: /^[a-z]+$/, fix: (value) => value.toLowerCase() }), "A")).toBe(
      '"A" is not a word → a',
    );
  });

  it("what is refused itself is not proposed", () => {
    expect(refusalOf(text("Two", { ...spec, pattern: /^[a-z]{2}$/, fix: (value) => value.toLowerCase() }), "A")).toBe(
      '"A" is not a word → shop (for example)',
    );
  });

  it("shows the beginning of what is long, and no line break", () => {
    const None = text("None", { ...spec, pattern: /^$/, minLength: 0 });
    expect(refusalOf(None, "x".repeat(80))).toContain(`"${"x".repeat(80)}" is not`);
    expect(refusalOf(None, "x".repeat(81))).toContain(`"${"x".repeat(77)}..." is not`);
    expect(refusalOf(None, "a\nb")).toContain('"a\\nb" is not');
  });
});

describe("a whole number", () => {
  const Count = wholeNumber("Count", { code: "count", what: "count", why: "it is", description: "a count", example: 3, min: 1, max: 10 });

  it.each([1, 3, 10])("takes %i", (value) => {
    expect(Count.parse(value)).toBe(value);
  });

  it.each<[unknown, string]>([
    [0, "count 0 is not a whole number from 1 to 10 → 3 (for example)"],
    [11, "count 11 is not a whole number from 1 to 10 → 3 (for example)"],
    [1.5, "count 1.5 is not a whole number from 1 to 10 → 3 (for example)"],
    [-1, "count -1 is not a whole number from 1 to 10 → 3 (for example)"],
    ["3", "invalid_type"],
    [Number.NaN, "invalid_type"],
    [Number.POSITIVE_INFINITY, "invalid_type"],
  ])("refuses %j", (value, said) => {
    expect(refusalOf(Count, value)).toBe(said);
  });

  it("tells editors what JSON Schema can say", () => {
    expect(z.toJSONSchema(Count)).toMatchObject({ type: "integer", minimum: 1, maximum: 10, examples: [3] });
  });
});
