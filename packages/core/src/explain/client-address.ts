import { trustsForwardedHeaders } from "../resolve/derived.js";
import type { Machine, Plan, PlanIngress, PlanNode, PlanStream } from "../resolve/plan.js";
import { sourceAddress } from "./holder.js";
import { controllerMark, haproxyMark } from "./marks.js";
import type { Step } from "./way.js";

type ClientStep = Extract<Step, { kind: "client" }>;

/** The address from which a machine reaches the nodes, as a person would look for it in a log. */
export function haproxyAddress(machine: Machine, nodes: readonly PlanNode[]): string {
  const [first] = nodes.flatMap((node) => node.addresses.slice(0, 1));
  const own = first === undefined ? null : sourceAddress(machine, first);
  return own === null ? `${machine.name}'s own address` : `${own}, ${machine.name}'s own address`;
}

/** A NAT before the VIP is nothing that the document knows of. */
const natNote = "a firewall that replaces the source address before the VIP has done so before HAProxy sees it";
const peerNote = "the pod's TCP peer is the controller, always";

function forwarded(plan: Plan, machine: Machine, frontend: string): ClientStep {
  return {
    kind: "client",
    text: "the pod finds the client's address in X-Forwarded-For and X-Real-IP: HAProxy overwrites what the client wrote there, and the controller believes it",
    details: [peerNote, natNote],
    path: plan.clientIp === "forwarded-for" ? ["clientIp"] : null,
    mark: haproxyMark(machine, `frontend ${frontend}`, "http-request set-header X-Forwarded-For %[src]"),
  };
}

function proxied(ingress: PlanIngress): ClientStep {
  return {
    kind: "client",
    text: "the pod finds the client's address in X-Forwarded-For and X-Real-IP: HAProxy sends it by PROXY protocol, and the controller expects that",
    details: [peerNote, natNote],
    path: ["clientIp"],
    mark: controllerMark(ingress, "data:", "use-proxy-protocol: true"),
  };
}

function hidden(ingress: PlanIngress, machine: Machine): ClientStep {
  const source = haproxyAddress(machine, ingress.nodes);
  const local = ingress.externalTrafficPolicy === "Local";
  return {
    kind: "client",
    text: local
      ? `the pod does not see the client: X-Forwarded-For holds ${source}`
      : `the pod does not see the client: X-Forwarded-For holds an address of the node, which kube-proxy puts in the place of ${source}`,
    details: [peerNote, "clientIp: proxy-protocol, or forwarded-for where TLS ends at HAProxy, brings the client's address through"],
    path: [...ingress.path, "externalTrafficPolicy"],
    mark: controllerMark(ingress, "spec:", `externalTrafficPolicy: ${ingress.externalTrafficPolicy}`),
  };
}

/** How the client's address arrives at a pod behind the controller. */
export function clientStep(plan: Plan, ingress: PlanIngress, machine: Machine, frontend: string): ClientStep {
  if (trustsForwardedHeaders(plan)) return forwarded(plan, machine, frontend);
  return plan.clientIp === "proxy-protocol" ? proxied(ingress) : hidden(ingress, machine);
}

/** The same for a stream, where there is no header to write into. */
export function streamClientStep(stream: PlanStream, machine: Machine): ClientStep {
  const source = haproxyAddress(machine, stream.nodes);
  return {
    kind: "client",
    text: stream.proxyProtocol
      ? "the service reads the client's address from the PROXY protocol header, which it must expect"
      : `the service does not see the client: its peer is ${source}`,
    details: stream.proxyProtocol ? [natNote] : ["proxyProtocol: true on the stream sends it, to a service that expects it"],
    path: stream.proxyProtocol ? [...stream.path, "proxyProtocol"] : stream.path,
    mark: haproxyMark(machine, `backend stream_${stream.name}`),
  };
}
