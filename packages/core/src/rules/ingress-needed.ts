import type { Rule } from "./rule.js";

/** Routes and listeners lead to a controller. */
export const ingressNeeded: Rule = {
  id: "ingress-needed",
  law: "routes, and listeners that forward, need cluster.ingress",
  why: "without it nobody says which controller reads the rules, and on which node ports it answers",
  source: "model: cluster.ingress",
  severity: "error",
  safety: false,
  breaks: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }`,
  keeps: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366 }`,
  fix: "add cluster.ingress: { controller: ingress-nginx, nodePorts: { http: …, https: … } }",
  check: (plan, report) => {
    if (plan.ingress !== null || plan.holes.has("ingress") || plan.holes.has("cluster")) return;
    const route = plan.routes[0];
    if (route !== undefined)
      report({
        message: `${plan.routes.length} ${plan.routes.length === 1 ? "route leads" : "routes lead"} to no ingress controller`,
        path: [...route.path, "host"],
      });
    for (const vip of plan.vips) {
      for (const name of ["http", "https"] as const) {
        const { mode } = vip.listeners[name];
        if (mode === "off" || mode === "redirect") continue;
        report({
          message: `the ${name} listener of VIP "${vip.name}" has no ingress controller to forward to`,
          path: [...vip.path, "listeners", name, "mode"],
        });
      }
    }
  },
};
