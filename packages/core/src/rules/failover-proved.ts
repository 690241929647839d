import type { Path } from "../diagnostics/diagnostic.js";
import { type Counterexample, prove } from "../failover/prove.js";
import { tellStory } from "../failover/story.js";
import { provedVips } from "./proved-vips.js";
import type { Rule, Violation } from "./rule.js";

const asViolation = (vip: string, path: Path, { breach, story }: Counterexample): Violation => ({
  message: `VIP "${vip}": ${breach}`,
  // What is derived is proved: only timers that were set by hand can be wrong.
  path: [...path, "failover", "timers"],
  part: "key",
  related: tellStory(story).map((message) => ({ message, path: null })),
});

/** Every state of every pair keeps the laws of failover. */
export const failoverProved: Rule = {
  id: "failover-proved",
  law: "whatever fails, in whatever order, the VIP is held as the document promises: by a machine that is well, by one only, and by the primary when all is well",
  why: "keepalived -t reads one machine's file and passes pairs that can never fail over",
  source: "the election of RFC 9568 section 6.4 and keepalived.conf(5), followed through every state of both machines; failover by trial",
  severity: "error",
  safety: true,
  breaks: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover:
      preempt: false
      timers: { priorities: { primary: 120, backup: 100 } }`,
  keeps: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover:
      preempt: false`,
  fix: "no failover.timers: what is derived without them is proved",
  check: (plan, report) => {
    const proved = prove(provedVips(plan)).flatMap((pair) => pair.vips);
    for (const { name, path } of plan.vips) {
      // Both families of a VIP fail alike.
      const told = new Set<string>();
      for (const counterexample of proved.flatMap(({ vip, counterexamples }) => (vip === name ? counterexamples : []))) {
        if (!told.has(counterexample.law)) report(asViolation(name, path, counterexample));
        told.add(counterexample.law);
      }
    }
  },
};
