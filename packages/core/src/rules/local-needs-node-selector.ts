import type { Rule } from "./rule.js";

/** Under Local a node answers only with a controller on it. */
export const localNeedsNodeSelector: Rule = {
  id: "local-needs-node-selector",
  law: "under externalTrafficPolicy: Local the document says which nodes run the controller",
  why: "every node without one stays down for ever in HAProxy's statistics and alarms, where the day that a node really fails looks like any other",
  source: "Kubernetes, Service: traffic policies; model: under Local only cluster.ingress.nodes get traffic",
  severity: "warning",
  safety: false,
  breaks: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
    - { name: worker-3, address: 192.168.103.23 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366, health: 32254 }
    externalTrafficPolicy: Local`,
  keeps: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
    - { name: worker-3, address: 192.168.103.23 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366, health: 32254 }
    externalTrafficPolicy: Local
    nodes: [worker-1, worker-2]`,
  fix: "nodes: [those that run the controller]  # or nodes: { matchLabels: … }",
  check: ({ ingress }, report) => {
    if (ingress === null || ingress.externalTrafficPolicy !== "Local" || ingress.nodesAreChosen) return;
    const count = ingress.nodes.length;
    report({
      message: `under Local a node answers only with a controller on it, and traffic goes to ${count === 1 ? "the one node" : `all ${count} nodes`} that ${count === 1 ? "is" : "are"} not of the control plane`,
      path: [...ingress.path, "externalTrafficPolicy"],
    });
  },
};
