import { describe, expect, it } from "vitest";
import { countBy, failed } from "./lab/attempts.js";
import type { Target } from "./lab/client.js";
import { renderExample } from "./support/examples.js";
import { differences, globalAddresses, listedRewrites, useEdge } from "./support/use-edge.js";

const SHOP: Target = { address: "192.168.103.10", port: 80, host: "shop.example.com" };
const rendered = renderExample("on-prem");

describe("the on-prem example, as rendered", () => {
  const edge = useEdge(rendered);

  it("runs the rendered files, but for the listed rewrites", () => {
    expect(differences(edge(), rendered)).toEqual(listedRewrites(edge(), rendered));
  });

  it("has the VIP as second address of the primary's interface, and not on the backup's", () => {
    expect(globalAddresses(edge(), "hapxy1")).toEqual(["192.168.103.11/24", "192.168.103.10/32"]);
    expect(globalAddresses(edge(), "hapxy2")).toEqual(["192.168.103.12/24"]);
    expect(edge().machine("hapxy1").addresses("ens160")).toContainEqual(
      expect.objectContaining({ interface: "ens160", address: "192.168.103.10" }),
    );
  });

  it("spreads 300 requests over three nodes within one round of equal", async () => {
    const attempts = await edge().client.fetchMany(300, SHOP);
    expect(failed(attempts)).toEqual([]);
    const counts = [...countBy(attempts, "node")].sort();
    process.stdout.write(`300 requests: ${counts.map(([node, count]) => `${node} ${count}`).join(", ")}\n`);
    expect(counts.map(([node]) => node)).toEqual(["worker-1", "worker-2", "worker-3"]);
    for (const [, count] of counts) expect(Math.abs(count - 100)).toBeLessThanOrEqual(1);
  });

  it.each([
    {
      title: "the Ingress's pod over HTTP",
      target: SHOP,
      expected: { outcome: "answered", answer: { pod: "shop", forwardedProto: "http" } },
    },
    {
      title: "the Ingress's pod over HTTPS",
      target: { ...SHOP, port: 443, tls: true, path: "/cart" },
      expected: { outcome: "answered", answer: { pod: "shop", path: "/cart", forwardedProto: "https" } },
    },
    { title: "nothing for a host without Ingress", target: { ...SHOP, host: "other.example.com" }, expected: { status: 404 } },
    { title: "nobody on another port of the VIP", target: { ...SHOP, port: 8406 }, expected: { outcome: "refused" } },
  ])("reaches $title", async ({ target, expected }) => {
    expect(await edge().client.fetch(target)).toMatchObject(expected);
  });

  it("routes around a node whose controller has ended, and back to it", async () => {
    const { client, node } = edge();
    await node("worker-2").stopIngress();
    const without = await client.fetchMany(30, SHOP);
    await node("worker-2").startIngress();
    expect(failed(without)).toEqual([]);
    expect([...countBy(without, "node").keys()].sort()).toEqual(["worker-1", "worker-3"]);
  });
});
