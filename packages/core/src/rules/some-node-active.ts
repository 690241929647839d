import type { Path } from "../diagnostics/diagnostic.js";
import type { PlanNode } from "../resolve/plan.js";
import type { Rule } from "./rule.js";

/** Somebody answers. */
export const someNodeActive: Rule = {
  id: "some-node-active",
  law: "at least one node of every backend is active",
  why: "with none, every client gets an error; with one, its loss is the loss of the service (a warning)",
  source: "HAProxy configuration manual, section 5.2, weight and disabled",
  severity: "error",
  breaks: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21, state: drain }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366 }`,
  keeps: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366 }`,
  fix: "set a node's state to active, or add one",
  check: (plan, report) => {
    if (plan.holes.has("nodes") || plan.holes.has("cluster")) return;
    const judge = (what: string, nodes: readonly PlanNode[], path: Path): void => {
      const active = nodes.filter((node) => node.state === "active").length;
      if (active === 0) report({ message: `no node of ${what} is active`, path });
      if (active === 1)
        report({ severity: "warning", message: `one node of ${what} is active: its loss is the loss of ${what}`, path, fix: "add a node" });
    };
    if (plan.ingress !== null) judge("the ingress controller", plan.ingress.nodes, ["cluster", "nodes"]);
    for (const stream of plan.streams)
      if (stream.nodes.length > 0) judge(`stream "${stream.name}"`, stream.nodes, [...stream.path, "nodes"]);
  },
};
