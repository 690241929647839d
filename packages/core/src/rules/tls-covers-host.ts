import type { PlanRoute } from "../resolve/plan.js";
import { routesByHost } from "./routes-by-host.js";
import type { Rule, Violation } from "./rule.js";

type TlsRoute = PlanRoute & { readonly tls: NonNullable<PlanRoute["tls"]> };
const hasTls = (route: PlanRoute): route is TlsRoute => route.tls !== null;

const otherSecret = (route: TlsRoute, first: TlsRoute): Violation => ({
  message: `${route.host} has two certificates, of Secret "${first.tls.secretName}" and of "${route.tls.secretName}"`,
  path: [...route.path, "tls", "secretName"],
  related: [{ message: "the first", path: [...first.path, "tls", "secretName"] }],
  fix: `secretName: ${first.tls.secretName}`,
});

const noTls = (route: PlanRoute, first: TlsRoute): Violation => ({
  severity: "warning",
  message: `${route.host} has TLS in one route and none in this one`,
  path: [...route.path, "host"],
  related: [{ message: "TLS", path: [...first.path, "tls"], part: "key" }],
  fix: `tls: { secretName: ${first.tls.secretName} }`,
});

/** A host shows one certificate. */
export const tlsCoversHost: Rule = {
  id: "tls-covers-host",
  law: "all routes of one host name the same Secret, and those of one namespace all have TLS or none has",
  why: "the handshake comes before the path: a host has one certificate, and which of two it is depends on which Ingress is older",
  source: "Kubernetes, Ingress: TLS (the hosts of spec.tls must match those of the rules); RFC 6066 section 3 (server name indication)",
  severity: "error",
  safety: false,
  breaks: `routes:
  - host: shop.example.com
    service: { name: shop, port: 80 }
    tls: { secretName: shop-tls }
  - host: shop.example.com
    name: shop-api
    paths: [{ path: /api, pathType: Prefix, service: { name: api, port: 80 } }]
    tls: { secretName: api-tls }`,
  keeps: `routes:
  - host: shop.example.com
    service: { name: shop, port: 80 }
    tls: { secretName: shop-tls }
  - host: shop.example.com
    name: shop-api
    paths: [{ path: /api, pathType: Prefix, service: { name: api, port: 80 } }]
    tls: { secretName: shop-tls }`,
  fix: "name one Secret in all routes of the host",
  check: (plan, report) => {
    for (const routes of routesByHost(plan)) {
      const secured = routes.filter(hasTls);
      const [first] = secured;
      if (first === undefined) continue;
      for (const route of secured) if (route.tls.secretName !== first.tls.secretName) report(otherSecret(route, first));
      for (const route of routes) {
        // In another namespace the Secret is not there, and the controller shows the host's certificate all the same.
        const neighbour = hasTls(route) ? undefined : secured.find(({ namespace }) => namespace === route.namespace);
        if (neighbour !== undefined) report(noTls(route, neighbour));
      }
    }
  },
};
