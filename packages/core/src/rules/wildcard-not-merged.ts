import type { PlanPath, PlanRoute } from "../resolve/plan.js";
import { routesByHost } from "./routes-by-host.js";
import type { Rule } from "./rule.js";

const shownPaths = 4;

/** What a pattern matches is the controller's to say. */
const mayServeAll = ({ path, pathType }: PlanPath): boolean =>
  pathType === "ImplementationSpecific" || (pathType === "Prefix" && path === "/");

/** `shop.example.com` is covered by `*.example.com` alone: a wildcard stands for one label. */
const wildcardOf = (host: string): string => `*${host.slice(host.indexOf("."))}`;

function listed(paths: readonly PlanPath[]): string {
  const shown = paths.slice(0, shownPaths).map(({ path }) => path);
  return paths.length > shownPaths ? `${shown.join(", ")} and ${paths.length - shownPaths} more` : shown.join(", ");
}

/** An exact host hides the wildcard whole. */
export const wildcardNotMerged: Rule = {
  id: "wildcard-not-merged",
  law: "a host that a wildcard covers, and that has routes of its own, serves every path",
  why: "the most specific host takes the request whole: what none of its paths matches is a 404, and never goes on to the wildcard",
  source: "Kubernetes, Ingress: hostname wildcards; nginx, server names: the exact name is chosen first",
  severity: "warning",
  safety: false,
  breaks: `routes:
  - { host: "*.example.com", service: { name: tenants, port: 80 } }
  - host: shop.example.com
    paths: [{ path: /api, pathType: Prefix, service: { name: api, port: 80 } }]`,
  keeps: `routes:
  - { host: "*.example.com", service: { name: tenants, port: 80 } }
  - host: shop.example.com
    paths:
      - { path: /api, pathType: Prefix, service: { name: api, port: 80 } }
      - { path: /, pathType: Prefix, service: { name: tenants, port: 80 } }`,
  fix: "{ path: /, pathType: Prefix, service: … }  # the wildcard's, once more",
  check: (plan, report) => {
    const byHost = routesByHost(plan);
    const wildcards = new Map<string, PlanRoute>(byHost.map(([first]) => [first.host, first]));
    for (const routes of byHost) {
      const [first] = routes;
      if (first.host.startsWith("*")) continue;
      const wildcard = wildcards.get(wildcardOf(first.host));
      const paths = routes.flatMap((route) => route.paths);
      if (wildcard === undefined || paths.some(mayServeAll)) continue;
      report({
        message: `${first.host} serves ${listed(paths)}: any other path is a 404, and does not go to ${wildcard.host}`,
        path: [...first.path, "host"],
        related: [{ message: "the wildcard", path: [...wildcard.path, "host"] }],
      });
    }
  },
};
