import { ingressNodePorts } from "./node-ports.js";
import type { Rule } from "./rule.js";

/** What the API server allocates from unless `--service-node-port-range` names another range. */
const lowest = 30_000;
const highest = 32_767;

/** A node port that the API server gives. */
export const nodePortRange: Rule = {
  id: "node-port-range",
  law: `a node port is ${lowest} to ${highest}, the range of every cluster that does not name another`,
  why: "the API server refuses the controller's Service, and HAProxy sends to a port that nothing opens",
  source: "Kubernetes, Service: type NodePort; kube-apiserver, --service-node-port-range",
  severity: "warning",
  safety: false,
  breaks: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 80, https: 32366 }`,
  keeps: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366 }`,
  fix: `a port from ${lowest} to ${highest}: kubectl get services -A shows those that are taken`,
  check: (plan, report) => {
    for (const { name, port, path } of ingressNodePorts(plan)) {
      if (port >= lowest && port <= highest) continue;
      report({ message: `node port ${port} (${name}) is outside ${lowest} to ${highest}, from which clusters give node ports`, path });
    }
  },
};
