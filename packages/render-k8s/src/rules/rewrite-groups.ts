import type { Rule } from "@edgewright/core";

/** Groups of a pattern are numbered only where the pattern is the document's own. */
export const rewriteGroups: Rule = {
  id: "rewrite-groups",
  law: "rewriteTo refers to a group ($1) under ImplementationSpecific paths only",
  why: "under Prefix and Exact the pattern is ours: its groups are no part of the document",
  source: "ingress-nginx, rewrite-target",
  severity: "error",
  safety: true,
  breaks: `routes:
  - host: shop.example.com
    paths:
      - { path: /old, pathType: Prefix, service: { name: shop, port: 80 } }
    options: { rewriteTo: /new/$1 }`,
  keeps: `routes:
  - host: shop.example.com
    paths:
      - { path: /old, pathType: Prefix, service: { name: shop, port: 80 } }
    options: { rewriteTo: /new }`,
  fix: "rewriteTo: /new  # what follows the prefix is kept",
  check: (plan, report) => {
    for (const { host, path, paths, options } of plan.routes) {
      if (options.rewriteTo === undefined || !options.rewriteTo.includes("$")) continue;
      if (paths.every((each) => each.pathType === "ImplementationSpecific")) continue;
      report({
        message: `rewriteTo of ${host} refers to a group, and not every path is a pattern of the document`,
        path: [...path, "options", "rewriteTo"],
        fix: `rewriteTo: ${options.rewriteTo.replace(/\/*\$.*/, "") || "/"}  # what follows the prefix is kept`,
      });
    }
  },
};
