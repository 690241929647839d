import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { type Edge, startEdge } from "../lab/edge.js";
import { remains } from "../lab/lab.js";
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
    await Promise.all(
      rendered.plan.vips.flatMap(({ addresses, primary }) => addresses.map((address) => started.heldBy(address, primary.name))),
    );
  });
  beforeEach(({ onTestFailed }) => onTestFailed(() => void process.stderr.write(`${shorten(edge?.logs() ?? "")}\n`)));
  afterAll(() => {
    get().stop();
    expect(remains(get().lab.id)).toEqual([]);
  });
  return get;
};

/** HAProxy logs each connection: of each daemon's log the end is enough. */
const shorten = (logs: string): string =>
  logs
    .split(/^(?=── )/m)
    .map((log) => log.split("\n"))
    .map(([title = "", ...lines]) => [title, ...lines.slice(-LOG_LINES)].join("\n"))
    .join("\n");
const LOG_LINES = 60;
