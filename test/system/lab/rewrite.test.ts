import { describe, expect, it } from "vitest";
import { diffLines, KEEPALIVED_REWRITES, type NamespaceFacts, rewriteHaproxy, rewriteKeepalived } from "./rewrite.js";

const FACTS: NamespaceFacts = { namespace: "ew-lab-hapxy1", processName: "ew-lab-0", realTime: true };
const TEXT =
  "global_defs {\n  vrrp_rt_priority 50\n  vrrp_rlimit_rttime 500000\n}\nvrrp_track_process haproxy {\n  process haproxy\n  quorum 2\n}\n";

describe("what a namespace forces to differ", () => {
  it.each([
    [
      "keepalived.conf, everything as rendered",
      rewriteKeepalived(TEXT, FACTS),
      ["+ net_namespace ew-lab-hapxy1", "-   process haproxy", "+   process ew-lab-0"],
    ],
    [
      "keepalived.conf without real time",
      rewriteKeepalived(TEXT, { ...FACTS, realTime: false }),
      [
        "+ net_namespace ew-lab-hapxy1",
        "-   vrrp_rt_priority 50",
        "-   vrrp_rlimit_rttime 500000",
        "-   process haproxy",
        "+   process ew-lab-0",
      ],
    ],
    ["haproxy.cfg", rewriteHaproxy(TEXT, FACTS), []],
  ])("%s", (_title, rewritten, lines) => {
    expect(diffLines(TEXT, rewritten)).toEqual(lines);
  });

  it.each(['process "haproxy"', "process haproxy ", "  process haproxy"])("renames in %j and keeps its quotes and blanks", (line) => {
    expect(rewriteKeepalived(`${line}\n`, FACTS)).toBe(`net_namespace ew-lab-hapxy1\n${line.replace("haproxy", "ew-lab-0")}\n`);
  });

  it.each(["track_process {\n haproxy\n}", "process haproxy2", "# process haproxy is tracked"])("leaves %j", (text) => {
    expect(rewriteKeepalived(text, FACTS)).toBe(`net_namespace ew-lab-hapxy1\n${text}`);
  });

  it("says why for each", () => {
    for (const { why } of KEEPALIVED_REWRITES) expect(why).toMatch(/^.{40,}$/);
  });
});

describe("diffLines", () => {
  it.each([
    ["a\nb\nc\n", "a\nb\nc\n", []],
    ["a\nb\nc\n", "a\nx\nc\n", ["- b", "+ x"]],
    ["a\nb\n", "b\na\n", ["- a", "+ a"]],
    ["a\n", "a", ["- "]],
    ["", "a\n", ["+ a"]],
  ])("%j → %j", (from, to, lines) => {
    expect(diffLines(from, to)).toEqual(lines);
  });
});
