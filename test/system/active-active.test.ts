import { describe, expect, it } from "vitest";
import type { Target } from "./lab/client.js";
import { renderExample } from "./support/examples.js";
import { predicted } from "./support/failures.js";
import { useEdge } from "./support/use-edge.js";
import { measure } from "./support/watch.js";

const EAST: Target = { address: "192.168.103.10", port: 80, host: "shop.example.com" };
const WEST: Target = { ...EAST, address: "192.168.103.20" };

describe("the active-active example", () => {
  const rendered = renderExample("active-active");
  const edge = useEdge(rendered);
  const held = (east: string, west: string): Promise<unknown> =>
    Promise.all([edge().heldBy(EAST.address, east), edge().heldBy(WEST.address, west)]);

  it.each([
    { title: "the host's pod", target: EAST, pod: "shop" },
    { title: "the same on the other VIP", target: WEST, pod: "shop" },
    { title: "the path's pod", target: { ...WEST, path: "/api/v1" }, pod: "api" },
    { title: "not the path's pod for a longer name", target: { ...EAST, path: "/apiary" }, pod: "shop" },
    { title: "a wildcard host's pod", target: { ...EAST, host: "one.tenants.example.com" }, pod: "tenants" },
  ])("reaches $title", async ({ target, pod }) => {
    expect(await edge().client.fetch(target)).toMatchObject({ outcome: "answered", answer: { pod } });
  });

  it.each([
    { dies: "hapxy1", lives: "hapxy2" },
    { dies: "hapxy2", lives: "hapxy1" },
  ])("has both VIPs on $lives while HAProxy is dead on $dies, and crosses them again", async ({ dies, lives }) => {
    await held("hapxy1", "hapxy2");
    const bound = predicted(rendered, "haproxy-killed");
    const measured = await measure(edge(), {
      what: `active-active, HAProxy killed on ${dies}`,
      targets: [EAST, WEST],
      runs: 1,
      bound,
      event: async () => {
        await edge().machine(dies).killHaproxy();
        await held(lives, lives);
      },
      restore: async () => {
        await edge().machine(dies).startHaproxy();
        await held("hapxy1", "hapxy2");
      },
    });
    expect(measured.longest).toBeLessThanOrEqual(bound);
    expect(measured.late).toEqual([]);
  });
});
