import { type Duration, millisecondsOf, type PlanRoute, type RouteOptions } from "@edgewright/core";

const prefix = "nginx.ingress.kubernetes.io";

/** ingress-nginx counts these in whole seconds: rounded up, so that nothing is cut short. */
const wholeSeconds = (duration: Duration): string => String(Math.ceil(millisecondsOf(duration) / 1000));

function timeouts(options: RouteOptions): Record<string, string> {
  const { connect, read, send } = options.timeouts ?? {};
  return {
    ...(connect === undefined ? {} : { [`${prefix}/proxy-connect-timeout`]: wholeSeconds(connect) }),
    ...(read === undefined ? {} : { [`${prefix}/proxy-read-timeout`]: wholeSeconds(read) }),
    ...(send === undefined ? {} : { [`${prefix}/proxy-send-timeout`]: wholeSeconds(send) }),
  };
}

/** `force-ssl-redirect` also where TLS ends at HAProxy and the Ingress has none; both are said when it is switched off, since `tls` switches it on. */
function redirect(options: RouteOptions): Record<string, string> {
  if (options.redirectToHttps === undefined) return {};
  const value = String(options.redirectToHttps);
  return options.redirectToHttps
    ? { [`${prefix}/force-ssl-redirect`]: value }
    : { [`${prefix}/force-ssl-redirect`]: value, [`${prefix}/ssl-redirect`]: value };
}

/** A burst is said as a multiple of the rate: rounded up, and never below one. */
function rateLimit(options: RouteOptions): Record<string, string> {
  if (options.rateLimit === undefined) return {};
  const { requestsPerSecond, burst } = options.rateLimit;
  return {
    [`${prefix}/limit-rps`]: String(requestsPerSecond),
    [`${prefix}/limit-burst-multiplier`]: String(Math.max(1, Math.ceil(burst / requestsPerSecond))),
  };
}

function issuer(route: PlanRoute): Record<string, string> {
  const by = route.tls?.issuer;
  if (by === undefined || by === null) return {};
  return { [by.kind === "ClusterIssuer" ? "cert-manager.io/cluster-issuer" : "cert-manager.io/issuer"]: by.name };
}

/** Everything that a route asks of ingress-nginx, but for rewriting, which depends on the path. */
export function annotations(route: PlanRoute): Readonly<Record<string, string>> {
  const { options } = route;
  return {
    ...issuer(route),
    ...redirect(options),
    ...timeouts(options),
    ...rateLimit(options),
    ...(options.backendProtocol === undefined || options.backendProtocol === "http"
      ? {}
      : { [`${prefix}/backend-protocol`]: options.backendProtocol.toUpperCase() }),
    ...(options.maxBodySize === undefined ? {} : { [`${prefix}/proxy-body-size`]: options.maxBodySize }),
    ...(options.allowedSources === undefined ? {} : { [`${prefix}/whitelist-source-range`]: options.allowedSources.join(",") }),
    ...(options.affinity === undefined
      ? {}
      : { [`${prefix}/affinity`]: "cookie", [`${prefix}/session-cookie-name`]: options.affinity.cookie }),
  };
}

export const rewriteTarget = (target: string): Readonly<Record<string, string>> => ({
  [`${prefix}/rewrite-target`]: target,
  [`${prefix}/use-regex`]: "true",
});
export const useRegex: Readonly<Record<string, string>> = { [`${prefix}/use-regex`]: "true" };
