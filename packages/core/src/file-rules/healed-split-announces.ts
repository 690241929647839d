import { findLast } from "../files/text.js";
import { globalSetting } from "../files/vrrp.js";
import type { FileRule } from "./file-rule.js";

const isOff = (text: string | undefined): boolean => text !== undefined && /^(false|off|no)$/i.test(text);

/** After a healed link somebody must say where the VIP is. */
export const healedSplitAnnounces: FileRule = {
  id: "healed-split-announces",
  law: "vrrp_higher_prio_send_advert is true on both machines",
  why: "after a healed link the lower master steps down before the higher one hears it, and nobody announces: clients send to the wrong machine for up to 31 s",
  source: "failover by trial on keepalived 2.2.7: one failed probe in 19 heals with it; keepalived.conf(5), vrrp_higher_prio_send_advert",
  severity: "error",
  safety: false,
  breaks: `--- hapxy1/keepalived.conf
-    vrrp_higher_prio_send_advert true`,
  keeps: `--- hapxy1/keepalived.conf
-    vrrp_higher_prio_send_advert true
+    vrrp_higher_prio_send_advert`,
  fix: "vrrp_higher_prio_send_advert true, in global_defs of both machines",
  check: ({ machines }, report) => {
    for (const { name, keepalived, instances } of machines) {
      const general = keepalived === null ? null : globalSetting(keepalived, "vrrp_higher_prio_send_advert");
      const silent = instances.filter(({ lines }) => {
        const said = findLast(lines, "higher_prio_send_advert") ?? general;
        return said === null || isOff(said.values[0]?.text);
      });
      const [first] = silent;
      if (first === undefined) continue;
      const names = silent.map((instance) => instance.name).join(", ");
      report({
        message: `${name}: vrrp_higher_prio_send_advert is not set: after a healed link nobody announces the VIP (vrrp_instance ${names})`,
        at: general?.keyword.at ?? first.at,
        isLack: general === null,
      });
    }
  },
};
