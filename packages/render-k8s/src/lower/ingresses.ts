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

interface Group extends IngressGroup {
  readonly paths: LoweredPath[];
}

/** Groups of one namespace and name: one, but for a mistake. All of them are found by what they need, once there is a second route to compare. */
interface Namesakes {
  readonly first: Group;
  byNeed: Map<string, Group> | null;
}

/** What routes of one Ingress have in common. Annotations are always made in one order, so that alike ones are alike as text. */
const needOf = ({ host, tls }: PlanRoute, all: IngressGroup["annotations"]): string => JSON.stringify([host, tls?.secretName ?? null, all]);

const sameObject = (one: PlanRoute, other: PlanRoute): boolean =>
  one.host === other.host && (one.tls?.secretName ?? null) === (other.tls?.secretName ?? null);

/** The group of this need among those of its name, made where there is none. Needs are compared only with those of another route. */
function groupOf(namesakes: Namesakes, route: PlanRoute, all: IngressGroup["annotations"], make: () => Group): Group {
  const { first } = namesakes;
  if (first.annotations === all && sameObject(first.route, route)) return first;
  namesakes.byNeed ??= new Map([[needOf(first.route, first.annotations), first]]);
  const need = needOf(route, all);
  const group = namesakes.byNeed.get(need) ?? make();
  namesakes.byNeed.set(need, group);
  return group;
}

/** Few paths need anything of their own; the others share their route's annotations. */
const withOwn = (usual: IngressGroup["annotations"], { annotations: own }: LoweredPath): IngressGroup["annotations"] =>
  Object.keys(own).length === 0 ? usual : { ...usual, ...own };

/** Groups routes into Ingresses. Two groups of one name and namespace are a mistake that `ingress-name-unique` reports. */
export function groupRoutes(routes: readonly PlanRoute[]): readonly IngressGroup[] {
  const groups: Group[] = [];
  const byName = new Map<string, Namesakes>();
  for (const route of routes) {
    const usual = annotations(route);
    for (const path of lowerPaths(route)) {
      const all = withOwn(usual, path);
      const name = nameOf(route, path.suffix);
      const make = (): Group => {
        const group = { name, namespace: route.namespace, route, annotations: all, paths: [] };
        groups.push(group);
        return group;
      };
      const key = `${route.namespace}/${name}`;
      const namesakes = byName.get(key);
      const group = namesakes === undefined ? make() : groupOf(namesakes, route, all, make);
      if (namesakes === undefined) byName.set(key, { first: group, byNeed: null });
      group.paths.push(path);
    }
  }
  return groups;
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
