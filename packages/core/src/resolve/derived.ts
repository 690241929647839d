import type { Machine, Plan, PlanVip } from "./plan.js";

/**
 * Whether the controller is told to believe X-Forwarded-* headers. One derivation for both sides: HAProxy then writes them
 * on every listener (so that `forward` is HTTP mode), and the controller's ConfigMap switches the trust on.
 */
export const trustsForwardedHeaders = (plan: Plan): boolean =>
  plan.clientIp === "forwarded-for" || plan.vips.some((vip) => vip.listeners.https.mode === "terminate");

/** The VIPs that a machine may come to hold. */
export const vipsOf = (plan: Plan, machine: Machine): readonly PlanVip[] =>
  plan.vips.filter((vip) => vip.primary === machine || vip.backup === machine);
