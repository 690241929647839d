import type { Path } from "../diagnostics/diagnostic.js";
import type { PlanNode } from "../resolve/plan.js";
import { isControlPlane } from "../resolve/resolve-nodes.js";
import type { Rule } from "./rule.js";

/** Somebody answers. */
export const someNodeActive: Rule = {
  id: "some-node-active",
  law: "at least one node of every backend is active",
  why: "with none, every client gets an error; with one, its loss is the loss of the service (a warning)",
  source: "HAProxy configuration manual, section 5.2, weight and disabled",
  severity: "error",
  safety: false,
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
  fix: "set a node's state to active, or add a node",
  check: (plan, report) => {
    if (plan.holes.has("nodes")) return;
    const judge = (what: string, nodes: readonly PlanNode[], path: Path): void => {
      const [first, second] = nodes.filter((node) => node.state === "active");
      if (first === undefined) report({ message: `${what} has no active node`, path, part: "key" });
      else if (second === undefined)
        report({
          severity: "warning",
          message: `${what} has one active node: when ${first.name} is lost, nobody answers`,
          path,
          part: "key",
          fix: "add a node, or set another one's state to active",
        });
    };
    // A selector that chooses nothing has been reported where it stands.
    const chosen = plan.ingress?.nodes ?? [];
    if (chosen.length > 0 || (plan.ingress !== null && plan.nodes.length === 0))
      judge("the ingress controller", chosen, ["cluster", "nodes"]);
    else if (plan.ingress !== null && plan.nodes.every(isControlPlane))
      report({
        message: "the ingress controller has no node: all are labelled control-plane, which get no ingress traffic unless they are named",
        path: ["cluster", "nodes"],
        part: "key",
        fix: `nodes: [${plan.nodes.map((node) => node.name).join(", ")}]  # under cluster.ingress`,
      });
    for (const stream of plan.streams)
      if (stream.nodes.length > 0) judge(`stream "${stream.name}"`, stream.nodes, [...stream.path, "nodes"]);
  },
};
