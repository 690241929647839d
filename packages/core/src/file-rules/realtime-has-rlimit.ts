import { globalSetting } from "../files/vrrp.js";
import type { FileRule } from "./file-rule.js";

/** The kernel ends a real-time process that runs too long. */
export const realtimeHasRlimit: FileRule = {
  id: "realtime-has-rlimit",
  law: "vrrp_rt_priority stands together with vrrp_rlimit_rttime",
  why: "without the limit said, the kernel killed keepalived under load: both machines then hold the VIP",
  source: "failover by trial on keepalived 2.2.7; keepalived.conf(5), vrrp_rlimit_rttime; setrlimit(2), RLIMIT_RTTIME",
  severity: "error",
  safety: true,
  breaks: `--- hapxy1/keepalived.conf
-    vrrp_rlimit_rttime 500000`,
  keeps: `--- hapxy1/keepalived.conf
-    vrrp_rt_priority 50
-    vrrp_rlimit_rttime 500000`,
  fix: "vrrp_rlimit_rttime 500000",
  check: ({ machines }, report) => {
    for (const { name, keepalived } of machines) {
      const priority = keepalived === null ? null : globalSetting(keepalived, "vrrp_rt_priority");
      if (keepalived === null || priority === null || globalSetting(keepalived, "vrrp_rlimit_rttime") !== null) continue;
      report({ message: `${name}: vrrp_rt_priority has no vrrp_rlimit_rttime beside it`, at: priority.keyword.at, isLack: true });
    }
  },
};
