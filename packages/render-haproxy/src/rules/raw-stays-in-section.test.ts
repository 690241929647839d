import { describe, expect, it } from "vitest";
import { violations } from "../plan-testing.js";
import { rawStaysInSection } from "./raw-stays-in-section.js";

const raw = (line: string): string => `raw: { haproxy: { global: [${JSON.stringify(line)}] } }`;
const broken = (line: string, reason: string) => ({
  message: `the raw line ${JSON.stringify(line)} ${reason}`,
  path: "raw.haproxy.global[0]",
});

it.each([
  "",
  "tune.bufsize 32768",
  "    maxconn 1000",
  "# listen",
  "log-format frontend",
  "backendx",
  "http-request set-header X listen",
  "acl global src 192.0.2.0/24",
  "http-request deny if { path -m beg .if }",
  'http-request return string "$HOME"',
])("keeps the law: %j", (line) => {
  expect(violations(rawStaysInSection, raw(line))).toEqual([]);
});

describe("breaks the law", () => {
  it.each([
    ["listen everything", "listen"],
    ["  backend x", "backend"],
    ["\u00a0frontend x", "frontend"],
    ["global", "global"],
    ['"defaults"', "defaults"],
    ["'peers' x", "peers"],
    ["pe\\ers x", "peers"],
    ['l"iste"n x', "listen"],
    ["userlist u", "userlist"],
    ["program p", "program"],
  ])("%s", (line, section) => {
    expect(violations(rawStaysInSection, raw(line))).toEqual([broken(line, `begins the section "${section}"`)]);
  });

  it.each([".if defined(X)", ".endif", " .notice x", '".if" true'])("%s", (line) => {
    const word = line.trim().split(" ")[0]?.replaceAll('"', "") ?? "";
    expect(violations(rawStaysInSection, raw(line))).toEqual([
      broken(line, `is the directive "${word}", which reaches beyond its section`),
    ]);
  });

  it.each(["$KEYWORD x", '"$KEYWORD" x', "lis${X}en x"])("%s", (line) => {
    expect(violations(rawStaysInSection, raw(line))).toEqual([broken(line, "begins with a variable, which could be any keyword")]);
  });

  it("is looked for in every part of raw.haproxy", () => {
    const fields =
      "raw: { haproxy: { global: [a, listen], defaults: [listen], frontends: { vip_public_http: [a, listen] }, backends: { ingress_http: [listen] } } }";
    expect(violations(rawStaysInSection, fields).map(({ path }) => path)).toEqual([
      "raw.haproxy.backends.ingress_http[0]",
      "raw.haproxy.defaults[0]",
      "raw.haproxy.frontends.vip_public_http[1]",
      "raw.haproxy.global[1]",
    ]);
  });
});
