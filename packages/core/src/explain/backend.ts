import { type BalancedServer, sharesOf } from "../balance/shares.js";
import type { Path } from "../diagnostics/diagnostic.js";
import { formatDuration } from "../model/primitives.js";
import type { Machine, Plan, PlanIngress, PlanNode, PlanStream, PlanVip } from "../resolve/plan.js";
import { backendNames, listenerBackend, streamBackendName } from "../resolve/section-names.js";
import { haproxyMark } from "./marks.js";
import type { NodeShare, Step } from "./way.js";

/** Where a listener's connections go. */
export interface Target {
  readonly backend: string;
  readonly mode: "tcp" | "http";
  readonly nodes: readonly PlanNode[];
  readonly port: number;
  /** Where the document says the nodes' port. */
  readonly path: Path;
  /** What the nodes have at that port. */
  readonly what: string;
  /** How kube-proxy hands on what a node port gets; null for a stream, which may go to no Service at all. */
  readonly policy: PlanIngress["externalTrafficPolicy"] | null;
}

/** The checks of haproxy.cfg's default-server line, in milliseconds. */
const check = { inter: 2000, fastinter: 500, fall: 3 } as const;

/** Seconds as a person says them. */
const seconds = (milliseconds: number): string => `${Math.ceil(milliseconds / 100) / 10} s`;

/**
 * How long until a node is left out, at most. The first check begins an interval after the failure, the others follow each failed one after
 * `fastinter`. A refused connection fails a check at once; a node that does not answer holds each for the connect timeout, which is the smaller of
 * `timeout connect` and `inter` (HAProxy configuration manual, "timeout check").
 */
function leftOutWithin({ timeouts }: Plan): { readonly refusing: number; readonly silent: number } {
  const refusing = check.inter + (check.fall - 1) * check.fastinter;
  return { refusing, silent: refusing + check.fall * Math.min(timeouts.connect, check.inter) };
}

/** `option redispatch 1`: also under `source`, whose consistent hash finds another node where the first failed (tried on HAProxy 2.6.12). */
const untilThen = ({ timeouts }: Plan): string =>
  `until then a connection that is tried there goes to another: at once where it is refused, after ${formatDuration(timeouts.connect)} (timeouts.connect) where nothing answers`;

function downNotes(plan: Plan, nodes: readonly NodeShare[]): readonly string[] {
  if (!nodes.some(({ state }) => state === "down")) return [];
  const { refusing, silent } = leftOutWithin(plan);
  const within = `a node that refuses connections is left out within ${seconds(refusing)}, one that does not answer at all within ${seconds(silent)}`;
  return nodes.some(({ share }) => share !== 0) ? [within, untilThen(plan)] : [within];
}

const stateOf = ({ name, state }: PlanNode, down: ReadonlySet<string>): BalancedServer["state"] => (down.has(name) ? "down" : state);

/** Weights decide alone under these; the others look at connections or at the client. */
const byWeight = (balance: Plan["balance"]): boolean => balance === "roundrobin" || balance === "random";

function nodeShares({ balance }: Plan, { nodes }: Target, down: ReadonlySet<string>): readonly NodeShare[] {
  const shares = sharesOf(nodes.map((node) => ({ name: node.name, weight: node.weight, state: stateOf(node, down) })));
  const usable = shares.filter(({ share }) => share > 0).length;
  return nodes.map((node, index) => {
    const share = shares[index]?.share ?? 0;
    const known = byWeight(balance) || share === 0 || usable === 1;
    return { name: node.name, address: node.addresses[0] ?? "", state: stateOf(node, down), share: known ? share : null };
  });
}

const decides: Readonly<Record<Plan["balance"], string>> = {
  roundrobin: "in turn, by weight",
  random: "at random, by weight on average: of two that are drawn, the one with fewer connections",
  leastconn: "to the node with the fewest connections for its weight",
  source: "by a hash of the address that HAProxy sees: one client keeps one node while the nodes stay the same",
};

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;

const states: Readonly<Record<NodeShare["state"], string>> = {
  active: "",
  drain: "drains: it keeps its connections and gets no new ones",
  disabled: "disabled",
  down: "down",
};

function nodeLine(node: NodeShare, port: number): string {
  const socket = node.address.includes(":") ? `[${node.address}]:${port}` : `${node.address}:${port}`;
  const part = node.state !== "active" ? states[node.state] : node.share === null ? "" : percent(node.share);
  return `${node.name} ${socket}${part === "" ? "" : ` ${part}`}`;
}

const policies: Readonly<Record<PlanIngress["externalTrafficPolicy"], string>> = {
  Cluster: "the node hands it to a controller pod on any node (externalTrafficPolicy: Cluster)",
  Local: "the node hands it to a controller pod of its own; one without fails its check (externalTrafficPolicy: Local)",
};

/** `raw` and templates of the user's own are lines that nobody here has read. */
const rawNote = (plan: Plan, name: string): readonly string[] =>
  plan.raw.haproxy.backends.some((section) => section.name === name && section.lines.length > 0)
    ? [`raw adds lines to backend ${name}, of which this knows nothing`]
    : [];

export const ingressTarget = (plan: Plan, ingress: PlanIngress, vip: PlanVip, scheme: "http" | "https"): Target | null => {
  const backend = listenerBackend(plan, vip, scheme);
  if (backend === null) return null;
  const node = backend === backendNames.https ? "https" : "http";
  return {
    backend,
    mode: backend === backendNames.httpProxy ? "http" : "tcp",
    nodes: ingress.nodes,
    port: ingress.nodePorts[node],
    path: [...ingress.path, "nodePorts", node],
    what: `the ingress controller's ${node} node port ${ingress.nodePorts[node]}`,
    policy: ingress.externalTrafficPolicy,
  };
};

export const streamTarget = (stream: PlanStream): Target => ({
  backend: streamBackendName(stream),
  mode: "tcp",
  nodes: stream.nodes,
  port: stream.targetPort,
  path: stream.path,
  what: `port ${stream.targetPort}`,
  policy: null,
});

/** The backend, its nodes and their shares. */
export function backendStep(plan: Plan, target: Target, machine: Machine, down: ReadonlySet<string>): Extract<Step, { kind: "backend" }> {
  const nodes = nodeShares(plan, target, down);
  const unit = target.mode === "http" ? "each request" : "each connection";
  const policy = target.policy === null ? [] : [policies[target.policy]];
  return {
    kind: "backend",
    text: `${unit} to ${target.what}: ${decides[plan.balance]}`,
    details: [...nodes.map((node) => nodeLine(node, target.port)), ...downNotes(plan, nodes), ...policy, ...rawNote(plan, target.backend)],
    path: target.path,
    mark: haproxyMark(machine, `backend ${target.backend}`),
    backend: target.backend,
    algorithm: plan.balance,
    nodes,
  };
}

/** What a client sees where no node can take it; null where one can. */
export function nobodyStep(step: Extract<Step, { kind: "backend" }>, mode: Target["mode"]): Extract<Step, { kind: "end" }> | null {
  if (step.nodes.some(({ share }) => share !== 0)) return null;
  const answer = mode === "http" ? "HAProxy answers 503" : "HAProxy closes the connection at once";
  return { kind: "end", text: `no node is left: ${answer}`, details: [], path: step.path, mark: step.mark, answer };
}
