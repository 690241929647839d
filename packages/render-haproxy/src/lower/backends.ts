import {
  backendNames,
  type Plan,
  type PlanIngress,
  type PlanNode,
  type PlanStream,
  type PlanVip,
  streamBackendName,
} from "@edgewright/core";
import { quoteSocket, quoteWord, rawLine } from "../quote.js";
import type { BackendView } from "../view.js";

/**
 * A node is one server, also under dual stack: its first address. Two servers of one node would get two shares.
 * `drain` is weight 0: HAProxy's scheduler gives it nothing new, and its checks go on (configuration manual, section 5.2, weight).
 */
function server(node: PlanNode, port: number): BackendView["servers"][number] {
  const address = node.addresses[0];
  if (address === undefined) throw new Error("the schema lets no node pass without an address");
  const drains = node.state === "drain";
  return {
    name: quoteWord(node.name),
    socket: quoteSocket(address, port),
    weight: drains ? 0 : node.weight,
    drains,
    disabled: node.state === "disabled",
  };
}

const rawOf = (plan: Plan, name: string) => (plan.raw.haproxy.backends.find((section) => section.name === name)?.lines ?? []).map(rawLine);

function ingressBackend(plan: Plan, ingress: PlanIngress, name: string, mode: "tcp" | "http", port: number, protocol: string): BackendView {
  const sendProxy = plan.clientIp === "proxy-protocol";
  const { health } = ingress.nodePorts;
  return {
    name: quoteWord(name),
    purpose: rawLine(`The ingress controller's ${protocol} node port${sendProxy ? ", with the client's address by PROXY protocol" : ""}.`),
    mode,
    algorithm: plan.balance,
    httpCheck: health === null ? null : { path: quoteWord(ingress.healthPath), tls: false },
    checkPort: health,
    sendProxy,
    checkSendProxy: sendProxy && health === null,
    servers: ingress.nodes.map((node) => server(node, port)),
    raw: rawOf(plan, name),
  };
}

function streamBackend(plan: Plan, stream: PlanStream): BackendView {
  const { check } = stream;
  return {
    name: quoteWord(streamBackendName(stream)),
    purpose: rawLine(`Stream ${stream.name}${stream.proxyProtocol ? ", with the client's address by PROXY protocol" : ""}.`),
    mode: "tcp",
    algorithm: plan.balance,
    httpCheck: check.kind === "http" ? { path: quoteWord(check.path), tls: check.tls } : null,
    checkPort: null,
    sendProxy: stream.proxyProtocol,
    checkSendProxy: stream.proxyProtocol,
    servers: stream.nodes.map((node) => server(node, stream.targetPort)),
    raw: rawOf(plan, streamBackendName(stream)),
  };
}

/** Which of the controller's backends some listener of these VIPs leads to. */
function usedIngressBackends(vips: readonly PlanVip[], trusts: boolean): ReadonlySet<string> {
  return new Set(
    vips.flatMap(({ listeners }) => [
      ...(listeners.http.mode === "forward" ? [trusts ? backendNames.httpProxy : backendNames.http] : []),
      ...(listeners.https.mode === "passthrough" ? [backendNames.https] : []),
      ...(listeners.https.mode === "terminate" ? [backendNames.httpProxy] : []),
    ]),
  );
}

export function lowerBackends(plan: Plan, vips: readonly PlanVip[], trusts: boolean): readonly BackendView[] {
  const { ingress } = plan;
  const used = usedIngressBackends(vips, trusts);
  const all =
    ingress === null
      ? []
      : [
          ingressBackend(plan, ingress, backendNames.http, "tcp", ingress.nodePorts.http, "HTTP"),
          ingressBackend(plan, ingress, backendNames.httpProxy, "http", ingress.nodePorts.http, "HTTP"),
          ingressBackend(plan, ingress, backendNames.https, "tcp", ingress.nodePorts.https, "HTTPS"),
        ];
  const streams = plan.streams.filter((stream) => vips.includes(stream.vip)).map((stream) => streamBackend(plan, stream));
  return [...all.filter((backend) => used.has(backend.name)), ...streams];
}
