import { advertisementStep } from "../failover/timers.js";
import { formatDuration } from "../model/primitives.js";
import type { Rule } from "./rule.js";

const longest = 40_950;

/** An interval that the protocol can say. */
export const advertInterval: Rule = {
  id: "advert-interval",
  law: "VRRPv3 advertises in steps of 10 ms up to 40.95 s, VRRPv2 in whole seconds up to 255 s",
  why: "keepalived rounds what the protocol cannot say, and the two machines come to different numbers",
  source: "RFC 9568 section 5.2.7; RFC 3768 section 5.3.7",
  severity: "error",
  safety: true,
  breaks: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { timers: { advertisementInterval: 125ms } }`,
  keeps: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { timers: { advertisementInterval: 120ms } }`,
  fix: "advertisementInterval: 130ms",
  check: (plan, report) => {
    for (const { name, path, failover } of plan.vips) {
      const { vrrpVersion, advertisementInterval } = failover.timers;
      const place = [...path, "failover", "timers", "advertisementInterval"];
      const step = vrrpVersion === 2 ? 1000 : advertisementStep;
      const most = vrrpVersion === 2 ? 255_000 : longest;
      const nearest = Math.min(most, Math.ceil(advertisementInterval / step) * step);
      if (advertisementInterval % step === 0 && advertisementInterval <= most) continue;
      report({
        message: `VIP "${name}": VRRPv${vrrpVersion} cannot advertise every ${advertisementInterval} ms, only in steps of ${step} ms up to ${most} ms`,
        path: place,
        fix: `advertisementInterval: ${formatDuration(nearest)}${vrrpVersion === 2 ? ", or no auth (VRRPv3)" : ""}`,
      });
    }
  },
};
