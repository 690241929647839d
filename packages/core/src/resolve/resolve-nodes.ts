import type { Path } from "../diagnostics/diagnostic.js";
import { canonicalAddress } from "../model/address.js";
import type { Controller, Ingress } from "../model/ingress.js";
import type { ClusterNode } from "../model/node.js";
import type { NodeSelector } from "../model/primitives.js";
import type { Placed } from "./parse.js";
import type { PlanIngress, PlanNode } from "./plan.js";
import { byName, type Context, follow } from "./references.js";
import { asList } from "./resolve-machines.js";

export function resolveNode({ value, path }: Placed<ClusterNode>): PlanNode {
  return {
    path,
    name: value.name,
    addresses: asList(value.address).map(canonicalAddress),
    weight: value.weight ?? 1,
    state: value.state ?? "active",
    labels: value.labels ?? {},
  };
}

/** What kubeadm and its kin put on the nodes of the control plane; the second is from before Kubernetes 1.24. */
const controlPlaneLabels = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];
export const isControlPlane = (node: PlanNode): boolean => controlPlaneLabels.some((label) => Object.hasOwn(node.labels, label));

/** The nodes that a selector names, in the document's order of nodes. An unknown name is reported; so is a selector that fits nothing. */
export function selectNodes(context: Context, nodes: readonly PlanNode[], selector: NodeSelector, path: Path): readonly PlanNode[] {
  const candidates = byName(nodes);
  const chosen = isNames(selector)
    ? new Set(selector.map((name, index) => follow(context, "node", candidates, name, [...path, index])))
    : new Set(
        nodes.filter((node) =>
          Object.entries(selector.matchLabels).every(([key, value]) => Object.hasOwn(node.labels, key) && node.labels[key] === value),
        ),
      );
  if (chosen.size === 0 && nodes.length > 0 && context.holeNames.size === 0) {
    context.report({
      code: "selector-matches-nothing",
      message: `no node of the cluster is chosen by ${isNames(selector) ? "an empty list" : "these labels"}`,
      path,
      why: "a backend without nodes answers every client with an error",
      fix: isNames(selector)
        ? `name one of ${nodes
            .slice(0, 8)
            .map((node) => node.name)
            .join(", ")}`
        : "give a node these labels under cluster.nodes[].labels, or name the nodes",
    });
  }
  return nodes.filter((node) => chosen.has(node));
}

const isNames = (selector: NodeSelector): selector is Extract<NodeSelector, readonly unknown[]> => Array.isArray(selector);

/** What each controller's own manifests and charts use where nobody says otherwise. */
const controllerDefaults: Readonly<
  Record<Controller, { readonly className: string; readonly namespace: string; readonly healthPath: string }>
> = {
  "ingress-nginx": { className: "nginx", namespace: "ingress-nginx", healthPath: "/healthz" },
  "haproxy-ingress": { className: "haproxy", namespace: "ingress-controller", healthPath: "/healthz" },
  haproxy: { className: "haproxy", namespace: "haproxy-controller", healthPath: "/healthz" },
  traefik: { className: "traefik", namespace: "traefik", healthPath: "/ping" },
  nginx: { className: "nginx", namespace: "nginx-ingress", healthPath: "/nginx-ready" },
  "gateway-api": { className: "nginx", namespace: "nginx-gateway", healthPath: "/healthz" },
};

export function resolveIngress(context: Context, ingress: Ingress, nodes: readonly PlanNode[]): PlanIngress {
  const path: Path = ["cluster", "ingress"];
  const defaults = controllerDefaults[ingress.controller];
  const chosen =
    ingress.nodes === undefined
      ? nodes.filter((node) => !isControlPlane(node))
      : selectNodes(context, nodes, ingress.nodes, [...path, "nodes"]);
  return {
    path,
    controller: ingress.controller,
    className: ingress.className ?? defaults.className,
    namespace: ingress.namespace ?? defaults.namespace,
    healthPath: defaults.healthPath,
    nodePorts: { http: ingress.nodePorts.http, https: ingress.nodePorts.https, health: ingress.nodePorts.health ?? null },
    externalTrafficPolicy: ingress.externalTrafficPolicy ?? "Cluster",
    hasGateway: ingress.gateway !== undefined,
    nodes: chosen,
    nodesAreChosen: ingress.nodes !== undefined,
  };
}
