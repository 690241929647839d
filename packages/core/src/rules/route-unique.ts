import { findTwice, type Rule } from "./rule.js";

/** One answer to one request. */
export const routeUnique: Rule = {
  id: "route-unique",
  law: "a host, path and path type stand together once, over all routes",
  why: "the controller takes the older Ingress and is silent about the other: which one that is changes when either is created anew",
  source: "Kubernetes, Ingress: multiple matches; ingress-nginx takes the oldest rule",
  severity: "error",
  breaks: `routes:
  - { host: shop.example.com, service: { name: shop, port: 80 } }
  - { host: shop.example.com, service: { name: shop-new, port: 80 } }`,
  keeps: `routes:
  - { host: shop.example.com, service: { name: shop, port: 80 } }
  - { host: new.shop.example.com, service: { name: shop-new, port: 80 } }`,
  fix: "take one of the two out, or give it another path or host",
  check: (plan, report) => {
    const rules = plan.routes.flatMap((route) => route.paths.map((path) => ({ route, path })));
    findTwice(
      rules,
      ({ route, path }) => `${route.host}\n${path.path}\n${path.pathType}`,
      (again, first) => {
        report({
          message: `${again.route.host}${again.path.path} (${again.path.pathType}) has two services, ${first.path.service.name} and ${again.path.service.name}`,
          path: again.path.place,
          related: [{ message: "the first", path: first.path.place }],
        });
      },
    );
  },
};
