import type { Instance } from "../files/vrrp.js";
import type { FileRule } from "./file-rule.js";

const weighted = ({ trackers }: Instance): boolean => trackers.some(({ weight }) => weight.value !== 0);

/** The backup does not wait. */
export const preemptDelayOneSide: FileRule = {
  id: "preempt-delay-one-side",
  law: "preempt_delay stands on the primary alone",
  why: "a backup takes over from a primary with a failing check by preemption: its delay is a delay of failover itself",
  source: "failover by trial on keepalived 2.2.7; keepalived.conf(5), preempt_delay",
  severity: "error",
  safety: false,
  breaks: `--- hapxy1/keepalived.conf
     advert_int 0.13
+    preempt_delay 30
--- hapxy2/keepalived.conf
     advert_int 0.13
+    preempt_delay 30`,
  keeps: `--- hapxy1/keepalived.conf
     advert_int 0.13
+    preempt_delay 30`,
  fix: "take preempt_delay out on the backup",
  check: ({ pairs }, report) => {
    for (const [one, other] of pairs) {
      if (one.priority.value === other.priority.value) continue;
      const backup = one.priority.value < other.priority.value ? one : other;
      const { name, machine, preemptDelay, priority } = backup;
      if (preemptDelay === null) continue;
      const delays = [one, other].some(weighted);
      report({
        message: `vrrp_instance ${name}: ${machine} is the backup, and waits ${preemptDelay.text} s ${delays ? "before it takes over from a primary whose check fails" : "for nothing: it never preempts"}`,
        at: preemptDelay.at,
        related: [{ message: "its priority is the lower one", at: priority.at }],
        ...(delays ? {} : { severity: "warning" as const }),
      });
    }
  },
};
