import type { StarterNode } from "./kubectl-nodes.js";

export const exampleNodes: readonly StarterNode[] = ["worker-1", "worker-2", "worker-3"].map((name, index) => ({
  name,
  addresses: [`192.168.103.${21 + index}`],
  controlPlane: false,
}));

/** Words that YAML's core schema reads as something else than a text (YAML 1.2.2, 10.3.2). */
const notText = new Set(["true", "false", "null"]);

/** A name or an address as YAML reads it back: in quotes unless it is a plain word. The rest of JSON's strings are YAML's too (1.2.2, 5.7). */
function scalar(text: string): string {
  if (/^[a-z][a-z0-9.-]*$|^\d+\.\d+\.\d+\.\d+$/.test(text) && !notText.has(text)) return text;
  return JSON.stringify(text).replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function nodeLine({ name, addresses, controlPlane }: StarterNode): string {
  const address = addresses.length === 1 ? scalar(addresses[0] ?? "") : `[${addresses.map(scalar).join(", ")}]`;
  const labels = controlPlane ? ', labels: { node-role.kubernetes.io/control-plane: "" }' : "";
  return `    - { name: ${scalar(name)}, address: ${address}${labels} }`;
}

/** A cluster of control-plane nodes alone has its ingress controller on them, which has to be said. */
function ingressNodes(nodes: readonly StarterNode[]): string {
  if (nodes.some(({ controlPlane }) => !controlPlane)) return "";
  return `    # Every node is labelled control-plane, so which of them get ingress traffic is said here.\n    nodes: [${nodes.map(({ name }) => scalar(name)).join(", ")}]\n`;
}

/** A commented document for the topology that most people have: one VIP, two machines, one ingress controller. */
export const starter = (nodes: readonly StarterNode[], schema: string): string => `# yaml-language-server: $schema=${schema}
#
#   clients ──▶ VIP ──▶ hapxy1 or hapxy2 (HAProxy, keepalived) ──▶ node ports ──▶ ingress controller ──▶ Services
#
# "edgewright check" says what is wrong with this file;
# "edgewright render --out out" writes what goes on each machine and to the cluster.
apiVersion: edgewright/v1
name: on-prem

cluster:
  # The nodes that HAProxy sends connections to, round robin. Nodes labelled control-plane get no ingress traffic.
  nodes:
${nodes.map(nodeLine).join("\n")}
  ingress:
    controller: ingress-nginx
    # The ports that the controller's NodePort Service opens on every node: kubectl -n ingress-nginx get service
    nodePorts: { http: 32729, https: 32366 }
${ingressNodes(nodes)}
# The two machines before the cluster: their own addresses, with the subnet's prefix length, and the interface that has them (ip -br addr).
loadBalancers:
  - { name: hapxy1, address: 192.168.103.11/24, interface: ens160 }
  - { name: hapxy2, address: 192.168.103.12/24, interface: ens160 }

# The address that clients use. It must be free, and in the machines' subnet. The router ID must be unused on that network segment.
vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }

# Which host goes to which Service. The certificate is a Secret in the Service's namespace.
routes:
  - host: shop.example.com
    service: { name: shop, port: 80 }
    tls: { secretName: shop-tls }

# The client's address at the pods: none (default), or proxy-protocol, which sets both HAProxy and the controller.
# clientIp: proxy-protocol

# The daemons' versions on the machines, quoted (haproxy -v, keepalived -v); the default is the oldest supported.
# targets: { haproxy: "2.6", keepalived: "2.2" }
`;
