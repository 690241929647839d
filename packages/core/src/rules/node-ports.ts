import type { Path } from "../diagnostics/diagnostic.js";
import type { Plan, PlanNode, PlanStream } from "../resolve/plan.js";

export interface NodePort {
  readonly name: "http" | "https" | "health";
  readonly port: number;
  /** The nodes that get the controller's traffic. */
  readonly nodes: readonly PlanNode[];
  readonly path: Path;
}

/** The node ports of the controller's Service, in the document's order of fields. */
export function ingressNodePorts({ ingress }: Plan): readonly NodePort[] {
  if (ingress === null) return [];
  return (["http", "https", "health"] as const).flatMap((name) => {
    const port = ingress.nodePorts[name];
    return port === null ? [] : [{ name, port, nodes: ingress.nodes, path: [...ingress.path, "nodePorts", name] }];
  });
}

/** Where a stream's target port stands: a port that is said alone is both. */
export const targetPortPlace = (stream: PlanStream): Path => [...stream.path, stream.targetPort === stream.port ? "port" : "targetPort"];

/** Whether two lists have a node in common. */
export const sharesNode = (some: PlanStream["nodes"], others: PlanStream["nodes"]): boolean => some.some((node) => others.includes(node));
