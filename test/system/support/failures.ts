import { type BudgetRow, failoverBudget, restartPause } from "edgewright";
import type { Edge } from "../lab/edge.js";
import type { LoadBalancerMachine } from "../lab/machine.js";
import { pause, until } from "../lab/run.js";
import type { Rendered } from "./examples.js";
import { addressesOf, allHeldBy } from "./use-edge.js";

/** One way in which the primary of the first VIP fails, and how it comes back. */
export interface Failure {
  readonly what: string;
  /** The row of the budget that predicts it. */
  readonly row: BudgetRow["failure"];
  /** The row that predicts how long the repair takes, where the budget has one. */
  readonly back?: BudgetRow["failure"];
  /** Whether the primary gives the address up; one that is cut off or without power cannot be asked to. */
  readonly releases: boolean;
  readonly fail: (machine: LoadBalancerMachine) => Promise<void> | void;
  readonly repair: (machine: LoadBalancerMachine, addresses: readonly string[]) => Promise<void> | void;
}

export const FAILURES = {
  haproxyKilled: {
    what: "HAProxy killed",
    row: "haproxy-killed",
    releases: true,
    fail: (machine) => machine.killHaproxy(),
    repair: (machine) => machine.startHaproxy(),
  },
  haproxyHung: {
    what: "HAProxy hung",
    row: "haproxy-hung",
    back: "primary-returned",
    releases: true,
    fail: (machine) => machine.hangHaproxy(),
    repair: (machine) => machine.resumeHaproxy(),
  },
  machineLost: {
    what: "machine lost",
    row: "machine-lost",
    releases: false,
    fail: (machine) => machine.lose(),
    repair: (machine, addresses) => boot(machine, addresses),
  },
  linkCut: {
    what: "link cut",
    row: "link-down",
    back: "link-healed",
    releases: false,
    fail: (machine) => machine.cutLink("silent"),
    repair: (machine) => machine.healLink(),
  },
  carrierLost: {
    what: "carrier lost",
    row: "link-down",
    releases: true,
    fail: (machine) => machine.cutLink("carrier"),
    repair: (machine) => machine.healLink(),
  },
  keepalivedStopped: {
    what: "keepalived stopped",
    row: "keepalived-stopped",
    releases: true,
    fail: (machine) => machine.stopKeepalived(),
    repair: (machine) => machine.startKeepalived(),
  },
} as const satisfies Record<string, Failure>;

/** A machine that boots has only its own addresses, nothing of keepalived's in /run, and HAProxy before keepalived. */
const boot = async (machine: LoadBalancerMachine, addresses: readonly string[]): Promise<void> => {
  machine.root.remove("/run/keepalived");
  for (const { interface: leg, address, prefixLength } of machine.addresses())
    if (addresses.includes(address)) machine.namespace.run("ip", "address", "delete", `${address}/${prefixLength}`, "dev", leg);
  machine.healLink();
  await machine.startHaproxy();
  await machine.startKeepalived();
};

/**
 * SIGKILL to all of keepalived's processes, whose address stays behind, and the restart that host/ asks of systemd. Lasts until one machine
 * holds the addresses and the restarted one has dropped what it found.
 */
export const killKeepalived = async (edge: Edge, rendered: Rendered): Promise<void> => {
  const machine = edge.machine(pairOf(rendered).primary);
  await machine.killKeepalived();
  // Who reaps the killed child is up to process 1, in a container maybe nobody; keepalived would take the zombie for itself, still running.
  machine.root.remove("/run/keepalived");
  await pause(restartPause);
  await machine.startKeepalived();
  await until("one machine holds the VIP", () => addressesOf(rendered).every((address) => edge.holders(address).length === 1), 10_000);
};

/** The longest that a failure may take, as the budget says from the timers, in milliseconds. */
export const predicted = ({ plan }: Rendered, row: BudgetRow["failure"]): number => {
  const totals = plan.vips.flatMap(({ failover }) => failoverBudget(failover.timers).filter(({ failure }) => failure === row));
  return Math.max(...totals.map(({ total }) => total));
};

/** The two halves of a scenario on the pair of the first VIP: the failure up to the takeover, and the repair up to the return. */
export const onPrimary = (rendered: Rendered, failure: Failure) => {
  const { primary, backup } = pairOf(rendered);
  return {
    event: async (edge: Edge): Promise<void> => {
      await failure.fail(edge.machine(primary));
      if (failure.releases) await allHeldBy(edge, rendered, backup);
      else await until(`${backup} takes over`, () => addressesOf(rendered).every(edge.machine(backup).holds), 10_000);
    },
    repair: async (edge: Edge): Promise<void> => failure.repair(edge.machine(primary), addressesOf(rendered)),
    returned: (edge: Edge): Promise<void> => allHeldBy(edge, rendered, primary),
  };
};

export const pairOf = ({ plan }: Rendered): { readonly primary: string; readonly backup: string } => {
  const [vip] = plan.vips;
  if (vip === undefined) throw new Error("the document has no VIP");
  return { primary: vip.primary.name, backup: vip.backup.name };
};
