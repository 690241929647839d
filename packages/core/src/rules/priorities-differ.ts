import type { Rule } from "./rule.js";

/** The primary is preferred. */
export const prioritiesDiffer: Rule = {
  id: "priorities-differ",
  law: "the primary's base priority is above the backup's, unless preempt is false under whenAllUnhealthy: keep",
  why: "on equal priorities the higher address wins: the VIP rests where nobody chose",
  source: "RFC 9568 section 6.4.3; keepalived.conf(5), priority",
  severity: "error",
  safety: false,
  breaks: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { timers: { priorities: { primary: 100, backup: 100 } } }`,
  keeps: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { timers: { priorities: { primary: 254, backup: 253 } } }`,
  fix: "priorities: { primary: 254, backup: 253 }",
  check: (plan, report) => {
    for (const { name, path, failover } of plan.vips) {
      const { primaryPriority, backupPriority } = failover.timers;
      const stays = failover.preempt.kind === "never" && failover.whenAllUnhealthy === "keep";
      if (stays ? primaryPriority === backupPriority : primaryPriority > backupPriority) continue;
      report({
        message: `VIP "${name}": the primary's priority ${primaryPriority} is not ${stays ? "equal to" : "above"} the backup's ${backupPriority}`,
        path: [...path, "failover", "timers", "priorities"],
        ...(stays ? { fix: "priorities: { primary: 254, backup: 254 } (with preempt: false the VIP stays where it is)" } : {}),
      });
    }
  },
};
