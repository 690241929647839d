import { trustsForwardedHeaders } from "./derived.js";
import type { Plan, PlanStream, PlanVip } from "./plan.js";

/** The names of haproxy.cfg's frontends. A DNS label has no underscore, so no VIP's name can make another's section. */
export const frontendName = {
  http: (vip: PlanVip): string => `vip_${vip.name}_http`,
  https: (vip: PlanVip): string => `vip_${vip.name}_https`,
  stream: (stream: PlanStream): string => `stream_${stream.name}`,
} as const;

/** The ingress controller's backends are shared by all VIPs, so that a node is checked once per port and not once per VIP. */
export const backendNames = { http: "ingress_http", httpProxy: "ingress_http_proxy", https: "ingress_https" } as const;
export const streamBackendName = (stream: PlanStream): string => `stream_${stream.name}`;

/** The backend that a VIP's listener leads to; null for one that is off, or answers by itself. */
export function listenerBackend(plan: Plan, vip: PlanVip, scheme: "http" | "https"): string | null {
  const { http, https } = vip.listeners;
  if (scheme === "http") return http.mode !== "forward" ? null : trustsForwardedHeaders(plan) ? backendNames.httpProxy : backendNames.http;
  if (https.mode === "off") return null;
  return https.mode === "terminate" ? backendNames.httpProxy : backendNames.https;
}
