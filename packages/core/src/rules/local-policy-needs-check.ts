import type { Rule } from "./rule.js";

/** Under Local no other node stands in for one whose controller stops. */
export const localPolicyNeedsCheck: Rule = {
  id: "local-policy-needs-check",
  law: "under externalTrafficPolicy: Local the nodes' checks ask the controller itself, at nodePorts.health",
  why: "a controller that stops still accepts connections for a while, and a node without one answers nothing at all: a bare TCP check sees neither until connections are lost",
  source:
    "Kubernetes, Service: traffic policies (without an endpoint on the node kube-proxy forwards nothing; a NodePort Service has no health-check port)",
  severity: "warning",
  safety: false,
  breaks: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366 }
    externalTrafficPolicy: Local
    nodes: [worker-1, worker-2]`,
  keeps: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366, health: 32254 }
    externalTrafficPolicy: Local
    nodes: [worker-1, worker-2]`,
  fix: "nodePorts: { …, health: 32254 }",
  check: ({ ingress }, report) => {
    if (ingress === null || ingress.externalTrafficPolicy !== "Local" || ingress.nodePorts.health !== null) return;
    const { http, https } = ingress.nodePorts;
    report({
      message: "under Local no other node stands in for one whose controller stops, and its check is a bare TCP connection",
      path: [...ingress.path, "externalTrafficPolicy"],
      related: [{ message: "no health port", path: [...ingress.path, "nodePorts"], part: "key" }],
      fix: `nodePorts: { http: ${http}, https: ${https}, health: 32254 }`,
    });
  },
};
