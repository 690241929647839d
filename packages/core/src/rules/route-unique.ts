import type { Path } from "../diagnostics/diagnostic.js";
import type { PlanPath, PlanRoute } from "../resolve/plan.js";
import { findTwice, type Rule } from "./rule.js";

interface Rendered {
  readonly route: PlanRoute;
  readonly path: PlanPath;
}

/** A Prefix matches whole elements, so a slash at its end says nothing (Kubernetes, Ingress: path types). */
const comparedPath = ({ path, pathType }: PlanPath): string => (pathType === "Prefix" ? path.replace(/\/$/, "") : path);
const serviceOf = ({ service }: PlanPath): string => `${service.name}:${service.port}`;
const placeOf = ({ route, path }: Rendered): Path => (path.place === route.path ? [...route.path, "host"] : [...path.place, "path"]);

/** One answer to one request. */
export const routeUnique: Rule = {
  id: "route-unique",
  law: "a host, path and path type stand together once, over all routes",
  why: "the controller takes the older Ingress and is silent about the other: which one that is changes when either is created anew",
  source: "Kubernetes, Ingress: multiple matches; ingress-nginx takes the oldest rule",
  severity: "error",
  safety: true,
  breaks: `routes:
  - { host: shop.example.com, service: { name: shop, port: 80 } }
  - { host: shop.example.com, service: { name: shop-new, port: 80 } }`,
  keeps: `routes:
  - { host: shop.example.com, service: { name: shop, port: 80 } }
  - { host: new.shop.example.com, service: { name: shop-new, port: 80 } }`,
  fix: "take one of the two out, or give it another path or host",
  check: (plan, report) => {
    const rules = plan.routes.flatMap((route) => route.paths.map((path): Rendered => ({ route, path })));
    findTwice(
      rules,
      ({ route, path }) => `${route.host}\n${comparedPath(path)}\n${path.pathType}`,
      (again, first) => {
        report({
          message: `${again.route.host}${again.path.path} (${again.path.pathType}) leads to ${serviceOf(first.path)} and to ${serviceOf(again.path)}`,
          path: placeOf(again),
          related: [{ message: "the first", path: placeOf(first) }],
        });
      },
    );
  },
};
