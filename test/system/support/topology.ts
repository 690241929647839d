import type { EdgeTopology } from "../lab/edge.js";
import type { HostFile } from "../lab/machine-root.js";
import type { Leg } from "../lab/namespaces.js";
import type { NodePorts } from "../lab/nginx-conf.js";
import { clientIpOf, nodePortsOf, routesOf } from "./cluster.js";
import type { Rendered } from "./examples.js";

export interface TopologyOptions {
  /** What the machine's owner brings, by absolute path: certificates. */
  readonly ownFiles?: ReadonlyMap<string, HostFile>;
}

/** The client is .100 and ::100 of the machines' subnets. */
const CLIENT_HOST = "100";
const SEGMENT = "lan";
/** Of the controller that every node of the lab has, where the document has none: nothing leads there. */
const NO_INGRESS: NodePorts = { http: 30080, https: 30443 };

/** The rendered files on machines, the rendered Ingresses on nodes, and a client, all on one segment. Nothing of it is said twice. */
export const topologyOf = ({ plan, machines, cluster }: Rendered, { ownFiles = new Map() }: TopologyOptions = {}): EdgeTopology => {
  const subnets = (plan.machines[0]?.interfaces ?? []).flatMap(({ addresses }) => addresses.map(({ subnet }) => subnet));
  const lengthOf = (address: string): number =>
    subnets.find(({ family }) => (family === "ipv6") === address.includes(":"))?.prefixLength ?? Number.NaN;
  const leg = (name: string, addresses: readonly string[]): Leg => ({
    name,
    segment: SEGMENT,
    addresses: addresses.map((address) => `${address}/${lengthOf(address)}`),
  });
  const [nodePorts = NO_INGRESS, routes, clientIp] = [nodePortsOf(cluster), routesOf(cluster), clientIpOf(cluster)];
  return {
    machines: plan.machines.map(({ name, interfaces }) => ({
      name,
      legs: interfaces.map((one) =>
        leg(
          one.name,
          one.addresses.map(({ address }) => address),
        ),
      ),
      files: new Map([...(machines.get(name) ?? []), ...[...ownFiles].map(([path, file]) => [`host${path}`, file] as const)]),
    })),
    nodes: plan.nodes.map(({ name, addresses }) => ({ name, legs: [leg("eth0", addresses)], nodePorts, routes, clientIp })),
    client: { name: "client", legs: [leg("eth0", clientAddresses(subnets.map(({ text }) => text)))] },
  };
};

/** `192.168.103.0/24` → 192.168.103.100; `2001:db8:103::/64` → 2001:db8:103::100. */
const clientAddresses = (subnets: readonly string[]): string[] =>
  subnets.map((text) => text.slice(0, text.indexOf("/")).replace(/\.0$/, ".").replace(/$/, CLIENT_HOST));
