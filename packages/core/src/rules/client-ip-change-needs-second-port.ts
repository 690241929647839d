import type { Rule } from "./rule.js";

/** A running edge cannot be switched to PROXY protocol in place. */
export const clientIpChangeNeedsSecondPort: Rule = {
  id: "client-ip-change-needs-second-port",
  law: "an edge that runs without PROXY protocol gets it through node ports of their own, at a second controller that expects it",
  why: "one node port expects the header from everybody or from nobody: between the change of the one end and that of the other every connection fails, in either order",
  source: "failover by trial: none to proxy-protocol has no safe order on one node port; ingress-nginx, use-proxy-protocol",
  severity: "info",
  safety: false,
  breaks: `clientIp: proxy-protocol`,
  keeps: `clientIp: none`,
  fix: "on an edge that runs without it, first a second controller with node ports of its own, then these as nodePorts",
  check: (plan, report) => {
    if (plan.clientIp !== "proxy-protocol" || plan.ingress === null) return;
    report({
      message: "PROXY protocol cannot be switched on in place: while only one end has changed, every connection fails",
      path: ["clientIp"],
    });
  },
};
