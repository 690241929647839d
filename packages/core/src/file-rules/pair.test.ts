import { describe, expect, it } from "vitest";
import { type Edit, filesWith, told } from "./file-rule-testing.js";
import { fileRules } from "./index.js";

type Case = readonly [what: string, rule: string, edits: readonly Edit[], expected: readonly string[]];
const [a, b] = ["a/keepalived.conf", "b/keepalived.conf"];
const id = "virtual_router_id 51";
const noWeights: readonly Edit[] = [
  ["", "haproxy weight -100", "haproxy"],
  ["", "answers weight -100", "answers"],
];
const delay: Edit = ["", "version 3", "version 3\n  preempt_delay 5"];

const cases: readonly Case[] = [
  ["agrees", "pair-agrees", [], []],
  ["another router ID", "pair-agrees", [[b, id, "virtual_router_id 52"]], ["E"]],
  ["the same number, written otherwise", "pair-agrees", [[b, "advert_int 0.1", "advert_int 0.10"]], []],
  ["an interval by default", "pair-agrees", [[b, "  advert_int 0.1\n", ""]], ["E"]],
  [
    "the default, said on one side",
    "pair-agrees",
    [
      [a, "advert_int 0.1", "advert_int 1"],
      [b, "  advert_int 0.1\n", ""],
    ],
    [],
  ],
  ["a version by default", "pair-agrees", [[a, "  version 3\n", ""]], ["E"]],
  [
    "a version for all of the file",
    "pair-agrees",
    [
      [a, "  version 3\n", ""],
      [a, "global_defs {", "global_defs {\n vrrp_version 3"],
    ],
    [],
  ],
  [
    "the same VIPs in another order and form",
    "pair-agrees",
    [
      [a, "192.0.2.10/32 dev eth0", "192.0.2.10\n 192.0.2.11/24"],
      [b, "192.0.2.10/32 dev eth0", "192.0.2.11\n 192.0.2.10"],
    ],
    [],
  ],
  ["one VIP more", "pair-agrees", [[a, "192.0.2.10/32 dev eth0", "192.0.2.10\n 192.0.2.11"]], ["E"]],
  [
    "a VIP outside of the advertisement",
    "pair-agrees",
    [[a, "track_process {", "virtual_ipaddress_excluded {\n 192.0.2.11\n }\n track_process {"]],
    ["E"],
  ],
  [
    "a password on one side",
    "pair-agrees",
    [[a, "track_process {", "authentication {\n auth_type PASS\n auth_pass x\n }\n track_process {"]],
    ["E"],
  ],
  [
    "passwords that differ behind the eighth byte",
    "pair-agrees",
    [
      [a, "track_process {", "authentication {\n auth_pass 12345678a\n }\n track_process {"],
      [b, "track_process {", "authentication {\n auth_pass 12345678b\n }\n track_process {"],
    ],
    [],
  ],
  [
    "nothing in common",
    "pair-agrees",
    [
      [b, id, "virtual_router_id 52"],
      [b, "192.0.2.10/32", "192.0.2.11/32"],
      [b, "192.0.2.2\n", "192.0.2.3\n"],
    ],
    ["E"],
  ],
  [
    "the router ID in common",
    "pair-agrees",
    [
      [b, "192.0.2.10/32", "192.0.2.11/32"],
      [b, "192.0.2.2\n", "192.0.2.3\n"],
    ],
    ["E"],
  ],
  ["symmetric", "unicast-peers-symmetric", [], []],
  ["another peer", "unicast-peers-symmetric", [[a, "    192.0.2.2\n", "    192.0.2.3\n"]], ["E"]],
  ["itself", "unicast-peers-symmetric", [[a, "    192.0.2.2\n", "    192.0.2.1\n"]], ["E"]],
  ["nobody", "unicast-peers-symmetric", [[a, "    192.0.2.2\n", ""]], ["E"]],
  ["another family", "unicast-peers-symmetric", [[a, "    192.0.2.2\n", "    192.0.2.2\n    2001:db8::2\n"]], ["E"]],
  ["multicast on one side", "unicast-peers-symmetric", [[a, "  unicast_peer {\n    192.0.2.2\n  }\n", ""]], ["E"]],
  [
    "multicast on both",
    "unicast-peers-symmetric",
    [
      [a, "  unicast_peer {\n    192.0.2.2\n  }\n", ""],
      [b, "  unicast_peer {\n    192.0.2.1\n  }\n", ""],
    ],
    [],
  ],
  ["no source said", "unicast-peers-symmetric", [[b, "  unicast_src_ip 192.0.2.2\n", ""]], []],
  ["a source of its own", "unicast-source-on-machine", [], []],
  [
    "a source that the firewall does not know",
    "unicast-source-on-machine",
    [[b, "unicast_src_ip 192.0.2.2", "unicast_src_ip 192.0.2.3"]],
    ["E"],
  ],
  ["the same on the other machine", "unicast-source-on-machine", [[a, "unicast_src_ip 192.0.2.1", "unicast_src_ip 192.0.2.4"]], ["E"]],
  [
    "a firewall that names a range",
    "unicast-source-on-machine",
    [
      [b, "unicast_src_ip 192.0.2.2", "unicast_src_ip 192.0.2.3"],
      ["a/host/etc/nftables.d/edge.nft", "192.0.2.2", "192.0.2.0/24"],
    ],
    [],
  ],
  ["one source for both", "unicast-source-on-machine", [[b, "unicast_src_ip 192.0.2.2", "unicast_src_ip 192.0.2.1"]], ["E"]],
  [
    "the VIP",
    "unicast-source-on-machine",
    [
      [b, "unicast_src_ip 192.0.2.2", "unicast_src_ip 192.0.2.10"],
      ["a/host/etc/nftables.d/edge.nft", "192.0.2.2", "{ 192.0.2.2, 192.0.2.10 }"],
    ],
    ["E"],
  ],
  ["both families", "one-family-per-instance", [[a, "192.0.2.10/32 dev eth0", "192.0.2.10\n    2001:db8::10"]], ["E"]],
  ["two addresses of one family", "one-family-per-instance", [[a, "192.0.2.10/32 dev eth0", "192.0.2.10\n    192.0.2.11"]], []],
  [
    "a group of both families",
    "one-family-per-instance",
    [
      [
        a,
        "vrrp_instance public {",
        "vrrp_sync_group all {\n group {\n public\n six\n }\n}\nvrrp_instance six {\n virtual_ipaddress {\n 2001:db8::10\n }\n}\nvrrp_instance public {",
      ],
    ],
    ["E"],
  ],
  [
    "a group of one family",
    "one-family-per-instance",
    [[a, "vrrp_instance public {", "vrrp_sync_group all {\n group {\n public\n }\n}\nvrrp_instance public {"]],
    [],
  ],
  ["BACKUP on both", "no-initial-master", [], []],
  ["MASTER", "no-initial-master", [[a, "state BACKUP", "state MASTER"]], ["E"]],
  ["nopreempt of an initial MASTER", "preempt-delay-xor-nopreempt", [[a, "state BACKUP", "state MASTER\n  nopreempt"]], ["E"]],
  ["a delay of an initial MASTER", "preempt-delay-xor-nopreempt", [[a, "state BACKUP", "state MASTER\n  preempt_delay 5"]], ["E"]],
  ["both", "preempt-delay-xor-nopreempt", [[a, "state BACKUP", "state BACKUP\n  nopreempt\n  preempt_delay 5"]], ["E"]],
  [
    "one of the two",
    "preempt-delay-xor-nopreempt",
    [
      [a, "state BACKUP", "state BACKUP\n  preempt_delay 5"],
      [b, "state BACKUP", "state BACKUP\n  nopreempt"],
    ],
    [],
  ],
  ["nopreempt beside weights", "no-nopreempt-with-weights", [[b, "state BACKUP", "state BACKUP\n  nopreempt"]], ["E"]],
  ["nopreempt without weights", "no-nopreempt-with-weights", [...noWeights, [b, "state BACKUP", "state BACKUP\n  nopreempt"]], []],
  [
    "nopreempt beside the other's weights",
    "no-nopreempt-with-weights",
    [...noWeights.map(([, from, to]): Edit => [b, from, to]), [b, "state BACKUP", "state BACKUP\n  nopreempt"]],
    ["E"],
  ],
  ["nopreempt that MASTER clears", "no-nopreempt-with-weights", [[b, "state BACKUP", "state MASTER\n  nopreempt"]], []],
  ["a delay on both", "preempt-delay-one-side", [delay], ["E"]],
  ["a delay on both, without weights", "preempt-delay-one-side", [delay, ...noWeights], ["E"]],
  ["a delay on the primary", "preempt-delay-one-side", [[a, "version 3", "version 3\n  preempt_delay 5"]], []],
  ["a delay where neither is the backup", "preempt-delay-one-side", [delay, [b, "priority 253", "priority 254"]], []],
  ["weights above the gap", "weight-exceeds-gap", [], []],
  [
    "weights below the gap",
    "weight-exceeds-gap",
    [
      ["", "weight -100", "weight -2"],
      [b, "priority 253", "priority 250"],
    ],
    ["E"],
  ],
  [
    "a weight of the gap",
    "weight-exceeds-gap",
    [
      ["", "weight -100", "weight -2"],
      [b, "priority 253", "priority 252"],
    ],
    ["E"],
  ],
  ["a positive weight that is cut off", "weight-exceeds-gap", [["", "weight -100", "weight 1"]], ["E"]],
  [
    "positive weights with room",
    "weight-exceeds-gap",
    [
      ["", "weight -100", "weight 2"],
      [a, "priority 254", "priority 101"],
      [b, "priority 253", "priority 100"],
    ],
    [],
  ],
  ["faults", "weight-exceeds-gap", noWeights, []],
  [
    "the primary is the second machine",
    "weight-exceeds-gap",
    [
      ["", "weight -100", "weight -2"],
      [a, "priority 254", "priority 240"],
    ],
    ["E"],
  ],
  [
    "equal priorities, weights",
    "weight-exceeds-gap",
    [
      ["", "weight -100", "weight -2"],
      [b, "priority 253", "priority 254"],
    ],
    [],
  ],
  ["priorities that differ", "priorities-differ", [], []],
  ["equal priorities with weights", "priorities-differ", [[b, "priority 253", "priority 254"]], []],
  ["equal priorities without weights", "priorities-differ", [[b, "priority 253", "priority 254"], ...noWeights], ["E"]],
  [
    "equal priorities with nopreempt",
    "priorities-differ",
    [
      [b, "priority 253", "priority 254"],
      ["", "state BACKUP", "state BACKUP\n  nopreempt"],
    ],
    ["E"],
  ],
  [
    "equal priorities with nopreempt and no weights",
    "priorities-differ",
    [[b, "priority 253", "priority 254"], ["", "state BACKUP", "state BACKUP\n  nopreempt"], ...noWeights],
    [],
  ],
  [
    "equal priorities with nopreempt on one machine and no weights",
    "priorities-differ",
    [[b, "priority 253", "priority 254"], [b, "state BACKUP", "state BACKUP\n  nopreempt"], ...noWeights],
    ["E"],
  ],
];

describe("rules on a pair", () => {
  it.each(cases)("%s (%s)", (what, id, edits, expected) => {
    const rule = fileRules.find((each) => each.id === id);
    if (rule === undefined) throw new Error(`no rule ${id}`);
    const said = told(rule, edits);
    expect(said.length > 0).toBe(expected.length > 0);
    if (said.length > 0) expect([`${id}: ${what}`, ...said]).toMatchSnapshot();
  });

  it("the pair that the cases edit keeps every law", () => {
    expect(fileRules.flatMap((rule) => told(rule, []))).toEqual([]);
  });

  it("an instance on one machine of two is told; one machine alone is not judged", () => {
    const rule = fileRules.find(({ id }) => id === "pair-agrees");
    if (rule === undefined) throw new Error("no rule");
    expect(told(rule, [], ["b/"])).toEqual([]);
    expect(rule.unjudged?.(filesWith([], ["b/"]))).toEqual(["the other machine's keepalived.conf is not there"]);
    expect(rule.unjudged?.(filesWith([]))).toEqual([]);
  });
});
