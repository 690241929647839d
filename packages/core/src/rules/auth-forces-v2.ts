import { worstFailover } from "../failover/budget.js";
import type { Rule } from "./rule.js";

/** A password costs seconds. */
export const authForcesV2: Rule = {
  id: "auth-forces-v2",
  law: "auth exists in VRRPv2 only, which has IPv4 alone and advertises in whole seconds",
  why: "failover takes seconds instead of half of one, and the password is in clear text on the wire",
  source: "RFC 9568 section 9 (authentication was removed); RFC 3768 section 5.3.6",
  severity: "warning",
  safety: false,
  breaks: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { auth: { password: { env: VRRP } } }`,
  keeps: `vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }`,
  fix: "leave auth out, and let the firewall of host/ admit VRRP from the other machine only",
  check: (plan, report) => {
    for (const { name, path, failover, instances } of plan.vips) {
      if (failover.password === null) continue;
      const place = [...path, "failover", "auth"];
      const worst = worstFailover(failover.timers);
      report({
        message: `VIP "${name}": auth selects VRRPv2: failover takes up to ${worst.total} ms, and the password is in clear text on the wire`,
        path: place,
        part: "key",
      });
      if (instances.some((instance) => instance.family === "ipv6")) {
        report({
          severity: "error",
          message: `VIP "${name}": auth selects VRRPv2, which has no IPv6`,
          path: place,
          part: "key",
          fix: "leave auth out, or the IPv6 address",
        });
      }
    }
  },
};
