import { RoutePath } from "../model/primitives.js";
import type { Route } from "../model/route.js";
import type { Stream } from "../model/stream.js";
import type { Placed } from "./parse.js";
import type { PlanNode, PlanPath, PlanRoute, PlanStream, PlanVip, StreamCheck } from "./plan.js";
import { type Context, follow } from "./references.js";
import { selectNodes } from "./resolve-nodes.js";

function resolvePaths({ value, path }: Placed<Route>): readonly PlanPath[] {
  if ("service" in value) return [{ path: RoutePath.parse("/"), pathType: "Prefix", service: value.service, place: path }];
  return value.paths.map((each, index) => ({ ...each, place: [...path, "paths", index] }));
}

function resolveTls(tls: Route["tls"]): PlanRoute["tls"] {
  if (tls === undefined) return null;
  const issuer =
    tls.issuer === undefined ? null : typeof tls.issuer === "string" ? { kind: "ClusterIssuer" as const, name: tls.issuer } : tls.issuer;
  return { secretName: tls.secretName, issuer };
}

export function resolveRoute(route: Placed<Route>): PlanRoute {
  const { value, path } = route;
  return {
    path,
    host: value.host,
    namespace: value.namespace ?? "default",
    name: value.name ?? null,
    paths: resolvePaths(route),
    tls: resolveTls(value.tls),
    options: value.options ?? {},
  };
}

function resolveCheck(check: Stream["check"]): StreamCheck {
  if (check === undefined || check === "tcp") return { kind: "tcp" };
  return { kind: "http", path: check.http.path, tls: check.http.tls ?? false };
}

/** Null where the stream's VIP is none, or was refused. */
export function resolveStream(
  context: Context,
  vips: ReadonlyMap<string, PlanVip>,
  nodes: readonly PlanNode[],
  { value, path }: Placed<Stream>,
): PlanStream | null {
  const vip = follow(context, "VIP", vips, value.vip, [...path, "vip"]);
  const chosen = selectNodes(context, nodes, value.nodes, [...path, "nodes"]);
  if (vip === null) return null;
  return {
    path,
    name: value.name,
    vip,
    port: value.port,
    targetPort: value.targetPort ?? value.port,
    nodes: chosen,
    check: resolveCheck(value.check),
    proxyProtocol: value.proxyProtocol ?? false,
  };
}
