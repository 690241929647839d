import type { PathType, RouteOptions } from "../model/route.js";
import type { PlanPath } from "./plan.js";

/** A path as ingress-nginx is told it: what the manifests say, and what `explain` reasons about. */
export interface IngressPath {
  readonly path: string;
  readonly pathType: PathType;
  /** Whether its Ingress asks for regular expressions (`use-regex`, which `rewrite-target` needs too). */
  readonly regex: boolean;
  /** The `rewrite-target`, with `$1` … for the groups of `path`. */
  readonly rewriteTarget: string | null;
}

const special = /[.*+?^${}()|[\]\\]/g;
const escapePattern = (path: string): string => path.replace(special, "\\$&");
const withoutSlash = (path: string): string => path.replace(/\/+$/, "");

/** A path under ImplementationSpecific that only a regular expression explains. */
const isPattern = (path: PlanPath): boolean => path.pathType === "ImplementationSpecific" && /[*?()[\]{}|^$\\]|\.\+/.test(path.path);

function rewritten(path: PlanPath, target: string): IngressPath {
  const common = { pathType: "ImplementationSpecific", regex: true } as const;
  switch (path.pathType) {
    case "Prefix": {
      const base = escapePattern(withoutSlash(path.path));
      // The second group is what follows the prefix: /app/x under /app becomes TARGET/x, and /application is no match.
      return {
        ...common,
        // The API server takes absolute paths alone, so the root, which every path is under, has its slash outside the group.
        path: base === "" ? "/()(.*)" : `${base}(/|$)(.*)`,
        rewriteTarget: `${withoutSlash(target)}/$2`,
      };
    }
    case "Exact":
      return { ...common, path: `${escapePattern(path.path)}$`, rewriteTarget: target };
    case "ImplementationSpecific":
      return { ...common, path: path.path, rewriteTarget: target };
  }
}

/** What a path becomes for ingress-nginx, where rewriting is by regular expression. */
export function ingressPath(path: PlanPath, { rewriteTo }: RouteOptions): IngressPath {
  if (rewriteTo !== undefined) return rewritten(path, rewriteTo);
  return { path: path.path, pathType: path.pathType, regex: isPattern(path), rewriteTarget: null };
}
