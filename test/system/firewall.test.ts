import { beforeAll, describe, expect, it } from "vitest";
import type { Target } from "./lab/client.js";
import { renderExample } from "./support/examples.js";
import { execute } from "./support/execute.js";
import { FAILURES, onPrimary, predicted } from "./support/failures.js";
import { allHeldBy, useEdge } from "./support/use-edge.js";
import { measure } from "./support/watch.js";

const IPV4: Target = { address: "192.168.103.10", port: 80, host: "shop.example.com" };
const IPV6: Target = { ...IPV4, address: "2001:db8:103::10", port: 443, tls: true };
const STATS: Target = { address: "192.168.103.11", port: 8404, host: "hapxy1" };
const METRICS: Target = { ...STATS, address: "2001:db8:103::12", port: 8405, path: "/metrics" };

/**
 * A careful owner's input chain: nothing comes in but answers, ICMP (neighbour discovery with it), and what the fragment lets through.
 * Answers are TCP's alone: once both machines have sent VRRP, connection tracking would take each other's for an answer.
 */
const ruleset = (fragment: string): string => `flush ruleset
table inet machine {
  chain input {
    type filter hook input priority 0; policy drop;
    iif lo accept
    meta l4proto tcp ct state established,related accept
    meta l4proto { icmp, ipv6-icmp } accept
    ${fragment}
  }
}
`;
const WITH_FRAGMENT = ruleset('include "/etc/nftables.d/edgewright.nft"');
const WITHOUT = ruleset("");

describe("the dual-stack example behind a firewall that drops everything else", () => {
  const rendered = renderExample("dual-stack", { observability: { stats: { port: 8404 }, prometheus: { port: 8405 } } });
  const edge = useEdge(rendered);
  const load = (text: string): void => {
    for (const { machine, path } of ["hapxy1", "hapxy2"].map((name) => ({ machine: edge().machine(name), path: "/etc/nftables.conf" }))) {
      machine.root.write(path, { text });
      expect(execute([...machine.root.inside, "nft", "--check", "--file", path])).toMatchObject({ status: 0, output: "" });
      expect(execute([...machine.root.inside, "nft", "--file", path])).toMatchObject({ status: 0, output: "" });
    }
  };
  beforeAll(() => load(WITH_FRAGMENT));

  it.each([
    { what: "HTTP on the VIP, IPv4", target: IPV4, expected: { outcome: "answered" } },
    { what: "HTTPS on the VIP, IPv6", target: IPV6, expected: { outcome: "answered" } },
    { what: "statistics on the machine", target: STATS, expected: { status: 200 } },
    { what: "metrics on the other machine, IPv6", target: METRICS, expected: { status: 200 } },
  ])("lets $what through", async ({ target, expected }) => {
    expect(await edge().client.fetch(target)).toMatchObject(expected);
  });

  it("drops what no listener is for", async () => {
    expect(await edge().client.fetch({ ...STATS, port: 22, connectTimeout: 200 })).toMatchObject({ outcome: "connect-timeout" });
  });

  it("lets VRRP through: one machine holds the VIPs, and they move and return", async () => {
    const bound = predicted(rendered, "haproxy-killed");
    const { event, repair, returned } = onPrimary(rendered, FAILURES.haproxyKilled);
    const restore = async (): Promise<void> => {
      await repair(edge());
      await returned(edge());
    };
    const scenario = { what: "behind a firewall, HAProxy killed", targets: [IPV4, IPV6], runs: 1, bound };
    const measured = await measure(edge(), { ...scenario, event: () => event(edge()), restore });
    expect(measured.longest).toBeLessThanOrEqual(bound);
    expect(measured.late).toEqual([]);
  });

  it("does so by the fragment: without it both machines hold the VIPs and nobody is let in", async () => {
    load(WITHOUT);
    await allHeldBy(edge(), rendered, "hapxy1 and hapxy2");
    expect(await edge().client.fetch({ ...IPV4, connectTimeout: 200 })).toMatchObject({ outcome: "connect-timeout" });
    load(WITH_FRAGMENT);
    await allHeldBy(edge(), rendered, "hapxy1");
  });
});
