import type { Path } from "../diagnostics/diagnostic.js";
import type { Plan, PlanNode } from "../resolve/plan.js";
import { ingressNodePorts, sharesNode } from "./node-ports.js";
import type { Rule } from "./rule.js";

/** What HAProxy sends to one port of some nodes. */
interface Sender {
  readonly what: string;
  readonly port: number;
  readonly nodes: readonly PlanNode[];
  readonly sendsProxy: boolean;
  readonly path: Path;
}

function senders(plan: Plan): readonly Sender[] {
  const controller = ingressNodePorts(plan)
    // The health port is asked over plain HTTP, whatever clientIp says.
    .filter(({ name }) => name !== "health")
    .map(
      ({ name, port, nodes, path }): Sender => ({
        what: `the ingress controller's ${name} node port`,
        port,
        nodes,
        sendsProxy: plan.clientIp === "proxy-protocol",
        path,
      }),
    );
  const streams = plan.streams.map(
    ({ name, targetPort, nodes, proxyProtocol, path }): Sender => ({
      what: `stream "${name}"`,
      port: targetPort,
      nodes,
      sendsProxy: proxyProtocol,
      path: [...path, "name"],
    }),
  );
  return [...controller, ...streams];
}

const speech = (sends: boolean): string => (sends ? "with PROXY protocol" : "without PROXY protocol");

/** A port that expects PROXY protocol expects it from everybody. */
export const proxyProtocolAgrees: Rule = {
  id: "proxy-protocol-agrees",
  law: "all that HAProxy sends to one port of a node has PROXY protocol, or none of it has",
  why: "a server that expects the header refuses connections without it, and one that does not takes it for the request: one of the two never works",
  source: "The PROXY protocol, section 2: the receiver must not try to guess; no check of HAProxy's sees it",
  severity: "error",
  safety: true,
  breaks: `clientIp: proxy-protocol
streams:
  - { name: https-alt, vip: public, port: 8443, targetPort: 32366, nodes: [worker-1, worker-2] }`,
  keeps: `clientIp: proxy-protocol
streams:
  - { name: https-alt, vip: public, port: 8443, targetPort: 32366, nodes: [worker-1, worker-2], proxyProtocol: true }`,
  fix: "proxyProtocol: as the other has it, or another port",
  check: (plan, report) => {
    const byPort = new Map<number, Sender[]>();
    for (const sender of senders(plan)) {
      const earlier = byPort.get(sender.port) ?? [];
      byPort.set(sender.port, [...earlier, sender]);
      const other = earlier.find((each) => each.sendsProxy !== sender.sendsProxy && sharesNode(each.nodes, sender.nodes));
      if (other === undefined) continue;
      report({
        message: `${sender.what} goes to port ${sender.port} ${speech(sender.sendsProxy)}, and ${other.what} ${speech(other.sendsProxy)}`,
        path: sender.path,
        related: [{ message: other.what, path: other.path }],
        fix: `proxyProtocol: ${other.sendsProxy}, or another port`,
      });
    }
  },
};
