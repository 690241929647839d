import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Edge, startEdge } from "./lab/edge.js";
import type { MachineFiles } from "./lab/install.js";
import type { LoadBalancerSpec } from "./lab/machine.js";
import { until } from "./lab/run.js";
import { renderExample } from "./support/examples.js";
import { topologyOf } from "./support/topology.js";
import { addressesOf } from "./support/use-edge.js";

const rendered = renderExample("dual-stack");

/** hapxy1's keepalived.conf as a host would write it that wants the VIP: a higher priority, and hapxy1 for its peer. */
function forge(text: string): string {
  return text
    .replace(/(unicast_src_ip .*)11$/gm, "$166")
    .replace(/^( +(?:192|2001)\S+)12(?: min_ttl 255 max_ttl 255)?$/gm, "$111")
    .replaceAll("priority 254", "priority 255");
}

function stranger(): LoadBalancerSpec {
  const files: MachineFiles = new Map(
    [...(rendered.machines.get("hapxy1") ?? [])].map(([path, file]) => [
      path,
      path === "keepalived.conf" ? { ...file, text: forge(file.text) } : file,
    ]),
  );
  return { name: "stranger", files, legs: [{ name: "ens160", segment: "lan", addresses: ["192.168.103.66/24", "2001:db8:103::66/64"] }] };
}

let edge: Edge;
beforeAll(async () => {
  const topology = topologyOf(rendered);
  edge = await startEdge({ ...topology, machines: [...topology.machines, stranger()] });
});
afterAll(() => edge.stop());

describe("advertisements of a host that is no peer", () => {
  it("are sent with a higher priority, to the primary", () => {
    const forged = forge(rendered.machines.get("hapxy1")?.get("keepalived.conf")?.text ?? "");
    expect(forged.match(/priority 255/g)).toHaveLength(2);
    expect(forged).toMatch(/unicast_src_ip 2001:db8:103::66[\s\S]*unicast_peer \{\n +2001:db8:103::11\n/);
  });

  it("are discarded in both families, and the primary keeps the VIPs", async () => {
    const discarded = (): number => [...edge.logs().matchAll(/received an? .*not.*unicast peer|not a unicast peer/gi)].length;
    await until("hapxy1 has heard and discarded some", () => discarded() >= 10, 20_000);
    for (const address of addressesOf(rendered)) await edge.heldBy(address, "hapxy1 and stranger");
    const before = discarded();
    await until("and some more", () => discarded() >= before + 10, 20_000);
    for (const address of addressesOf(rendered)) expect(edge.holders(address)).toEqual(["hapxy1", "stranger"]);
  });
});
