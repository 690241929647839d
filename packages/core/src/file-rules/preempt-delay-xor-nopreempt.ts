import type { FileRule } from "./file-rule.js";

/** What stands beside what. */
export const preemptDelayXorNopreempt: FileRule = {
  id: "preempt-delay-xor-nopreempt",
  law: "an instance has preempt_delay or nopreempt or neither; with an initial MASTER it has neither",
  why: "an initial MASTER clears nopreempt and takes the VIP at every start; a delay of what never happens is a mistake of one of the two lines",
  source: "keepalived.conf(5), nopreempt: the initial state must not be MASTER; preempt_delay",
  severity: "error",
  safety: true,
  breaks: `--- hapxy1/keepalived.conf
-    state BACKUP
+    state MASTER
+    nopreempt`,
  keeps: `--- hapxy1/keepalived.conf
     advert_int 0.13
+    preempt_delay 10`,
  fix: "state BACKUP, and one of the two",
  check: ({ machines }, report) => {
    for (const { name, machine, state, noPreempt, preemptDelay } of machines.flatMap(({ instances }) => instances)) {
      const where = `vrrp_instance ${name} on ${machine}`;
      for (const [word, what] of [
        [noPreempt, "nopreempt"],
        [preemptDelay, "preempt_delay"],
      ] as const) {
        if (word === null || state.value !== "MASTER") continue;
        const related = [{ message: "the initial state", at: state.at }];
        report({ message: `${where}: an initial MASTER clears ${what}`, at: word.at, related, fix: "state BACKUP" });
      }
      if (noPreempt !== null && preemptDelay !== null) {
        const related = [{ message: "the delay", at: preemptDelay.at }];
        report({ message: `${where}: nopreempt and preempt_delay exclude each other`, at: noPreempt.at, related });
      }
    }
  },
};
