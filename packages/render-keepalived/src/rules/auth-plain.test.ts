import { describe, expect, it } from "vitest";
import { violations } from "../plan-testing.js";
import { isPlainWord } from "../quote.js";
import { authPlain } from "./auth-plain.js";

const auth = (name: string): string =>
  `vips: [{ name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2, failover: { auth: { password: { env: ${name} } } } }]`;

it.each(["", auth("VRRP")])("keeps the law: %s", (fields) => {
  expect(violations(authPlain, fields)).toEqual([]);
});

it("says nothing of a password that is missing", () => {
  expect(violations(authPlain, auth("NOT_SET"))).toEqual([]);
});

it("breaks the law: a brace", () => {
  expect(violations(authPlain, auth("BRACE"))).toEqual([
    {
      message: 'the password of VIP "public" has a character that keepalived.conf cannot hold',
      path: "vips[0].failover.auth.password.env",
    },
  ]);
});

describe("what keepalived's files can hold", () => {
  it.each([..."abcXYZ019._+:/=%^&*?,-"])("%s", (character) => {
    expect(isPlainWord(`a${character}b`)).toBe(true);
  });

  it.each([..."{}#!\"'$~@\\ ()[]<>|;`é"])("not %s", (character) => {
    expect(isPlainWord(`a${character}b`)).toBe(false);
  });

  it("nor an empty word", () => {
    expect(isPlainWord("")).toBe(false);
  });
});
