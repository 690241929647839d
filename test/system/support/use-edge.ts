import type { PlanVip } from "edgewright";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { type Edge, startEdge } from "../lab/edge.js";
import { placeOf } from "../lab/install.js";
import { remains } from "../lab/lab.js";
import { diffLines } from "../lab/rewrite.js";
import { until } from "../lab/run.js";
import type { Rendered } from "./examples.js";
import { type TopologyOptions, topologyOf } from "./topology.js";

/** A VIP's addresses are known to the plan in the kernel's spelling. */
export const addressesOf = ({ plan }: Rendered): readonly string[] => plan.vips.flatMap(({ addresses }) => addresses);

/** Waits until every address of every VIP is held by exactly these (`hapxy1`, `hapxy1 and hapxy2`, or nobody: the empty text). */
export const allHeldBy = async (edge: Edge, rendered: Rendered, holders: string): Promise<void> => {
  await Promise.all(addressesOf(rendered).map((address) => edge.heldBy(address, holders)));
};

/**
 * Runs rendered files for the tests of a suite, each VIP on its primary before the first one. Shows the daemons' logs when a test fails,
 * and requires that nothing is left at the end.
 */
export const useEdge = (rendered: Rendered, options: TopologyOptions = {}): (() => Edge) => {
  let edge: Edge | undefined;
  const get = (): Edge => edge ?? expect.fail("the edge did not start");
  beforeAll(async () => {
    const started = await startEdge(topologyOf(rendered, options));
    edge = started;
    for (const vip of rendered.plan.vips) await settle(started, vip);
  });
  beforeEach(({ onTestFailed }) => onTestFailed(() => void process.stderr.write(`${shorten(edge?.logs() ?? "")}\n`)));
  afterAll(() => {
    get().stop();
    expect(remains(get().lab.id)).toEqual([]);
  });
  return get;
};

/** Without preemption the machine that came up first holds the VIP, and on a busy machine that may be the backup: then it lets go. */
const settle = async (edge: Edge, { addresses, primary, backup, failover }: PlanVip): Promise<void> => {
  const onPrimary = async (): Promise<unknown> => Promise.all(addresses.map((address) => edge.heldBy(address, primary.name)));
  if (failover.preempt.kind === "never") {
    await until("some machine holds the VIP", () => addresses.every((address) => edge.holders(address).length === 1), 10_000);
    if (addresses.some(edge.machine(backup.name).holds)) {
      await edge.machine(backup.name).stopKeepalived();
      await onPrimary();
      await edge.machine(backup.name).startKeepalived();
    }
  }
  await onPrimary();
};

/** Line by line, how each rendered file differs from what lies on its machine; files without a difference are left out. */
export const differences = (edge: Edge, { machines }: Rendered): Readonly<Record<string, readonly string[]>> => {
  const all = [...machines].flatMap(([name, files]) =>
    [...files].map(([path, { text }]) => [`${name}/${path}`, diffLines(text, edge.machine(name).root.read(placeOf(path)))] as const),
  );
  return Object.fromEntries(all.filter(([, lines]) => lines.length > 0));
};

/** What the listed rewrites of the lab change, and nothing else may. */
export const listedRewrites = (edge: Edge, { plan }: Rendered): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    plan.machines.map(({ name }, index) => [
      `${name}/keepalived.conf`,
      [`+ net_namespace ${edge.lab.nameOf(name)}`, "-     process haproxy", `+     process ${edge.lab.nameOf(String(index))}`],
    ]),
  );

/** The global addresses of a machine as a person reads them: `192.168.103.11/24`. */
export const globalAddresses = (edge: Edge, machine: string): string[] =>
  edge
    .machine(machine)
    .addresses()
    .map(({ address, prefixLength }) => `${address}/${prefixLength}`);

/** HAProxy logs each connection: of each daemon's log the end is enough. */
const shorten = (logs: string): string =>
  logs
    .split(/^(?=── )/m)
    .map((log) => log.split("\n"))
    .map(([title = "", ...lines]) => [title, ...lines.slice(-LOG_LINES)].join("\n"))
    .join("\n");
const LOG_LINES = 60;
