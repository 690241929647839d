import { describe, expect, it } from "vitest";
import { countBy, failed } from "./lab/attempts.js";
import type { Target } from "./lab/client.js";
import { type Changes, renderExample } from "./support/examples.js";
import { serversAre } from "./support/haproxy.js";
import { useEdge } from "./support/use-edge.js";

const CLIENT = "192.168.103.100";
const HTTP: Target = { address: "192.168.103.10", port: 80, host: "shop.example.com" };
const HTTPS: Target = { ...HTTP, port: 443, tls: true };

const CASES: readonly { readonly checks: string; readonly changes: Changes; readonly verdict: string }[] = [
  { checks: "the controller's health port", changes: {}, verdict: "L7OK" },
  { checks: "the traffic port, with PROXY protocol", changes: { "cluster.ingress.nodePorts.health": undefined }, verdict: "L4OK" },
];

describe.each(CASES)("the client-ip example, checking $checks", ({ changes, verdict }) => {
  const edge = useEdge(renderExample("client-ip", changes));

  it.each([
    { over: "HTTP", target: HTTP, proto: "http" },
    { over: "HTTPS that is passed through", target: HTTPS, proto: "https" },
  ])("shows the pod the client's address over $over", async ({ target, proto }) => {
    const seen = { client: CLIENT, forwardedFor: CLIENT, forwardedProto: proto };
    expect(await edge().client.fetch(target)).toMatchObject({ outcome: "answered", answer: seen });
  });

  it("has every node up on both machines", async () => {
    const up = `UP ${verdict}`;
    for (const machine of ["hapxy1", "hapxy2"])
      for (const backend of ["ingress_http", "ingress_https"])
        await serversAre(edge().machine(machine), backend, { "worker-1": up, "worker-2": up, "worker-3": up });
  });

  it("takes a node out whose controller has ended, and back", async () => {
    const { client, machine, node } = edge();
    const up = `UP ${verdict}`;
    await node("worker-2").stopIngress();
    await serversAre(machine("hapxy1"), "ingress_http", { "worker-1": up, "worker-2": "DOWN L4CON", "worker-3": up });
    const without = await client.fetchMany(30, HTTP);
    await node("worker-2").startIngress();
    expect(failed(without)).toEqual([]);
    expect([...countBy(without, "node").keys()].sort()).toEqual(["worker-1", "worker-3"]);
    await serversAre(machine("hapxy1"), "ingress_http", { "worker-1": up, "worker-2": up, "worker-3": up });
  });
});
