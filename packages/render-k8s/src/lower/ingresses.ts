import type { Plan, PlanIngress, PlanRoute } from "@edgewright/core";
import { quoteScalar } from "../quote.js";
import type { IngressView } from "../view.js";
import { annotations } from "./annotations.js";
import { metadata } from "./metadata.js";
import { type LoweredPath, lowerPaths } from "./paths.js";

/** One Ingress: what one host of one namespace needs alike. */
export interface IngressGroup {
  readonly name: string;
  readonly namespace: string;
  /** The first of its routes, whose host, TLS and options are those of all of them. */
  readonly route: PlanRoute;
  readonly annotations: Readonly<Record<string, string>>;
  readonly paths: readonly LoweredPath[];
}

const longestName = 253;

/** `shop.example.com` is `shop-example-com`: a name that stays the same whatever else the document holds. */
function nameOf(route: PlanRoute, suffix: string): string {
  const base = route.name ?? route.host.replace(/^\*/, "wildcard").replaceAll(".", "-");
  return `${base.slice(0, longestName - suffix.length)}${suffix}`;
}

const sameFor = (route: PlanRoute, all: Readonly<Record<string, string>>): string =>
  JSON.stringify([
    route.host,
    route.tls?.secretName ?? null,
    Object.keys(all)
      .sort()
      .map((key) => [key, all[key]]),
  ]);

/** Groups routes into Ingresses. Two groups of one name and namespace are a mistake that `ingress-name-unique` reports. */
export function groupRoutes(routes: readonly PlanRoute[]): readonly IngressGroup[] {
  const groups = new Map<string, { readonly group: IngressGroup; readonly paths: LoweredPath[] }>();
  for (const route of routes) {
    const own = annotations(route);
    for (const path of lowerPaths(route)) {
      const all = { ...own, ...path.annotations };
      const name = nameOf(route, path.suffix);
      const key = `${route.namespace}/${name}/${sameFor(route, all)}`;
      const known = groups.get(key);
      if (known === undefined) {
        const paths = [path];
        groups.set(key, { group: { name, namespace: route.namespace, route, annotations: all, paths }, paths });
      } else known.paths.push(path);
    }
  }
  return [...groups.values()].map(({ group }) => group);
}

function lowerPath({ source, path, pathType }: LoweredPath): IngressView["paths"][number] {
  const { name, port } = source.service;
  const backend = {
    service: quoteScalar(name),
    portNumber: typeof port === "number" ? port : null,
    portName: typeof port === "string" ? quoteScalar(port) : null,
  };
  return { path: quoteScalar(path), pathType, backend };
}

export function lowerIngress(plan: Plan, ingress: PlanIngress, group: IngressGroup): IngressView {
  const { route } = group;
  return {
    metadata: metadata(plan, group.name, group.namespace, group.annotations),
    className: quoteScalar(ingress.className),
    tlsSecret: route.tls === null ? null : quoteScalar(route.tls.secretName),
    host: quoteScalar(route.host),
    paths: group.paths.map(lowerPath),
  };
}
