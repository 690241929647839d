import type { Path, PlanVip, Rule } from "@edgewright/core";

/** keepalived.conf(5), `preempt_delay` and `interval` of `vrrp_script`; tried on 2.2.7, which drops what is above. Milliseconds. */
const longestDelay = 1_000_000;
const longestInterval = 4_294_000;

interface Timer {
  readonly what: string;
  readonly value: number;
  readonly longest: number;
  readonly path: Path;
}

const timersOf = ({ path, failover }: PlanVip): readonly Timer[] => [
  {
    what: "a preemption delay",
    value: failover.timers.preemptDelay ?? 0,
    longest: longestDelay,
    path: [...path, "failover", "preempt", "delay"],
  },
  {
    what: "a check's interval",
    value: failover.timers.checkInterval,
    longest: longestInterval,
    path: [...path, "failover", "timers", "check", "interval"],
  },
];

/** Times that keepalived's counters hold. */
export const timerInRange: Rule = {
  id: "timer-in-range",
  law: "a preemption delay is at most 1000 s, a check's interval at most 4294 s",
  why: "keepalived drops a longer one with a line in its log, and goes on with another value than the document says",
  source: "keepalived.conf(5), preempt_delay and vrrp_script; tried on 2.2.7",
  severity: "error",
  safety: true,
  breaks: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { preempt: { delay: 1h } }`,
  keeps: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { preempt: { delay: 5m } }`,
  fix: "a shorter time; preempt: false leaves the VIP where it is",
  check: (plan, report) => {
    for (const vip of plan.vips) {
      for (const { what, value, longest, path } of timersOf(vip)) {
        if (value > longest)
          report({ message: `VIP "${vip.name}": ${what} of ${value / 1000} s is more than keepalived's ${longest / 1000} s`, path });
      }
    }
  },
};
