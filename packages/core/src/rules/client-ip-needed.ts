import { trustsForwardedHeaders } from "../resolve/derived.js";
import type { Rule } from "./rule.js";

/** The client's address, where it decides who may come in. */
export const clientIpNeeded: Rule = {
  id: "client-ip-needed",
  law: "allowedSources and rateLimit need the client's address: clientIp other than none, or TLS that ends at HAProxy",
  why: "the controller sees HAProxy or a node as the client of every request: an allow list refuses or admits everybody, and one busy client uses up the limit of all",
  source: "ingress-nginx, source IP address and PROXY protocol; Kubernetes, Using Source IP (SNAT under externalTrafficPolicy: Cluster)",
  severity: "error",
  safety: true,
  breaks: `routes:
  - { host: shop.example.com, service: { name: shop, port: 80 }, options: { allowedSources: [203.0.113.0/24] } }`,
  keeps: `clientIp: proxy-protocol
routes:
  - { host: shop.example.com, service: { name: shop, port: 80 }, options: { allowedSources: [203.0.113.0/24] } }`,
  fix: "clientIp: proxy-protocol",
  check: (plan, report) => {
    // Headers are written and believed on every listener as soon as one terminates TLS.
    if (plan.clientIp !== "none" || trustsForwardedHeaders(plan)) return;
    for (const { host, path, options } of plan.routes) {
      for (const name of ["allowedSources", "rateLimit"] as const) {
        if (options[name] === undefined) continue;
        report({
          message: `${name} of ${host} would be applied to HAProxy's address or a node's, since clientIp is none`,
          path: [...path, "options", name],
          part: "key",
        });
      }
    }
  },
};
