import { ingressPath, type PathType, type PlanPath, type PlanRoute } from "@edgewright/core";
import { rewriteTarget, useRegex } from "./annotations.js";

/** A path as ingress-nginx is told it: rewriting there is by regular expression, for a whole Ingress at once. */
export interface LoweredPath {
  readonly source: PlanPath;
  readonly path: string;
  readonly pathType: PathType;
  /** What the Ingress that holds this path needs; paths that need different things stand in different Ingresses. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Tells the Ingresses of one route apart: the empty text for the usual one. */
  readonly suffix: string;
}

/** A rewritten Prefix is the usual Ingress of its route; whatever else asks for regular expressions stands beside it. */
function suffixOf(source: PlanPath, regex: boolean): string {
  if (!regex || source.pathType === "Prefix") return "";
  return source.pathType === "Exact" ? "-exact" : "-pattern";
}

export function lowerPaths(route: PlanRoute): readonly LoweredPath[] {
  return route.paths.map((source) => {
    const { path, pathType, regex, rewriteTarget: target } = ingressPath(source, route.options);
    const annotations = target === null ? (regex ? useRegex : {}) : rewriteTarget(target);
    return { source, path, pathType, annotations, suffix: suffixOf(source, regex) };
  });
}
