import { trustsForwardedHeaders } from "../resolve/derived.js";
import type { Machine, Plan, PlanIngress, PlanRoute } from "../resolve/plan.js";
import { haproxyAddress } from "./client-address.js";
import { controllerMark, tlsMark } from "./marks.js";
import { normalizePath } from "./request.js";
import { type RoutingRule, wildcardOf } from "./routing.js";
import type { Step } from "./way.js";

/** The route whose Secret answers for a host: its own, or the wildcard's above it (ingress-nginx, certificate.lua). */
export function certificateRoute(plan: Plan, host: string | null): { readonly route: PlanRoute; readonly secretName: string } | null {
  if (host === null) return null;
  const wildcard = wildcardOf(host);
  let above: PlanRoute | null = null;
  for (const route of plan.routes) {
    if (route.tls === null) continue;
    if (route.host === host) return { route, secretName: route.tls.secretName };
    if (route.host === wildcard) above ??= route;
  }
  return above === null || above.tls === null ? null : { route: above, secretName: above.tls.secretName };
}

type ControllerStep = Extract<Step, { kind: "controller" }>;

/** TLS ends at the controller: with which certificate. */
export function tlsStep(plan: Plan, host: string | null): ControllerStep {
  const found = certificateRoute(plan, host);
  const base = { kind: "controller", details: [] } as const;
  if (found === null)
    return {
      ...base,
      text:
        host === null
          ? "the controller ends TLS with its default certificate: a URL with an address sends no name (SNI)"
          : `the controller ends TLS with its default certificate, which no client trusts: no route of ${host} has tls`,
      path: null,
      mark: null,
    };
  const { route, secretName } = found;
  const of = route.host === host ? "" : ` of ${route.host}`;
  return {
    ...base,
    text: `the controller ends TLS with the certificate in Secret ${route.namespace}/${secretName}${of}`,
    path: [...route.path, "tls", "secretName"],
    mark: tlsMark(route, secretName),
  };
}

/** The controller reads plain HTTP. */
export const plainStep = (plan: Plan, ingress: PlanIngress, scheme: "http" | "https"): ControllerStep => {
  const trusts = trustsForwardedHeaders(plan);
  return {
    kind: "controller",
    text: trusts
      ? `the controller gets plain HTTP, and takes from X-Forwarded-Proto that the client spoke ${scheme}`
      : "the controller gets plain HTTP, as the client sent it",
    details: [],
    path: [...ingress.path, "nodePorts", "http"],
    mark: controllerMark(ingress, "data:", `use-forwarded-headers: ${trusts}`),
  };
};

/** ingress-nginx leaves these alone, so that ACME's HTTP-01 works (ConfigMap, no-tls-redirect-locations). */
const neverRedirected = "/.well-known/acme-challenge";

/** Why ingress-nginx answers plain HTTP by a redirect; null where it does not (annotations ssl-redirect and force-ssl-redirect). */
export function redirectReason(plan: Plan, { route, path }: RoutingRule, host: string): string | null {
  const { redirectToHttps } = route.options;
  if (redirectToHttps === false || path.path.startsWith(neverRedirected)) return null;
  if (redirectToHttps === true) return "redirectToHttps";
  return certificateRoute(plan, host) === null ? null : "the host has tls, and redirectToHttps is not false";
}

/** What the pod gets as path. @see https://kubernetes.github.io/ingress-nginx/examples/rewrite/ */
export function podPath({ told }: RoutingRule, path: string): string {
  if (told.rewriteTarget === null) return path;
  const groups = new RegExp(`^${told.path}`, "i").exec(normalizePath(path));
  return told.rewriteTarget.replace(/\$(\d)/g, (_, digit: string) => groups?.[Number(digit)] ?? "");
}

function sourcesNote(plan: Plan, ingress: PlanIngress, machine: Machine, sources: readonly string[]): string {
  const list = sources.join(", ");
  if (plan.clientIp !== "none" || trustsForwardedHeaders(plan)) return `allowedSources: clients of ${list} come in, any other gets 403`;
  const seen = ingress.externalTrafficPolicy === "Local" ? haproxyAddress(machine, ingress.nodes) : `a node's address, not even HAProxy's`;
  return `allowedSources: ${list}; but with clientIp: none the controller sees every client as ${seen}: it lets in all or none`;
}

/** What the route's options do to the request; null where there are none to tell of. */
export function optionsStep(
  plan: Plan,
  ingress: PlanIngress,
  machine: Machine,
  { route }: RoutingRule,
  paths: { readonly asked: string; readonly pod: string },
): Extract<Step, { kind: "options" }> | null {
  const { allowedSources, affinity, backendProtocol, maxBodySize, rateLimit } = route.options;
  const details = [
    ...(allowedSources === undefined ? [] : [sourcesNote(plan, ingress, machine, allowedSources)]),
    ...(rateLimit === undefined ? [] : [`rateLimit: above ${rateLimit.requestsPerSecond} requests a second of one address it answers 503`]),
    ...(maxBodySize === undefined || maxBodySize === "0" ? [] : [`maxBodySize: a larger body than ${maxBodySize} gets 413`]),
    ...(paths.asked === paths.pod ? [] : [`rewriteTo: the pod is asked for ${paths.pod}`]),
    ...(affinity === undefined ? [] : [`affinity: the cookie ${affinity.cookie} keeps a client at one pod`]),
    ...(backendProtocol === undefined ? [] : [`backendProtocol: the pod is spoken to in ${backendProtocol}`]),
  ];
  if (details.length === 0) return null;
  return { kind: "options", text: "the route's options apply", details, path: [...route.path, "options"], mark: null };
}
