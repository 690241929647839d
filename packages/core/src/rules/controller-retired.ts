import type { Rule } from "./rule.js";

/** A controller that nobody mends. */
export const controllerRetired: Rule = {
  id: "controller-retired",
  law: "the ingress controller is one that still gets security fixes",
  why: "a hole that is found in ingress-nginx stays open: it stands at the edge and reads every Secret that holds a certificate",
  source: "Kubernetes blog, 11 November 2025: Ingress NGINX Retirement (no releases and no fixes after March 2026)",
  severity: "info",
  safety: false,
  breaks: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366 }`,
  keeps: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
routes: []
streams:
  - { name: https, vip: public, port: 443, targetPort: 30443, nodes: [worker-1, worker-2] }`,
  fix: "plan the move to another controller; streams reach any of them at its node ports",
  check: ({ ingress }, report) => {
    if (ingress?.controller !== "ingress-nginx") return;
    report({
      message: "ingress-nginx has had no releases and no security fixes since March 2026",
      path: [...ingress.path, "controller"],
    });
  },
};
