import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Certificate } from "./certificate.js";
import type { Daemon } from "./daemon.js";
import { ready, startNginx, startScript } from "./daemons.js";
import type { Lab } from "./lab.js";
import type { Leg, Namespace, Network } from "./namespaces.js";
import { type ClientIp, type IngressRoute, type NodePorts, nginxConf } from "./nginx-conf.js";
import { ownListeners } from "./processes.js";

/** A cluster node: pods behind nginx, which stands for the ingress controller and listens on the NodePorts. */
export interface NodeSpec {
  readonly name: string;
  readonly legs: readonly Leg[];
  readonly nodePorts: NodePorts;
  readonly routes: readonly IngressRoute[];
  /** Default `none`. */
  readonly clientIp?: ClientIp;
}

export interface NodeMachine {
  readonly name: string;
  readonly namespace: Namespace;
  /** The controller ends: connections to the NodePorts are refused. */
  readonly stopIngress: () => Promise<void>;
  readonly startIngress: () => Promise<void>;
}

const POD_SCRIPT = fileURLToPath(new URL("pod-process.mjs", import.meta.url));
const FIRST_POD_PORT = 9000;

export const startNode = async (lab: Lab, network: Network, spec: NodeSpec, certificate: Certificate): Promise<NodeMachine> => {
  const { name } = spec;
  const namespace = network.addNamespace(name, spec.legs);
  const podPorts = new Map([...new Set(spec.routes.map(({ pod }) => pod))].map((pod, index) => [pod, FIRST_POD_PORT + index] as const));
  const folder = `${lab.folder}/nginx-${name}`;
  mkdirSync(folder);
  const configuration = `${folder}/nginx.conf`;
  writeFileSync(configuration, nginxConf({ ...spec, node: name, clientIp: spec.clientIp ?? "none", podPorts, certificate }));
  await startPods(lab, name, namespace, podPorts);
  const start = (): Promise<Daemon> => startNginx(lab, name, namespace.path, folder, configuration);
  let nginx = await start();
  return {
    name,
    namespace,
    stopIngress: () => nginx.stop(),
    startIngress: async () => {
      nginx = await start();
    },
  };
};

const startPods = async (lab: Lab, name: string, namespace: Namespace, ports: ReadonlyMap<string, number>): Promise<void> => {
  if (ports.size === 0) return;
  const pods = [...ports].map(([pod, port]) => `${pod}=${port}`);
  const daemon = await startScript(lab, name, namespace.path, POD_SCRIPT, [name, ...pods]);
  await ready(daemon, "its pods listen", () => ownListeners(daemon.pid) === ports.size);
};
