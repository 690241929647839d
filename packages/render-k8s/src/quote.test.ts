import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { commentLine, quoteScalar } from "./quote.js";

describe("a scalar", () => {
  it.each([
    ["shop", "shop"],
    ["nginx.ingress.kubernetes.io/rewrite-target", "nginx.ingress.kubernetes.io/rewrite-target"],
    ["/api/v1", "/api/v1"],
    ["true", '"true"'],
    ["false", '"false"'],
    ["Yes", '"Yes"'],
    ["NO", '"NO"'],
    ["on", '"on"'],
    ["y", '"y"'],
    ["null", '"null"'],
    ["NaN", '"NaN"'],
    ["e3", '"e3"'],
    ["e-0", '"e-0"'],
    ["E-12", '"E-12"'],
    ["e-a", "e-a"],
    ["80", '"80"'],
    ["8m", '"8m"'],
    ["", '""'],
    ["~", '"~"'],
    ["*.example.com", '"*.example.com"'],
    ["a: b", '"a: b"'],
    ["a #b", '"a #b"'],
    ["/$2", '"/$2"'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ["a\nb", '"a\\nb"'],
    ["{{ a }}", '"{{ a }}"'],
  ])("%j is written %s", (text, written) => {
    expect(quoteScalar(text)).toBe(written);
  });

  it("is read back as what it was, by YAML 1.2 and by YAML 1.1, and stays on its line", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("0o7", "1_000", "0b1", "1:20", "2001-01-01", "=", "<<", ".inf", "0x1f", "-", "?"),
    );
    fc.assert(
      fc.property(text, (each) => {
        const written = quoteScalar(each);
        expect(written).not.toMatch(/[\r\n]/);
        for (const version of ["1.1", "1.2"] as const) expect(parse(`a: ${written}\n`, { version })).toEqual({ a: each });
      }),
      { numRuns: 2000 },
    );
  });
});

it("a comment is one line", () => {
  expect(commentLine('Namespace default, of "on-prem".')).toBe('Namespace default, of "on-prem".');
  for (const text of ["a\nb", "a\rb", "a\0b"]) expect(() => commentLine(text)).toThrow("line break");
});
