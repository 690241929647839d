import { isIP } from "node:net";
import { UsageError } from "../errors.js";

/** A node as the starter document lists it: one address, or one of each family. */
export interface StarterNode {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly controlPlane: boolean;
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const field = (value: unknown, name: string): unknown => (isMapping(value) && Object.hasOwn(value, name) ? value[name] : undefined);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const controlPlane = "node-role.kubernetes.io/control-plane";

/** A node with several networks has several internal addresses; Kubernetes lists the one that it prefers first (kubelet, --node-ip). */
function onePerFamily(addresses: readonly string[]): readonly string[] {
  return addresses.filter((address, index) => addresses.findIndex((other) => isIP(other) === isIP(address)) === index);
}

function readNode(item: unknown): StarterNode[] {
  const name = field(field(item, "metadata"), "name");
  const internal = list(field(field(item, "status"), "addresses")).flatMap((each) => {
    const address = field(each, "address");
    return field(each, "type") === "InternalIP" && typeof address === "string" ? [address] : [];
  });
  if (typeof name !== "string" || internal.length === 0) return [];
  const labels = field(field(item, "metadata"), "labels");
  return [{ name, addresses: onePerFamily(internal), controlPlane: isMapping(labels) && Object.hasOwn(labels, controlPlane) }];
}

/** The nodes of `kubectl get nodes -o json`: their names and internal addresses (Kubernetes API, NodeAddress). @throws UsageError */
export function nodesFromKubectl(text: string, from: string): readonly StarterNode[] {
  const fix = "kubectl get nodes -o json | edgewright init --nodes -";
  if (text.trim() === "") throw new UsageError(`${from} is empty: kubectl gave nothing`, fix);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`${from} is not JSON`, fix);
  }
  const nodes = (Array.isArray(field(value, "items")) ? list(field(value, "items")) : [value]).flatMap(readNode);
  if (nodes.length === 0) throw new UsageError(`${from} lists no node with an InternalIP`, fix);
  return nodes;
}
