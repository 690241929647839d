import { afterEach, describe, expect, it } from "vitest";
import { answered, countBy, failed, longestGap } from "./lab/attempts.js";
import type { Target } from "./lab/client.js";
import { renderExample } from "./support/examples.js";
import { FAILURES, type Failure, onPrimary, predicted } from "./support/failures.js";
import { allHeldBy, differences, globalAddresses, listedRewrites, useEdge } from "./support/use-edge.js";
import { type Attempts, measure, print } from "./support/watch.js";

const IPV4: Target = { address: "192.168.103.10", port: 80, host: "shop.example.com" };
const IPV6: Target = { ...IPV4, address: "2001:db8:103::10" };
const MAX = 500;
/** A gap below this, in milliseconds, is the client's own raster: there is no moment of recovery in it. */
const OUTAGE = 50;

const ROWS: readonly { readonly failure: Failure; readonly runs: number }[] = [
  { failure: FAILURES.haproxyKilled, runs: 5 },
  { failure: FAILURES.linkCut, runs: 2 },
  { failure: FAILURES.machineLost, runs: 2 },
  { failure: FAILURES.keepalivedStopped, runs: 2 },
];

/** When the first answer came after the longest gap: milliseconds since the epoch. */
const recovery = (attempts: Attempts): number => {
  const starts = answered(attempts).map(({ start }) => start);
  return starts.find((start, index) => start - (starts[index - 1] ?? start) === longestGap(attempts)) ?? Number.NaN;
};

describe("the dual-stack example, as rendered", () => {
  const rendered = renderExample("dual-stack");
  const edge = useEdge(rendered);
  afterEach(() => allHeldBy(edge(), rendered, "hapxy1"));

  it("runs the rendered files, but for the listed rewrites", () => {
    expect(differences(edge(), rendered)).toEqual(listedRewrites(edge(), rendered));
  });

  it("has the VIP of each family on the primary beside the machine's own address, and none on the backup", () => {
    const of = (machine: string): string[] => globalAddresses(edge(), machine).sort();
    expect(of("hapxy1")).toEqual(["192.168.103.10/32", "192.168.103.11/24", "2001:db8:103::10/128", "2001:db8:103::11/64"]);
    expect(of("hapxy2")).toEqual(["192.168.103.12/24", "2001:db8:103::12/64"]);
  });

  it.each([
    { family: "IPv4", target: IPV4 },
    { family: "IPv6", target: IPV6 },
    { family: "IPv6 with TLS", target: { ...IPV6, port: 443, tls: true } },
  ])("spreads 300 requests over $family within one round of equal", async ({ target }) => {
    const attempts = await edge().client.fetchMany(300, target);
    expect(failed(attempts)).toEqual([]);
    const counts = [...countBy(attempts, "node")].sort();
    expect(counts.map(([node]) => node)).toEqual(["worker-1", "worker-2", "worker-3"]);
    for (const [, count] of counts) expect(Math.abs(count - 100)).toBeLessThanOrEqual(1);
  });

  it.each(ROWS)("moves both families within the bound and back: $failure.what", async ({ failure, runs }) => {
    const bound = predicted(rendered, failure.row);
    const what = `dual stack, ${failure.what}`;
    const { event, repair, returned } = onPrimary(rendered, failure);
    const restore = async (): Promise<void> => {
      await repair(edge());
      await returned(edge());
    };
    const measured = await measure(edge(), { what, targets: [IPV4, IPV6], runs, bound, event: () => event(edge()), restore });
    const outages = measured.runs.filter((seen) => seen.every((attempts) => longestGap(attempts) > OUTAGE));
    const spreads = outages.map(([four = [], six = []]) => Math.abs(recovery(four) - recovery(six)).toFixed(0));
    print(what, `both families answered again within [${spreads.join(" ")}] ms of each other`);
    expect(bound).toBeLessThanOrEqual(MAX);
    expect(measured.longest).toBeLessThanOrEqual(bound);
    expect(measured.late).toEqual([]);
  });
});
