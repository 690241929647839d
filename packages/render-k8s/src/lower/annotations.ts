import { type Duration, millisecondsOf, type PlanRoute, type RouteOptions } from "@edgewright/core";

const key = <Name extends string>(name: Name): `nginx.ingress.kubernetes.io/${Name}` => `nginx.ingress.kubernetes.io/${name}`;

/** Written once: each route has several, and there are thousands of routes. */
const keys = {
  connectTimeout: key("proxy-connect-timeout"),
  readTimeout: key("proxy-read-timeout"),
  sendTimeout: key("proxy-send-timeout"),
  forceSslRedirect: key("force-ssl-redirect"),
  sslRedirect: key("ssl-redirect"),
  rate: key("limit-rps"),
  burst: key("limit-burst-multiplier"),
  backendProtocol: key("backend-protocol"),
  bodySize: key("proxy-body-size"),
  sources: key("whitelist-source-range"),
  affinity: key("affinity"),
  cookie: key("session-cookie-name"),
  rewriteTarget: key("rewrite-target"),
  useRegex: key("use-regex"),
} as const;

type Annotations = Record<string, string>;

/** ingress-nginx counts these in whole seconds: rounded up, so that nothing is cut short. */
const wholeSeconds = (duration: Duration): string => String(Math.ceil(millisecondsOf(duration) / 1000));

function addTimeouts(all: Annotations, options: RouteOptions): void {
  const { connect, read, send } = options.timeouts ?? {};
  if (connect !== undefined) all[keys.connectTimeout] = wholeSeconds(connect);
  if (read !== undefined) all[keys.readTimeout] = wholeSeconds(read);
  if (send !== undefined) all[keys.sendTimeout] = wholeSeconds(send);
}

/** `force-ssl-redirect` also where TLS ends at HAProxy and the Ingress has none; both are said when it is switched off, since `tls` switches it on. */
function addRedirect(all: Annotations, { redirectToHttps }: RouteOptions): void {
  if (redirectToHttps === undefined) return;
  all[keys.forceSslRedirect] = String(redirectToHttps);
  if (!redirectToHttps) all[keys.sslRedirect] = "false";
}

/** A burst is said as a multiple of the rate: rounded up, and never below one. */
function addRateLimit(all: Annotations, { rateLimit }: RouteOptions): void {
  if (rateLimit === undefined) return;
  all[keys.rate] = String(rateLimit.requestsPerSecond);
  all[keys.burst] = String(Math.max(1, Math.ceil(rateLimit.burst / rateLimit.requestsPerSecond)));
}

function addIssuer(all: Annotations, { tls }: PlanRoute): void {
  const by = tls?.issuer ?? null;
  if (by !== null) all[by.kind === "ClusterIssuer" ? "cert-manager.io/cluster-issuer" : "cert-manager.io/issuer"] = by.name;
}

function addAffinity(all: Annotations, { affinity }: RouteOptions): void {
  if (affinity === undefined) return;
  all[keys.affinity] = "cookie";
  all[keys.cookie] = affinity.cookie;
}

/** Most routes ask for nothing: they share one object, by which they are known to be alike. */
const none: Readonly<Annotations> = Object.freeze({});
const asksForNothing = ({ options, tls }: PlanRoute): boolean => (tls?.issuer ?? null) === null && Object.keys(options).length === 0;

/** Everything that a route asks of ingress-nginx, but for rewriting, which depends on the path. */
export function annotations(route: PlanRoute): Readonly<Annotations> {
  if (asksForNothing(route)) return none;
  const { options } = route;
  const { backendProtocol, maxBodySize, allowedSources } = options;
  const all: Annotations = {};
  addIssuer(all, route);
  addRedirect(all, options);
  addTimeouts(all, options);
  addRateLimit(all, options);
  if (backendProtocol !== undefined && backendProtocol !== "http") all[keys.backendProtocol] = backendProtocol.toUpperCase();
  if (maxBodySize !== undefined) all[keys.bodySize] = maxBodySize;
  if (allowedSources !== undefined) all[keys.sources] = allowedSources.join(",");
  addAffinity(all, options);
  return all;
}

export const rewriteTarget = (target: string): Readonly<Record<string, string>> => ({
  [keys.rewriteTarget]: target,
  [keys.useRegex]: "true",
});
export const useRegex: Readonly<Record<string, string>> = { [keys.useRegex]: "true" };
