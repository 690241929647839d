import { trustsForwardedHeaders } from "../resolve/derived.js";
import { ingressNodePorts, sharesNode, targetPortPlace } from "./node-ports.js";
import { findTwice, type Rule } from "./rule.js";

/** One node port is one port of one Service. */
export const nodePortUnique: Rule = {
  id: "node-port-unique",
  law: "the controller's node ports differ, and a stream has a target port of its own",
  why: "a node port leads to one port of one Service: what is sent there for another gets the wrong answer, or none",
  source: "Kubernetes, Service: type NodePort (the API server refuses a node port that is allocated)",
  severity: "error",
  safety: true,
  breaks: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32729 }`,
  keeps: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366 }`,
  fix: "give each a port of its own",
  check: (plan, report) => {
    const ports = ingressNodePorts(plan);
    findTwice(
      ports,
      ({ port }) => String(port),
      (again, first) => {
        report({
          message: `node port ${again.port} is ${first.name} and ${again.name} of the ingress controller`,
          path: again.path,
          related: [{ message: first.name, path: first.path }],
        });
      },
    );
    const trusts = trustsForwardedHeaders(plan);
    for (const stream of plan.streams) {
      const taken = ports.find(({ port }) => port === stream.targetPort);
      if (taken === undefined || !sharesNode(stream.nodes, taken.nodes)) continue;
      // Another port for the controller may be meant; past HAProxy's headers it never is.
      report({
        severity: trusts ? "error" : "warning",
        message: trusts
          ? `stream "${stream.name}" leads to the ingress controller's ${taken.name} node port, past the HAProxy whose X-Forwarded-* headers the controller trusts: clients could write their own`
          : `stream "${stream.name}" leads to the ingress controller's ${taken.name} node port`,
        path: targetPortPlace(stream),
        related: [{ message: `node port ${taken.name}`, path: taken.path }],
        fix: "the node port of the stream's own Service, or a VIP of its own for another port of the controller",
      });
    }
  },
};
