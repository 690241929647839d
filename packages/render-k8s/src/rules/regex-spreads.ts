import type { Path, Plan, PlanRoute, Rule } from "@edgewright/core";
import { useRegex } from "../lower/annotations.js";
import { lowerPaths } from "../lower/paths.js";

const shownPaths = 8;

interface Written {
  readonly path: string;
  readonly place: Path;
  readonly isRegex: boolean;
}

function writtenPaths(route: PlanRoute): readonly Written[] {
  const { rewriteTo } = route.options;
  return lowerPaths(route).map(({ source, annotations }) => {
    const own: Path = source.place === route.path ? [...route.path, "host"] : [...source.place, "path"];
    return {
      path: source.path,
      place: rewriteTo === undefined ? own : [...route.path, "options", "rewriteTo"],
      isRegex: Object.keys(useRegex).some((key) => Object.hasOwn(annotations, key)),
    };
  });
}

function pathsByHost({ routes }: Plan): ReadonlyMap<string, readonly Written[]> {
  const hosts = new Map<string, Written[]>();
  for (const route of routes) {
    const list = hosts.get(route.host) ?? [];
    hosts.set(route.host, list);
    list.push(...writtenPaths(route));
  }
  return hosts;
}

/** One pattern changes how all paths of its host are matched. */
export const regexSpreads: Rule = {
  id: "regex-spreads",
  law: "a host on ingress-nginx has regular expressions and rewriting, or plain paths, not both",
  why: "one Ingress with use-regex makes every path of the host a pattern that ignores case and has no end: /api under Prefix or Exact matches /API and /apixyz too",
  source: "ingress-nginx, ingress path matching: use-regex holds for all paths of the host",
  severity: "warning",
  safety: false,
  breaks: `routes:
  - host: shop.example.com
    paths:
      - { path: "/item/[0-9]+", pathType: ImplementationSpecific, service: { name: items, port: 80 } }
      - { path: /api, pathType: Prefix, service: { name: api, port: 80 } }`,
  keeps: `routes:
  - host: shop.example.com
    paths:
      - { path: /item, pathType: Prefix, service: { name: items, port: 80 } }
      - { path: /api, pathType: Prefix, service: { name: api, port: 80 } }`,
  fix: "plain paths for all of the host, or a host of its own for the pattern",
  check: (plan, report) => {
    if (plan.ingress?.controller !== "ingress-nginx") return;
    for (const [host, paths] of pathsByHost(plan)) {
      const pattern = paths.find(({ isRegex }) => isRegex);
      const others = paths.filter(({ isRegex }) => !isRegex);
      if (pattern === undefined || others.length === 0) continue;
      const shown = others.slice(0, shownPaths);
      const more = others.length > shown.length ? ` and ${others.length - shown.length} more` : "";
      report({
        message: `${pattern.path} of ${host} becomes a regular expression, and with it ${shown.map(({ path }) => path).join(", ")}${more}`,
        path: pattern.place,
        related: shown.map(({ path, place }) => ({
          message: `${path} then matches in any case, and whatever begins with it`,
          path: place,
        })),
      });
    }
  },
};
