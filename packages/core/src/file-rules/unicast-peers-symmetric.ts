import { find } from "../files/text.js";
import type { Instance } from "../files/vrrp.js";
import type { FileRule, FileViolation } from "./file-rule.js";

type Report = (violation: FileViolation) => void;

const peersAt = ({ lines, at }: Instance) => find(lines, "unicast_peer")?.keyword.at ?? at;

/** What is wrong with one list alone. */
function checkList(instance: Instance, report: Report): void {
  const { name, machine, peers, source, family } = instance;
  if (peers?.length === 0) report({ message: `vrrp_instance ${name} on ${machine}: the list of peers is empty`, at: peersAt(instance) });
  const vip = instance.addresses.find((address) => address.family !== null);
  for (const peer of peers ?? []) {
    if (peer.text === source?.text) {
      const related = [{ message: `${machine}'s own address`, at: source.at }];
      report({ message: `vrrp_instance ${name} on ${machine} names itself as its peer, ${peer.text}`, at: peer.at, related });
    }
    if (peer.family !== null && family !== null && vip !== undefined && peer.family !== vip.family) {
      const related = [{ message: "its VIP", at: vip.at }];
      report({ message: `vrrp_instance ${name} on ${machine}: the peer ${peer.text} is not of the VIP's family`, at: peer.at, related });
    }
  }
}

/** Whether `one` sends to where `other` listens. */
function checkWay(one: Instance, other: Instance, report: Report): void {
  const { name, machine, peers } = one;
  if (peers === null) {
    if (other.peers === null) return;
    const related = [{ message: `${other.machine} speaks unicast`, at: peersAt(other) }];
    report({ message: `vrrp_instance ${name} on ${machine} speaks multicast, and ${other.machine} unicast`, at: one.at, related });
    return;
  }
  const { source } = other;
  // An empty list, or one that names itself, is told by itself.
  if (source === null || peers.length === 0 || peers.some(({ text }) => text === source.text || text === one.source?.text)) return;
  report({
    message: `vrrp_instance ${name} on ${machine} does not name ${other.machine}, which sends from ${source.text}`,
    at: peers[0]?.at ?? peersAt(one),
    related: [{ message: `${other.machine}'s address`, at: source.at }],
    fix: source.text,
  });
}

/** Each sends to the other. */
export const unicastPeersSymmetric: FileRule = {
  id: "unicast-peers-symmetric",
  law: "each unicast_peer names the other machine's unicast_src_ip, never its own, in the VIP's family",
  why: "a machine that hears nobody holds the VIP beside the other, and keepalived says nothing of it",
  source: "keepalived.conf(5), unicast_peer; tried on keepalived 2.2.7: silent",
  severity: "error",
  safety: true,
  breaks: `--- hapxy2/keepalived.conf
-        192.168.103.11 min_ttl 255 max_ttl 255
+        192.168.103.12 min_ttl 255 max_ttl 255`,
  keeps: `--- hapxy2/keepalived.conf
-        192.168.103.11 min_ttl 255 max_ttl 255
+        192.168.103.11`,
  fix: "the other machine's unicast_src_ip",
  check: ({ machines, pairs }, report) => {
    for (const instance of machines.flatMap(({ instances }) => instances)) checkList(instance, report);
    for (const [one, other] of pairs) {
      checkWay(one, other, report);
      checkWay(other, one, report);
    }
  },
};
