import type { Rule } from "@edgewright/core";

/** Only what this version renders for is accepted. */
export const controllerRendered: Rule = {
  id: "controller-rendered",
  law: "the named controller is one that this version renders for: ingress-nginx",
  why: "a rule written for another controller would be read by nobody, or otherwise than it was meant",
  source: "render-k8s",
  severity: "error",
  safety: true,
  breaks: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
  ingress:
    controller: traefik
    nodePorts: { http: 32729, https: 32366 }`,
  keeps: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366 }`,
  fix: "controller: ingress-nginx",
  check: (plan, report) => {
    const { ingress } = plan;
    if (ingress === null) return;
    if (ingress.controller !== "ingress-nginx")
      report({ message: `this version does not render for ${ingress.controller} yet`, path: [...ingress.path, "controller"] });
    else if (ingress.hasGateway)
      report({
        message: "gateway belongs to controller: gateway-api, and ingress-nginx reads none",
        path: [...ingress.path, "gateway"],
        fix: "take gateway out",
      });
  },
};
