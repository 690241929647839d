import type { Path } from "../diagnostics/diagnostic.js";
import type { PlanVip } from "../resolve/plan.js";
import type { Rule } from "./rule.js";

const modeOf = (vip: PlanVip): Path => [...vip.path, "listeners", "https", "mode"];

/** Headers that a pod believes are written by HAProxy, always. */
export const forwardedForNeedsHttp: Rule = {
  id: "forwarded-for-needs-http",
  law: "where the controller trusts X-Forwarded-* headers (forwarded-for, or a listener that terminates TLS), no listener passes TLS through",
  why: "HAProxy cannot see into a connection that it passes through: the headers that the controller then trusts are whatever the client wrote",
  source: "ingress-nginx, use-forwarded-headers: only behind a proxy that sets them",
  severity: "error",
  breaks: `clientIp: forwarded-for`,
  keeps: `clientIp: forwarded-for
vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    listeners: { https: { mode: terminate, certificate: /etc/haproxy/certs/shop.pem } }`,
  fix: "terminate TLS at HAProxy on every VIP (https: { mode: terminate, certificate: … }), or use clientIp: proxy-protocol",
  check: (plan, report) => {
    const cause = plan.vips.find((vip) => vip.listeners.https.mode === "terminate");
    for (const vip of plan.vips) {
      if (vip.listeners.https.mode !== "passthrough") continue;
      if (plan.clientIp === "forwarded-for")
        report({
          message: `clientIp: forwarded-for cannot work on VIP "${vip.name}", whose https listener passes TLS through`,
          path: ["clientIp"],
          related: [{ message: `VIP "${vip.name}" passes TLS through`, path: modeOf(vip) }],
        });
      else if (cause !== undefined)
        report({
          message: `VIP "${vip.name}" passes TLS through to a controller that trusts X-Forwarded-* headers, since VIP "${cause.name}" terminates TLS`,
          path: modeOf(vip),
          related: [{ message: `VIP "${cause.name}" terminates TLS`, path: modeOf(cause) }],
        });
    }
  },
};
