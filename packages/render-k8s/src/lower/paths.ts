import type { PathType, PlanPath, PlanRoute } from "@edgewright/core";
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

const special = /[.*+?^${}()|[\]\\]/g;
const escapePattern = (path: string): string => path.replace(special, "\\$&");
const withoutSlash = (path: string): string => path.replace(/\/+$/, "");

/** A path under ImplementationSpecific that only a regular expression explains. */
export const isPattern = (path: PlanPath): boolean => path.pathType === "ImplementationSpecific" && /[*?()[\]{}|^$\\]|\.\+/.test(path.path);

function rewritten(path: PlanPath, target: string): LoweredPath {
  const common = { source: path, pathType: "ImplementationSpecific" } as const;
  switch (path.pathType) {
    case "Prefix": {
      const base = escapePattern(withoutSlash(path.path));
      // The second group is what follows the prefix: /app/x under /app becomes TARGET/x, and /application is no match.
      return {
        ...common,
        // The API server takes absolute paths alone, so the root, which every path is under, has its slash outside the group.
        path: base === "" ? "/()(.*)" : `${base}(/|$)(.*)`,
        annotations: rewriteTarget(`${withoutSlash(target)}/$2`),
        suffix: "",
      };
    }
    case "Exact":
      return { ...common, path: `${escapePattern(path.path)}$`, annotations: rewriteTarget(target), suffix: "-exact" };
    case "ImplementationSpecific":
      return { ...common, path: path.path, annotations: rewriteTarget(target), suffix: "-pattern" };
  }
}

export function lowerPaths(route: PlanRoute): readonly LoweredPath[] {
  const target = route.options.rewriteTo;
  return route.paths.map((path) => {
    if (target !== undefined) return rewritten(path, target);
    const pattern = isPattern(path);
    return {
      source: path,
      path: path.path,
      pathType: path.pathType,
      annotations: pattern ? useRegex : {},
      suffix: pattern ? "-pattern" : "",
    };
  });
}
