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
  safety: true,
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
    const through = plan.vips.filter((vip) => vip.listeners.https.mode === "passthrough");
    const cause = plan.vips.find((vip) => vip.listeners.https.mode === "terminate");
    if (through.length === 0) return;
    const related = through.map((vip) => ({ message: `VIP "${vip.name}" passes TLS through`, path: modeOf(vip) }));
    const names = through.map((vip) => `"${vip.name}"`).join(", ");
    const who = through.length === 1 ? `VIP ${names} passes` : `VIPs ${names} pass`;
    if (plan.clientIp === "forwarded-for")
      report({ message: `clientIp: forwarded-for cannot work while ${who} TLS through`, path: ["clientIp"], related });
    else if (cause !== undefined)
      report({
        message: `VIP "${cause.name}" terminates TLS, so the controller trusts X-Forwarded-* headers, and ${who} TLS through to it`,
        path: modeOf(cause),
        related,
      });
  },
};
