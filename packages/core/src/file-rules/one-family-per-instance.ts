import { findAll } from "../files/text.js";
import type { FileRule } from "./file-rule.js";

/** Dual stack is two virtual routers. */
export const oneFamilyPerInstance: FileRule = {
  id: "one-family-per-instance",
  law: "an instance holds addresses of one family; the two instances of a dual stack share no vrrp_sync_group",
  why: "an advertisement carries one family, so keepalived drops the other addresses; in a group the loss of IPv6 on one machine takes IPv4 with it",
  source:
    "RFC 9568 section 1.2; failover by trial: both families moved within 25 ms of each other without a group, and with one stayed dead",
  severity: "error",
  safety: true,
  breaks: `--- hapxy1/keepalived.conf
         192.168.103.10/32 dev ens160
+        2001:db8:103::10/128 dev ens160
--- hapxy2/keepalived.conf
         192.168.103.10/32 dev ens160
+        2001:db8:103::10/128 dev ens160`,
  keeps: `--- hapxy1/keepalived.conf
         192.168.103.10/32 dev ens160
+        192.168.103.20/32 dev ens160
--- hapxy2/keepalived.conf
         192.168.103.10/32 dev ens160
+        192.168.103.20/32 dev ens160`,
  fix: "two instances, one for each family, with the same router ID and the same trackers",
  check: ({ machines }, report) => {
    for (const { name: machine, keepalived, instances } of machines) {
      for (const { name, addresses } of instances) {
        const [first] = addresses;
        const stranger = addresses.find(({ family }) => family !== null && first?.family !== null && family !== first?.family);
        if (first === undefined || stranger === undefined) continue;
        const related = [{ message: "the first family", at: first.at }];
        report({ message: `vrrp_instance ${name} on ${machine} holds addresses of both families`, at: stranger.at, related });
      }
      const familyOf = new Map(instances.map(({ name, family }) => [name, family]));
      for (const group of findAll(keepalived?.entries ?? [], "vrrp_sync_group")) {
        const members = new Set(
          findAll(group.block ?? [], "group").flatMap(({ block }) => (block ?? []).map(({ keyword }) => keyword.text)),
        );
        const families = new Set([...members].flatMap((member) => familyOf.get(member) ?? []));
        if (families.size < 2) continue;
        const [name = group.keyword] = group.values;
        report({
          message: `vrrp_sync_group ${name.text} on ${machine} ties IPv4 to IPv6: where one family fails, both do`,
          at: name.at,
          fix: "no group: the same trackers in both instances move them together",
        });
      }
    }
  },
};
