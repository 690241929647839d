import type { Instance } from "../files/vrrp.js";
import type { FileRule, FileViolation } from "./file-rule.js";

const weighted = ({ trackers }: Instance) => trackers.find(({ weight }) => weight.value !== 0) ?? null;

function checkInstance(instance: Instance, other: Instance | null, report: (violation: FileViolation) => void): void {
  const { name, machine, noPreempt, state } = instance;
  // An initial MASTER clears nopreempt: preempt-delay-xor-nopreempt speaks of that.
  if (noPreempt === null || state.value === "MASTER") return;
  const [half, tracker] = [instance, other].flatMap((each) => {
    const found = each === null ? null : weighted(each);
    return each === null || found === null ? [] : [[each, found] as const];
  })[0] ?? [null, null];
  if (half === null || tracker === null) return;
  // Tried on 2.2.7: with nopreempt on one machine the VIP leaves that machine once, and that machine never takes it back.
  const comes =
    other === null || other.noPreempt !== null
      ? "the VIP never moves"
      : `${machine} never takes the VIP from ${other.machine}, whatever fails there`;
  report({
    message: `vrrp_instance ${name} on ${machine}: nopreempt switches off the weight of ${tracker.name}: ${comes}`,
    at: noPreempt.at,
    related: [{ message: `the weight on ${half.machine}`, at: tracker.weight.at }],
  });
}

/** One of the two decides. */
export const noNopreemptWithWeights: FileRule = {
  id: "no-nopreempt-with-weights",
  law: "nopreempt and a tracker with a weight do not stand together in a pair",
  why: "a failing check lowers the priority and the other machine may not take over: the VIP stays with a dead HAProxy, and no daemon says a word",
  source: "failover by trial on keepalived 2.2.7: never failed over; keepalived.conf(5), nopreempt",
  severity: "error",
  safety: true,
  breaks: `--- hapxy1/keepalived.conf
     advert_int 0.13
+    nopreempt
--- hapxy2/keepalived.conf
     advert_int 0.13
+    nopreempt`,
  keeps: `--- hapxy1/keepalived.conf
-    priority 254
+    priority 253`,
  fix: "take nopreempt out and give both machines one priority, or take the weights out",
  check: ({ pairs, alone }, report) => {
    for (const instance of alone) checkInstance(instance, null, report);
    for (const [one, other] of pairs) {
      checkInstance(one, other, report);
      checkInstance(other, one, report);
    }
  },
};
