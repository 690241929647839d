import type { Plan, Rule } from "@edgewright/core";
import { type RawBlock, rawBlocks } from "./raw-blocks.js";

type Keywords = ReadonlyMap<string, string>;

/** Keywords of vrrp_instance, and the field of the document that says the same. */
const fieldsOfInstance: Keywords = new Map([
  ["interface", "the VIP's interface"],
  ["virtual_router_id", "the VIP's virtualRouterId"],
  ["virtual_ipaddress", "the VIP's address"],
  ["priority", "failover.timers.priorities"],
  ["advert_int", "failover.timers.advertisementInterval"],
  ["preempt", "failover.preempt"],
  ["nopreempt", "failover.preempt"],
  ["preempt_delay", "failover.preempt.delay"],
  ["version", "failover.auth"],
  ["authentication", "failover.auth"],
  ["unicast_src_ip", "the load balancer's address"],
  // Another name of unicast_src_ip: both set the one source address.
  ["mcast_src_ip", "the load balancer's address"],
  ["unicast_peer", "the load balancer's address"],
]);

const fieldsOfGlobal: Keywords = new Map([
  ["router_id", "the load balancer's name"],
  ["vrrp_version", "failover.auth"],
]);

/** Keywords of vrrp_instance that no field is for, and that decide who is elected, when, or whether the holder answers. */
const decisiveInInstance: ReadonlySet<string> = new Set([
  "state",
  "vrf",
  "native_ipv6",
  "use_vmac",
  "use_vmac_addr",
  "vmac_xmit_base",
  "use_ipvlan",
  "dont_track_primary",
  "track_interface",
  "track_script",
  "track_file",
  "track_process",
  "track_bfd",
  "track_src_ip",
  "linkbeat_use_polling",
  "mcast_dst_ip",
  "check_unicast_src",
  "unicast_ttl",
  "old_unicast_checksum",
  "down_timer_adverts",
  "lower_prio_no_advert",
  "higher_prio_send_advert",
  "skip_check_adv_addr",
  "strict_mode",
  "no_accept",
]);

/** The same in global_defs, and what the template writes there for every machine. */
const decisiveInGlobal: ReadonlySet<string> = new Set([
  "enable_script_security",
  "script_user",
  "vrrp_garp_master_repeat",
  "vrrp_garp_master_delay",
  "vrrp_garp_master_refresh",
  "vrrp_higher_prio_send_advert",
  "vrrp_rt_priority",
  "vrrp_rlimit_rttime",
  "max_auto_priority",
  "vrrp_check_unicast_src",
  "vrrp_down_timer_adverts",
  "vrrp_lower_prio_no_advert",
  "vrrp_skip_check_adv_addr",
  "vrrp_startup_delay",
  "vrrp_strict",
]);

interface Statement {
  readonly keyword: string;
  readonly index: number;
}

/** The keywords of a block itself, not of the blocks within it. keepalived takes quotes off a keyword, and begins a line behind each brace. */
function statements(lines: readonly string[]): readonly Statement[] {
  let depth = 0;
  return lines.flatMap((line, index) =>
    line.split(/(?=[{}])/).flatMap((part) => {
      if (part.startsWith("{")) depth += 1;
      if (part.startsWith("}")) depth -= 1;
      const keyword =
        part
          .replace(/^\}|["'\\]/g, "")
          .trim()
          .split(" ")[0] ?? "";
      return depth === 0 ? [{ keyword, index }] : [];
    }),
  );
}

/** The field that says what a keyword of this block says, null where none does; undefined for a keyword that is free. */
function saidBy(plan: Plan, { vip }: RawBlock, keyword: string): string | null | undefined {
  const [fields, decisive] = vip === null ? [fieldsOfGlobal, decisiveInGlobal] : [fieldsOfInstance, decisiveInInstance];
  // keepalived keeps the first script, so a second one is only lost where the document has one.
  const hasNotify = plan.vips.some(({ name, failover }) => name === vip && failover.notify !== null);
  if (keyword === "notify" && hasNotify) return "failover.notify";
  return fields.get(keyword) ?? (decisive.has(keyword) ? null : undefined);
}

/** Raw lines add to what is proved; they do not change it. */
export const rawRepeatsNothing: Rule = {
  id: "raw-repeats-nothing",
  law: "the lines of raw.keepalived repeat no setting that is written already, and none that decides who holds a VIP, or when",
  why: "keepalived takes one of two lines, mostly the last, and says nothing: what was proved of the pair, and its time of failover, are false",
  source: "keepalived.conf(5), vrrp_instance and global_defs; tried on 2.2.7: the later priority and advert_int hold",
  severity: "error",
  safety: true,
  breaks: `raw: { keepalived: { instances: { public: ["priority 90", "advert_int 5"] } } }`,
  keeps: `raw: { keepalived: { instances: { public: ["garp_master_refresh_repeat 2"] } } }`,
  fix: "remove the line: no field of the document is for it",
  check: (plan, report) => {
    for (const block of rawBlocks(plan)) {
      for (const { keyword, index } of statements(block.lines)) {
        const field = saidBy(plan, block, keyword);
        if (field === undefined) continue;
        const line = `the raw line ${JSON.stringify(block.lines[index]?.slice(0, 80))} of ${block.what}`;
        const path = [...block.path, index];
        if (field === null) report({ message: `${line} changes how VIPs are elected or announced, and no proof knows of it`, path });
        else report({ message: `${line} says what ${field} is for, and no proof knows of it`, path, fix: `${field}, and no raw line` });
      }
    }
  },
};
