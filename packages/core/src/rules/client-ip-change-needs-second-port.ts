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
  fix: "where it runs already, or starts new: nothing; else a second controller with its own node ports first, then nodePorts here",
  check: (plan, report) => {
    if (plan.clientIp !== "proxy-protocol" || plan.ingress === null) return;
    report({
      message: "a running edge that gets PROXY protocol on its old node ports refuses every connection while only one end has changed",
      path: ["clientIp"],
    });
  },
};
