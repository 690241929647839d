import { describe, expect, it } from "vitest";
import { type Edit, told } from "./file-rule-testing.js";
import { fileUnderstood } from "./file-understood.js";
import { haproxyIsTracked } from "./haproxy-is-tracked.js";
import { instanceComplete } from "./instance-complete.js";
import { listenersAgree } from "./listeners-agree.js";
import { noNopreemptWithWeights } from "./no-nopreempt-with-weights.js";
import { pairAgrees } from "./pair-agrees.js";
import { weightExceedsGapInFiles } from "./weight-exceeds-gap.js";

const a = "a/keepalived.conf";
const b = "b/keepalived.conf";
const noTrackers: readonly Edit[] = [
  [a, "  track_process {\n    haproxy weight -100\n  }\n", ""],
  [a, "  track_script {\n    answers weight -100\n  }\n", ""],
];

describe("instance-complete", () => {
  it.each<[string, readonly Edit[], readonly string[]]>([
    ["a sound pair", [], []],
    [
      "a priority in words",
      [[a, "priority 254", "priority high"]],
      ['a/keepalived.conf:21:12: vrrp_instance public on a: "high" is no number'],
    ],
    [
      "an interval in words",
      [[b, "advert_int 0.1", "advert_int soon"]],
      ['b/keepalived.conf:22:14: vrrp_instance public on b: "soon" is no number'],
    ],
    [
      "a version in words",
      [[b, "version 3", "version three"]],
      ['b/keepalived.conf:20:11: vrrp_instance public on b: "three" is no number'],
    ],
    ["a router ID in words", [[a, "_id 51", "_id x"]], ['a/keepalived.conf:19:21: vrrp_instance public on a: "x" is no number']],
    [
      "a weight in words, where it is used",
      [[a, "haproxy weight -100", "haproxy weight much"]],
      ['a/keepalived.conf:31:20: vrrp_instance public on a: "much" is no number'],
    ],
    [
      "a weight in words, where it is defined, and used twice",
      [
        [a, "  quorum 2", "  quorum 2\n  weight much"],
        [a, "    haproxy weight -100", "    haproxy\n    haproxy"],
      ],
      ['a/keepalived.conf:11:10: vrrp_instance public on a: "much" is no number'],
    ],
    [
      "no router ID",
      [[a, "  virtual_router_id 51\n", ""]],
      ["a/keepalived.conf:16:15: vrrp_instance public on a has no virtual_router_id | virtual_router_id 51"],
    ],
    [
      "no router ID that keepalived knows",
      [[a, "virtual_router_id", "virtual_routerid"]],
      ["a/keepalived.conf:16:15: vrrp_instance public on a has no virtual_router_id | virtual_router_id 51"],
    ],
  ])("%s", (_, edits, expected) => {
    expect(told(instanceComplete, edits)).toEqual(expected);
  });

  it("what is no number is told once: the other laws take it for what keepalived does, its default", () => {
    expect(told(pairAgrees, [[a, "_id 51", "_id x"]])).toEqual([]);
    expect(told(pairAgrees, [[a, "  virtual_router_id 51\n", ""]])).toEqual([]);
    expect(told(pairAgrees, [[b, "  virtual_router_id 51\n", ""]])).toEqual([]);
    expect(told(weightExceedsGapInFiles, [[a, "haproxy weight -100", "haproxy weight much"]])).toEqual([]);
  });
});

describe("haproxy-is-tracked", () => {
  it.each<[string, readonly Edit[], readonly string[]]>([
    ["a sound pair", [], []],
    ["a script alone", noTrackers.slice(0, 1), []],
    ["nothing", noTrackers, ["a/keepalived.conf:16:15: vrrp_instance public on a tracks nothing: the VIP stays with a dead HAProxy"]],
    [
      "an interface, which says nothing of HAProxy",
      [...noTrackers, [a, "  state BACKUP\n", "  state BACKUP\n  track_interface {\n    eth0\n  }\n"]],
      ["a/keepalived.conf:16:15: vrrp_instance public on a tracks nothing: the VIP stays with a dead HAProxy"],
    ],
    [
      "nothing, as far as the file was read",
      [...noTrackers, [a, "global_defs {\n", "include more.conf\nglobal_defs {\n"]],
      [
        "a/keepalived.conf:17:15 warning: vrrp_instance public on a tracks nothing: the VIP stays with a dead HAProxy (as far as the file was read)",
      ],
    ],
  ])("%s", (_, edits, expected) => {
    expect(told(haproxyIsTracked, edits)).toEqual(expected);
  });

  it("a machine without HAProxy has nothing to track", () => {
    expect(told(haproxyIsTracked, noTrackers, ["a/haproxy.cfg"])).toEqual([]);
  });
});

describe("listeners-agree", () => {
  const cfg = (machine: string): string => `${machine}/haproxy.cfg`;
  it.each<[string, readonly Edit[], readonly string[]]>([
    ["a sound pair", [], []],
    [
      "another port on one machine",
      [[cfg("b"), "192.0.2.10:443", "192.0.2.10:8443"]],
      [
        "a/haproxy.cfg:18:8: HAProxy listens on 192.0.2.10 port 443 on a, and not on b",
        "b/haproxy.cfg:18:8: HAProxy listens on 192.0.2.10 port 8443 on b, and not on a",
      ],
    ],
    [
      "one listener less",
      [[cfg("a"), "frontend web_https\n  bind 192.0.2.10:443\n  default_backend nodes\n", ""]],
      ["b/haproxy.cfg:18:8: HAProxy listens on 192.0.2.10 port 443 on b, and not on a"],
    ],
    ["every address on one machine", [[cfg("a"), "192.0.2.10:443", "*:443"]], []],
    ["an address that is no VIP", [[cfg("a"), "bind 192.0.2.10:443", "bind 192.0.2.10:443\n  bind 192.0.2.1:8404"]], []],
  ])("%s", (_, edits, expected) => {
    expect(told(listenersAgree, edits)).toEqual(expected);
  });

  it("one machine's haproxy.cfg alone is not compared", () => {
    expect(told(listenersAgree, [[cfg("b"), "192.0.2.10:443", "192.0.2.10:8443"]], ["a/haproxy.cfg"])).toEqual([]);
    expect(told(listenersAgree, [[cfg("a"), "192.0.2.10:443", "192.0.2.10:8443"]], ["b/haproxy.cfg"])).toEqual([]);
  });
});

describe("what a story says", () => {
  const place = "a/keepalived.conf:18:3: vrrp_instance public on a: nopreempt switches off the weight of answers: ";
  const noPreempt = (file: string): Edit => [file, "  interface eth0\n", "  nopreempt\n  interface eth0\n"];
  it("nopreempt on both machines: the VIP never moves; on one, that one never takes it", () => {
    expect(told(noNopreemptWithWeights, [noPreempt(a), noPreempt(b)])[0]).toContain(`${place}the VIP never moves`);
    expect(told(noNopreemptWithWeights, [noPreempt(a)])).toEqual([
      expect.stringContaining(`${place}a never takes the VIP from b, whatever fails there`),
    ]);
  });

  it("equal priorities after a failure: a backup takes over from a lower priority only", () => {
    expect(told(weightExceedsGapInFiles, [[a, "haproxy weight -100", "haproxy weight -1"]])).toEqual([
      expect.stringContaining("with haproxy failing a still has priority 253, and b 253: the VIP never fails over"),
    ]);
  });
});

it("a manifest that may tell of the controller and is no YAML is an error, in its line", () => {
  const broken: Edit = ["kubernetes/controller.yaml", 'data: { use-proxy-protocol: "false" }', 'data: { use-proxy-protocol: ["false" }'];
  const later: Edit = ["kubernetes/controller.yaml", "nodePort: 30254 }", "nodePort: 30254"];
  expect(told(fileUnderstood, [])).toEqual([]);
  expect(told(fileUnderstood, [broken])).toEqual([
    expect.stringMatching(/^kubernetes\/controller\.yaml:3:\d+ error: this manifest is not read: /),
  ]);
  expect(told(fileUnderstood, [later])).toEqual([
    expect.stringMatching(/^kubernetes\/controller\.yaml:1\d:\d+ error: this manifest is not read: /),
  ]);
});
