import { describe, expect, it } from "vitest";
import { plainWord, quoteCommand, quotePath, quoteSeconds, rawLine, secretWord } from "./quote.js";

describe("a word", () => {
  it.each(["hapxy1", "192.168.103.10/32", "2001:db8::10/128", "s3cret+/=%^&*?,-"])("%s stands bare", (text) => {
    expect(plainWord(text)).toBe(text);
  });

  it.each(["", "a b", "a}", "a{b", "#a", "!a", "$A", "~A", "@a", 'a"b', "a\\", "a\nb"])("%j never gets here", (text) => {
    expect(() => plainWord(text)).toThrow("keepalived would read otherwise");
  });
});

describe("a secret", () => {
  it("is its value", () => {
    expect(secretWord({ name: "VRRP", value: "s3cret" })).toBe("s3cret");
  });

  it("is what stands for it where a person looks, in quotes", () => {
    expect(secretWord({ name: "VRRP", value: "<secret VRRP>" })).toBe('"<secret VRRP>"');
    expect(secretWord({ name: "/run/a}b", value: "<secret /run/a}b>" })).toBe('"<secret /run/a_b>"');
  });
});

it.each(["/usr/local/bin/vip-changed", "/a#b!c~d"])("the path %s is quoted, so that nothing in it begins a comment", (path) => {
  expect(quotePath(path)).toBe(`"${path}"`);
});

it.each(['/a"b', "/a\\b", "/a$b", "/a{b", "/a}b", "/a b"])("the path %s never gets here", (path) => {
  expect(() => quotePath(path)).toThrow("keepalived would read otherwise");
});

it("a command and its arguments are in one pair of quotes", () => {
  expect(quoteCommand("/usr/local/libexec/check", quoteSeconds(800))).toBe('"/usr/local/libexec/check 0.8"');
  expect(() => quoteCommand("/usr/bin/a b")).toThrow();
});

it.each([
  [1000, "1"],
  [130, "0.13"],
  [30, "0.03"],
  [40_950, "40.95"],
  [800, "0.8"],
])("%i ms is %s seconds", (milliseconds, text) => {
  expect(quoteSeconds(milliseconds)).toBe(text);
});

it("a raw line stays as it stands, and has no line break", () => {
  expect(rawLine("  track_file x { } # y")).toBe("  track_file x { } # y");
  expect(() => rawLine("a\nb")).toThrow("no-control-characters");
});
