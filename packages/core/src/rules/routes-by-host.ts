import type { Plan, PlanRoute } from "../resolve/plan.js";

/** The routes of each host, in the document's order: a host is known by its first. */
export function routesByHost(plan: Plan): readonly (readonly [PlanRoute, ...PlanRoute[]])[] {
  const hosts = new Map<string, [PlanRoute, ...PlanRoute[]]>();
  for (const route of plan.routes) {
    const list = hosts.get(route.host);
    if (list === undefined) hosts.set(route.host, [route]);
    else list.push(route);
  }
  return [...hosts.values()];
}
