import type { PlanPath } from "../resolve/plan.js";
import type { Rule } from "./rule.js";

/** What only a regular expression means. A literal one of these in a URL is percent-encoded. */
const regularExpression = /[*?()[\]{}|^$\\]|\.\+/;
const unsound = /[\s"'`;#<>]|[^\x21-\x7e]/;

function refusal({ path, pathType }: PlanPath): string | null {
  if (unsound.test(path)) return "has a character that a URL's path holds only percent-encoded";
  if (pathType === "ImplementationSpecific") return null;
  if (path.includes("//")) return "has an empty segment";
  if (path.split("/").some((segment) => segment === "." || segment === "..")) return "has a . or .. segment";
  if (/%2f/i.test(path)) return "has an encoded slash";
  return regularExpression.test(path) ? `is a regular expression, which ${pathType} does not read` : null;
}

/** A path is one that a request can have. */
export const pathValid: Rule = {
  id: "path-valid",
  law: "a path is absolute; under Exact and Prefix it has no //, . or .. segment, and a regular expression stands under ImplementationSpecific only",
  why: "the API server refuses some of these, and the others match no request at all, or more than was meant",
  source: "Kubernetes, Ingress path types; its validation of paths; RFC 3986 section 3.3",
  severity: "error",
  safety: true,
  breaks: `routes:
  - host: shop.example.com
    paths:
      - { path: "/api/(.*)", pathType: Prefix, service: { name: api, port: 80 } }`,
  keeps: `routes:
  - host: shop.example.com
    paths:
      - { path: /api, pathType: Prefix, service: { name: api, port: 80 } }`,
  fix: "write the path as a request has it, or pathType: ImplementationSpecific for a regular expression",
  check: (plan, report) => {
    for (const route of plan.routes) {
      for (const path of route.paths) {
        const reason = refusal(path);
        if (reason !== null) report({ message: `path ${JSON.stringify(path.path)} ${reason}`, path: [...path.place, "path"] });
      }
    }
  },
};
