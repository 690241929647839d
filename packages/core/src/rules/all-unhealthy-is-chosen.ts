import type { Rule } from "./rule.js";

/** Nobody is left to answer, and that too was decided. */
export const allUnhealthyIsChosen: Rule = {
  id: "all-unhealthy-is-chosen",
  law: "when HAProxy fails on both machines the VIP does what whenAllUnhealthy says: keep needs a tracker weight, release needs weight 0",
  why: "a weight that was set by hand decides this too: a check that is wrong on both machines takes the VIP from a service that works, or holds it at a dead one",
  source: "keepalived.conf(5), weight: a failing tracker of weight 0 is a fault, which gives the VIP up",
  severity: "error",
  safety: true,
  breaks: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { timers: { weight: 0 } }`,
  keeps: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { whenAllUnhealthy: release, timers: { weight: 0 } }`,
  fix: "whenAllUnhealthy: release, or another weight",
  check: (plan, report) => {
    for (const { name, path, failover } of plan.vips) {
      const { trackerWeight } = failover.timers;
      const place = [...path, "failover", "timers", "weight"];
      if (failover.whenAllUnhealthy === "keep" && trackerWeight === 0)
        report({
          message: `VIP "${name}": weight 0 releases the VIP when both machines fail, and whenAllUnhealthy is keep`,
          path: place,
          fix: "weight: -100, or whenAllUnhealthy: release",
        });
      if (failover.whenAllUnhealthy === "release" && trackerWeight !== 0)
        report({
          message: `VIP "${name}": weight ${trackerWeight} keeps the VIP when both machines fail, and whenAllUnhealthy is release`,
          path: place,
          fix: "weight: 0, or whenAllUnhealthy: keep",
        });
    }
  },
};
