import { makeCertificate } from "./certificate.js";
import { type Client, type ClientSpec, startClient } from "./client.js";
import { type Lab, openLab } from "./lab.js";
import { type LoadBalancerMachine, type LoadBalancerSpec, openLoadBalancer } from "./machine.js";
import { createNetwork } from "./namespaces.js";
import { type NodeMachine, type NodeSpec, startNode } from "./node-machine.js";
import { until } from "./run.js";

/** A whole edge, said once: which machines exist, how they are wired, and what each is for. */
export interface EdgeTopology {
  readonly machines: readonly LoadBalancerSpec[];
  readonly nodes: readonly NodeSpec[];
  readonly client: ClientSpec;
}

export interface Edge {
  readonly lab: Lab;
  readonly client: Client;
  readonly machine: (name: string) => LoadBalancerMachine;
  readonly node: (name: string) => NodeMachine;
  /** Names of the machines that have this address now. */
  readonly holders: (address: string) => readonly string[];
  /** Waits until exactly these hold it, said as `hapxy1` or `hapxy1 and hapxy2`; default within 10 s. */
  readonly heldBy: (address: string, holders: string, milliseconds?: number) => Promise<void>;
  readonly logs: () => string;
  readonly stop: () => void;
}

/** Builds everything and starts every daemon (on each machine HAProxy before keepalived). On failure all is removed, and the error carries the logs. */
export const startEdge = async (topology: EdgeTopology): Promise<Edge> => {
  const lab = openLab();
  try {
    return await buildEdge(lab, topology);
  } catch (error) {
    const logs = lab.logs();
    lab.remove();
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${logs}`, { cause: error });
  }
};

const buildEdge = async (lab: Lab, topology: EdgeTopology): Promise<Edge> => {
  const network = createNetwork(lab);
  const certificate = makeCertificate(lab.folder);
  const nodes = await Promise.all(topology.nodes.map((spec) => startNode(lab, network, spec, certificate)));
  const machines = await Promise.all(topology.machines.map((spec, index) => openLoadBalancer(lab, network, spec, index)));
  const client = await startClient(lab, network, topology.client);
  for (const machine of machines) await machine.startHaproxy();
  for (const machine of machines) await machine.startKeepalived();
  const holders = (address: string): string[] => machines.filter((machine) => machine.holds(address)).map(({ name }) => name);
  return {
    lab,
    client,
    holders,
    machine: (name) => named(machines, name),
    node: (name) => named(nodes, name),
    heldBy: async (address, machine, milliseconds = 10_000) => {
      const isSo = (): boolean => holders(address).join(" and ") === machine;
      await until(`${machine} holds ${address}`, isSo, milliseconds).catch((error: Error) => {
        throw new Error(`${error.message}; held by ${holders(address).join(" and ") || "nobody"}`);
      });
    },
    logs: lab.logs,
    stop: lab.remove,
  };
};

const named = <T extends { readonly name: string }>(all: readonly T[], name: string): T => {
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new Error(`the topology has no ${name}`);
  return found;
};
