import { describe, expect, it } from "vitest";
import { violations } from "../plan-testing.js";
import { rawRepeatsNothing } from "./raw-repeats-nothing.js";

const raw = (...lines: readonly string[]): string => `raw: { keepalived: { instances: { public: ${JSON.stringify(lines)} } } }\n`;
const rawGlobal = (...lines: readonly string[]): string => `raw: { keepalived: { global: ${JSON.stringify(lines)} } }\n`;
const withNotify = (name: string): string => `vips:
  - { name: ${name}, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2, failover: { notify: /bin/moved } }\n`;

describe("keeps the law", () => {
  it.each<[readonly string[]]>([
    [[]],
    [["garp_master_refresh_repeat 2", "garp_lower_prio_repeat 1", "debug 1 # a comment"]],
    [["smtp_alert true", "notify_master /bin/true", "promote_secondaries"]],
    [["notify /bin/true keepalived_script"]],
    [["# priority 90"]],
    [["! priority 90"]],
    [["priority_of_mine 90"]],
    [["debug priority"]],
    [["virtual_routes {", "  priority 90", "}"]],
    [["virtual_routes {", "  a {", "    b", "  }", "  priority 90", "}"]],
    [["virtual_routes { priority 90 }"]],
    [["virtual_ipaddress_excluded { 192.168.103.30/32 dev ens160 }"]],
    [["vrrp_strict"]],
    [["accept"]],
    [[""]],
  ])("%j", (lines) => {
    expect(violations(rawRepeatsNothing, raw(...lines))).toEqual([]);
  });

  it.each<[readonly string[]]>([
    [["vrrp_garp_interval 0.001", "vrrp_priority -10 ! a comment", 'notification_email_from "a b"']],
    [["priority 90"]],
    [["notify /bin/true"]],
    [["notification_email {", "  router_id", "}"]],
  ])("in global_defs: %j", (lines) => {
    expect(violations(rawRepeatsNothing, rawGlobal(...lines))).toEqual([]);
  });

  it("another line, where the document has a script", () => {
    expect(violations(rawRepeatsNothing, withNotify("public") + raw("debug 1"))).toEqual([]);
  });

  it("a script of its own, where another VIP's document has one", () => {
    expect(violations(rawRepeatsNothing, withNotify("other") + raw("notify /bin/true"))).toEqual([]);
  });
});

const said = (line: string, field: string, what = "instance public") => ({
  message: `the raw line ${JSON.stringify(line)} of ${what} says what ${field} is for, and no proof knows of it`,
  fix: `${field}, and no raw line`,
});
const decides = (line: string, what = "instance public") => ({
  message: `the raw line ${JSON.stringify(line)} of ${what} changes how VIPs are elected or announced, and no proof knows of it`,
});
const inInstance = (index = 0) => ({ path: `raw.keepalived.instances.public[${index}]` });
const inGlobal = (index = 0) => ({ path: `raw.keepalived.global[${index}]` });

describe("says what a field is for", () => {
  it.each([
    ["interface ens192", "the VIP's interface"],
    ["virtual_router_id 52", "the VIP's virtualRouterId"],
    ["virtual_ipaddress { 192.168.103.30/32 }", "the VIP's address"],
    ["priority 90", "failover.timers.priorities"],
    ["advert_int 5", "failover.timers.advertisementInterval"],
    ["preempt", "failover.preempt"],
    ["nopreempt", "failover.preempt"],
    ["preempt_delay 5", "failover.preempt.delay"],
    ["version 2", "failover.auth"],
    ["authentication { auth_type PASS }", "failover.auth"],
    ["unicast_src_ip 192.168.103.11", "the load balancer's address"],
    ["mcast_src_ip 192.168.103.11", "the load balancer's address"],
    ["unicast_peer { 192.168.103.13 }", "the load balancer's address"],
  ])("%s", (line, field) => {
    expect(violations(rawRepeatsNothing, raw(line))).toEqual([{ ...said(line, field), ...inInstance() }]);
  });

  it("a script, where the document has one for this VIP", () => {
    const line = "notify /bin/true";
    expect(violations(rawRepeatsNothing, withNotify("public") + raw(line))).toEqual([
      { ...said(line, "failover.notify"), ...inInstance() },
    ]);
  });

  it.each([
    ["router_id other", "the load balancer's name"],
    ["vrrp_version 2", "failover.auth"],
  ])("in global_defs: %s", (line, field) => {
    expect(violations(rawRepeatsNothing, rawGlobal(line))).toEqual([{ ...said(line, field, "global_defs"), ...inGlobal() }]);
  });
});

describe("decides what is proved", () => {
  it.each([
    "state MASTER",
    "vrf blue",
    "native_ipv6",
    "use_vmac",
    "use_vmac_addr",
    "vmac_xmit_base",
    "use_ipvlan",
    "dont_track_primary",
    "track_interface { ens192 weight 0 }",
    "track_script { mine }",
    "track_file { mine }",
    "track_process { mine }",
    "track_bfd { mine }",
    "track_src_ip",
    "linkbeat_use_polling",
    "mcast_dst_ip 224.0.0.18",
    "check_unicast_src",
    "unicast_ttl 64",
    "old_unicast_checksum",
    "down_timer_adverts 5",
    "lower_prio_no_advert",
    "higher_prio_send_advert false",
    "skip_check_adv_addr",
    "strict_mode",
    "no_accept",
  ])("%s", (line) => {
    expect(violations(rawRepeatsNothing, raw(line))).toEqual([{ ...decides(line), ...inInstance() }]);
  });

  it.each([
    "enable_script_security",
    "script_user root",
    "vrrp_garp_master_repeat 1",
    "vrrp_garp_master_delay 1",
    "vrrp_garp_master_refresh 1",
    "vrrp_higher_prio_send_advert false",
    "vrrp_rt_priority 1",
    "vrrp_rlimit_rttime 2",
    "max_auto_priority 99",
    "vrrp_check_unicast_src",
    "vrrp_down_timer_adverts 5",
    "vrrp_lower_prio_no_advert",
    "vrrp_skip_check_adv_addr",
    "vrrp_startup_delay 5.5",
    "vrrp_strict",
  ])("in global_defs: %s", (line) => {
    expect(violations(rawRepeatsNothing, rawGlobal(line))).toEqual([{ ...decides(line, "global_defs"), ...inGlobal() }]);
  });
});

describe("the keyword is what keepalived takes for it", () => {
  it.each<[readonly string[], number]>([
    [["  priority 90"], 0],
    [['"priority" 90'], 0],
    [["'priority' 90"], 0],
    [["prio\\rity 90"], 0],
    [["virtual_routes { } priority 90"], 0],
    [["virtual_routes {", "  a { b }", "} priority 90"], 2],
    [["debug 1", "priority 90"], 1],
  ])("%j", (lines, index) => {
    const line = lines[index] ?? "";
    expect(violations(rawRepeatsNothing, raw(...lines))).toEqual([{ ...said(line, "failover.timers.priorities"), ...inInstance(index) }]);
  });

  it("a long line is cut where it is told", () => {
    const line = `priority 90 # ${"x".repeat(100)}`;
    expect(violations(rawRepeatsNothing, raw(line))).toEqual([
      { ...said(line.slice(0, 80), "failover.timers.priorities"), ...inInstance() },
    ]);
  });

  it("each line, in global_defs and in instances", () => {
    const fields = "raw: { keepalived: { global: [a, vrrp_strict], instances: { public: [priority 90, state MASTER] } } }\n";
    expect(violations(rawRepeatsNothing, fields)).toEqual([
      { ...decides("vrrp_strict", "global_defs"), ...inGlobal(1) },
      { ...said("priority 90", "failover.timers.priorities"), ...inInstance(0) },
      { ...decides("state MASTER"), ...inInstance(1) },
    ]);
  });
});
