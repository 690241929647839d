import type { Fault, ProvedVip } from "edgewright";
import { readAddresses } from "../lab/addresses.js";
import type { Daemon } from "../lab/daemon.js";
import { startKeepalived } from "../lab/daemons.js";
import { createUsers, layFiles } from "../lab/install.js";
import type { Lab } from "../lab/lab.js";
import { type MachineRoot, openMachineRoot } from "../lab/machine-root.js";
import type { Namespace, Network } from "../lab/namespaces.js";
import { rewriteKeepalived } from "../lab/rewrite.js";
import { pause, until } from "../lab/run.js";

/** What a hand-written pair is made of: what the prover looks at, and what it does not. */
export interface PairSpec {
  /** Names its machines, and their segment. */
  readonly name: string;
  readonly vip: ProvedVip;
  /** More lines of the instance on the primary, and on the backup. */
  readonly lines: readonly [readonly string[], readonly string[]];
}

/** Two machines with keepalived alone. A tracker is a check of whether a file is there. */
export interface ElectionPair {
  /** Starts the primary, and when it holds the VIP the backup. */
  readonly start: () => Promise<void>;
  /** Lets a fault come that is not there, or go that is, and waits until keepalived says that it has seen it. */
  readonly happen: (fault: Fault) => Promise<void>;
  /** Waits until nothing can be under way any more, then says who holds the VIP; `expected` is waited for a little longer, as machines stall. */
  readonly settled: (expected: readonly Role[]) => Promise<readonly Role[]>;
  readonly holders: () => readonly Role[];
}

const roles = ["primary", "backup"] as const;
export type Role = (typeof roles)[number];
const VIP = "192.168.103.10";
/** Three times as long as keepalived may stand still before the backup takes over for nothing. */
const ADVERTISEMENT = 200;
/** Longer than any master-down time, with the check's own phase beside it. */
const SETTLED = 4 * ADVERTISEMENT + 400;
const PATIENCE = 10_000;

interface Machine {
  readonly name: string;
  readonly role: Role;
  readonly namespace: Namespace;
  readonly root: MachineRoot;
  keepalived: Daemon | undefined;
}

export const openElectionPair = async (lab: Lab, network: Network, { name: pair, vip, lines }: PairSpec): Promise<ElectionPair> => {
  const [high, low] = [12, 11];
  const hosts = vip.primaryAddressIsHigher ? ([high, low] as const) : ([low, high] as const);
  const open = async (index: 0 | 1): Promise<Machine> => {
    const name = `${pair}-${roles[index]}`;
    const namespace = network.addNamespace(name, [{ name: "ens160", segment: pair, addresses: [`192.168.103.${hosts[index]}/24`] }]);
    const root = await openMachineRoot(lab, name, namespace);
    const text = keepalivedConf(vip, index, hosts, lines[index]);
    const facts = { namespace: namespace.name, processName: name, realTime: false };
    const files = new Map([
      ["keepalived.conf", { text }],
      ["host/usr/lib/sysusers.d/edgewright.conf", { text: 'u keepalived_script - "keepalived checks"\n' }],
      ...vip.trackers.map((tracker) => [`host${fileOf(tracker)}`, { text: "" }] as const),
    ]);
    layFiles(root, files, (path, given) => (path === "keepalived.conf" ? rewriteKeepalived(given, facts) : given));
    createUsers(root, files);
    return { name, role: roles[index], namespace, root, keepalived: undefined };
  };
  return electionPair(lab, vip, [await open(0), await open(1)]);
};

const electionPair = (lab: Lab, vip: ProvedVip, machines: readonly [Machine, Machine]): ElectionPair => {
  const run = async (machine: Machine): Promise<void> => {
    machine.keepalived = await startKeepalived(lab, machine.name, machine.root);
  };
  const holds = ({ namespace }: Machine): boolean => readAddresses(namespace).some(({ address }) => address === VIP);
  const holders = (): readonly Role[] => machines.filter(holds).map(({ role }) => role);
  let isCut = false;
  return {
    holders,
    start: async () => {
      await run(machines[0]);
      await until(`${machines[0].name} holds the VIP`, () => holds(machines[0]), PATIENCE);
      await run(machines[1]);
    },
    happen: async (fault) => {
      if (fault.kind === "tracker") return flipTracker(machines[fault.machine], vip.trackers[fault.tracker] ?? "");
      if (fault.kind === "machine") {
        const machine = machines[fault.machine];
        return machine.keepalived?.alive() === true ? machine.keepalived.stop() : run(machine);
      }
      isCut = !isCut;
      return isCut ? machines[0].namespace.cut("silent") : machines[0].namespace.heal();
    },
    settled: async (expected) => {
      await pause(SETTLED);
      for (let waited = 0; waited < PATIENCE && holders().join() !== expected.join(); waited += SETTLED) await pause(SETTLED);
      return holders();
    },
  };
};

const fileOf = (tracker: string): string => `/var/lib/edgewright-${tracker}`;

/** Takes the tracker's file away, or lays it; keepalived logs each result of a script that differs from the one before. */
const flipTracker = async ({ name, root, keepalived }: Machine, tracker: string): Promise<void> => {
  if (keepalived === undefined) throw new Error(`${name}: keepalived does not run`);
  const results = (): number => keepalived.log().split(`VRRP_Script(${tracker}) `).length;
  const before = results();
  if (root.exists(fileOf(tracker))) root.remove(fileOf(tracker));
  else root.write(fileOf(tracker), { text: "" });
  // Of an address owner (priority 255) keepalived drops trackers with weights at once: there is nothing to see.
  if (keepalived.log().includes(`script ${tracker} is not used`)) return;
  await until(`${name}: ${tracker} is seen`, () => results() > before, PATIENCE);
};

const keepalivedConf = (
  { timers, trackers }: ProvedVip,
  index: 0 | 1,
  hosts: readonly [number, number],
  lines: readonly string[],
): string => `global_defs {
  router_id machine${index}
  enable_script_security
  script_user keepalived_script
  max_auto_priority -1
}
${trackers.map((tracker) => script(tracker, timers.trackerWeight)).join("\n")}
vrrp_instance vip {
  state BACKUP
  version 3
  interface ens160
  virtual_router_id 51
  priority ${index === 0 ? timers.primaryPriority : timers.backupPriority}
  advert_int ${ADVERTISEMENT / 1000}
  unicast_src_ip 192.168.103.${hosts[index]}
  unicast_peer {
    192.168.103.${hosts[index === 0 ? 1 : 0]}
  }
  virtual_ipaddress {
    ${VIP}/32 dev ens160
  }
  track_script {
    ${trackers.join("\n    ")}
  }
${[...(timers.noPreempt ? ["nopreempt"] : []), ...lines].map((line) => `  ${line}\n`).join("")}}
`;

const script = (tracker: string, weight: number): string => `vrrp_script ${tracker} {
  script "/usr/bin/test -e ${fileOf(tracker)}"
  interval 1
  fall 1
  rise 1
  weight ${weight}
}`;
