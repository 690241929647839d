import { type MachineAddress, readAddresses } from "./addresses.js";
import type { Daemon } from "./daemon.js";
import { reloadHaproxy, reloadKeepalived, startHaproxy, startKeepalived } from "./daemons.js";
import { applySysctls, createUsers, layFiles, type MachineFiles, openFilesOf } from "./install.js";
import type { Lab } from "./lab.js";
import { type MachineRoot, openMachineRoot } from "./machine-root.js";
import type { CutKind, Leg, Namespace, Network } from "./namespaces.js";
import { CAP_SYS_RESOURCE, hasCapability, signal } from "./processes.js";
import { rewriteHaproxy, rewriteKeepalived } from "./rewrite.js";

export interface LoadBalancerSpec {
  readonly name: string;
  readonly legs: readonly Leg[];
  readonly files: MachineFiles;
  /** False takes keepalived's real-time priority away (rewrite `no-real-time`); needed to reload it where CAP_SYS_RESOURCE is missing. Default true. */
  readonly realTime?: boolean;
}

export interface LoadBalancerMachine {
  readonly name: string;
  readonly namespace: Namespace;
  readonly root: MachineRoot;
  /** Global addresses, or all of one interface. */
  readonly addresses: (leg?: string) => readonly MachineAddress[];
  readonly holds: (address: string) => boolean;
  /** Lays new files; the daemons read them at their next start or reload. */
  readonly install: (files: MachineFiles) => void;
  readonly startHaproxy: () => Promise<void>;
  readonly reloadHaproxy: () => Promise<void>;
  /** SIGKILL to master and workers. */
  readonly killHaproxy: () => Promise<void>;
  /** SIGSTOP: alive and not answering; `resumeHaproxy` ends it. */
  readonly hangHaproxy: () => void;
  readonly resumeHaproxy: () => void;
  readonly startKeepalived: () => Promise<void>;
  readonly reloadKeepalived: () => Promise<void>;
  /** SIGTERM: it gives its addresses up. */
  readonly stopKeepalived: () => Promise<void>;
  /** SIGKILL to all its processes: its addresses stay behind. */
  readonly killKeepalived: () => Promise<void>;
  readonly cutLink: (kind?: CutKind, leg?: string) => void;
  readonly healLink: (leg?: string) => void;
  /** The power is gone: the link and every daemon at once, without a goodbye. */
  readonly lose: () => Promise<void>;
}

/** A load balancer with its files laid and its sysctls set; no daemon runs yet. `index` makes the process name, which has 15 bytes. */
export const openLoadBalancer = async (lab: Lab, network: Network, spec: LoadBalancerSpec, index: number): Promise<LoadBalancerMachine> => {
  const { name } = spec;
  const namespace = network.addNamespace(name, spec.legs);
  const root = await openMachineRoot(lab, name, namespace);
  const facts = { namespace: namespace.name, processName: lab.nameOf(String(index)), realTime: spec.realTime ?? true };
  const binary = `/usr/local/sbin/${facts.processName}`;
  root.link(binary, "/usr/sbin/haproxy");
  let files = spec.files;
  const install = (next: MachineFiles): void => {
    files = next;
    layFiles(root, files, (path, text) => REWRITES[path]?.(text, facts) ?? text);
    createUsers(root, files);
    applySysctls(namespace, files);
  };
  install(files);
  const haproxy = slot(`${name}: HAProxy`, () => startHaproxy(lab, name, root, { binary, ...openFilesOf(files) }));
  const keepalived = slot(`${name}: keepalived`, () => startKeepalived(lab, name, root));
  return {
    name,
    namespace,
    root,
    install,
    addresses: (leg) => readAddresses(namespace, leg),
    holds: (address) => readAddresses(namespace).some((own) => own.address === address),
    startHaproxy: haproxy.start,
    reloadHaproxy: () => reloadHaproxy(haproxy.get(), root),
    killHaproxy: haproxy.kill,
    hangHaproxy: () => signalAll(haproxy.get(), "SIGSTOP"),
    resumeHaproxy: () => signalAll(haproxy.get(), "SIGCONT"),
    startKeepalived: keepalived.start,
    reloadKeepalived: async () => {
      if (facts.realTime && !hasCapability(CAP_SYS_RESOURCE))
        throw new Error(`${name}: a reload of keepalived needs realTime: false here (rewrite no-real-time)`);
      await reloadKeepalived(keepalived.get());
    },
    stopKeepalived: () => keepalived.get().stop(),
    killKeepalived: keepalived.kill,
    cutLink: (kind = "silent", leg) => namespace.cut(kind, leg),
    healLink: namespace.heal,
    lose: async () => {
      namespace.cut("silent");
      await Promise.all([haproxy.kill(), keepalived.kill()]);
    },
  };
};

const REWRITES: Readonly<Record<string, typeof rewriteKeepalived>> = {
  "haproxy.cfg": rewriteHaproxy,
  "keepalived.conf": rewriteKeepalived,
};

interface Slot {
  readonly start: () => Promise<void>;
  readonly get: () => Daemon;
  readonly kill: () => Promise<void>;
}

/** One daemon of a machine, which may be started again after it ended. */
const slot = (what: string, start: () => Promise<Daemon>): Slot => {
  let daemon: Daemon | undefined;
  const get = (): Daemon => {
    if (!daemon?.alive()) throw new Error(`${what} does not run`);
    return daemon;
  };
  return {
    start: async () => {
      if (daemon?.alive()) throw new Error(`${what} runs already`);
      daemon = await start();
    },
    get,
    kill: () => get().kill(),
  };
};

const signalAll = (daemon: Daemon, name: NodeJS.Signals): void => {
  for (const child of daemon.children()) signal(child, name);
  daemon.signal(name);
};
