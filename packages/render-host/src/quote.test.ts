import { expect, it } from "vitest";
import { hostWord } from "./quote.js";

it.each(["hapxy1", "192.168.103.10", "2001:db8::10", "/live", "keepalived_script"])("%s is a word in every language of host/", (text) => {
  expect(hostWord(text)).toBe(text);
});

it.each(["", "a b", "a;b", "a'b", 'a"b', "$a", "`a`", "a#b", "a{b", "a\nb", "é", "%h"])("%j is none", (text) => {
  expect(() => hostWord(text)).toThrow("no word");
});
