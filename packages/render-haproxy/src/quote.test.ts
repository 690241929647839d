import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quoteSocket, quoteTime, quoteWord, rawLine } from "./quote.js";

/** HAProxy's own reading of one word (configuration manual, section 2.2): outside quotes nothing of ours needs an escape. */
function readWord(text: string): string {
  if (!text.startsWith('"')) return text;
  return text.slice(1, -1).replace(/\\(["\\$])/g, "$1");
}

describe("a word", () => {
  it.each([
    ["shop", "shop"],
    ["/etc/haproxy/certs/shop.pem", "/etc/haproxy/certs/shop.pem"],
    ["[2001:db8::10]:443", "[2001:db8::10]:443"],
    ["", '""'],
    ["a b", '"a b"'],
    ["a#b", '"a#b"'],
    ['a"b', '"a\\"b"'],
    ["a'b", '"a\'b"'],
    ["a\\b", '"a\\\\b"'],
    ["$HOME", '"\\$HOME"'],
    ["${HOME}", '"\\${HOME}"'],
    ["a%b", '"a%b"'],
    ["é", '"é"'],
  ])("%s is written %s", (text, written) => {
    expect(quoteWord(text)).toBe(written);
  });

  it("is read back as what it was, and has one end", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }).filter((text) => !/[\r\n\0]/.test(text)),
        (text) => {
          const written = quoteWord(text);
          expect(readWord(written)).toBe(text);
          expect(written).toMatch(/^(?:[^\s"'\\#$]+|"(?:[^"\\$]|\\["\\$])*")$/su);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each(["a\nb", "a\rb", "a\0b"])("%j never gets here", (text) => {
    expect(() => quoteWord(text)).toThrow("no-control-characters");
    expect(() => rawLine(text)).toThrow("no-control-characters");
  });
});

it.each([
  ["192.168.103.10", 443, "192.168.103.10:443"],
  ["2001:db8::10", 443, "[2001:db8::10]:443"],
])("the socket of %s", (address, port, socket) => {
  expect(quoteSocket(address, port)).toBe(socket);
});

it.each([
  [1, "1ms"],
  [999, "999ms"],
  [1000, "1s"],
  [1500, "1500ms"],
  [60_000, "1m"],
  [90_000, "90s"],
  [3_600_000, "1h"],
  [5_400_000, "90m"],
])("%i ms is %s", (milliseconds, text) => {
  expect(quoteTime(milliseconds)).toBe(text);
});

it("a raw line stays as it stands", () => {
  expect(rawLine('  http-request set-header X "$a" # b')).toBe('  http-request set-header X "$a" # b');
});
