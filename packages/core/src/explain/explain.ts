import type { InstanceMember, Machine, Plan, PlanIngress, PlanVip, VrrpInstance } from "../resolve/plan.js";
import { backendStep, ingressTarget, nobodyStep, streamTarget } from "./backend.js";
import { clientStep, streamClientStep } from "./client-address.js";
import { optionsStep, plainStep, podPath, redirectReason, tlsStep } from "./controller.js";
import { holderOf } from "./holder.js";
import { type Endpoint, endpointOf, type Listener, listenersOf, serves } from "./listeners.js";
import { haproxyMark, instanceMark, ruleMark } from "./marks.js";
import { allPaths, hiddenRules, nearAddresses, nearHosts, nearPaths, nearPorts } from "./near-miss.js";
import { loserOf, ruleDetails, ruleName } from "./reasons.js";
import { normalizePath, parseRequest, type Request } from "./request.js";
import { type Routing, routeRequest } from "./routing.js";
import type { Chapter, NearMiss, Step, Way } from "./way.js";

export interface ExplainOptions {
  /** Machines and nodes that are taken to be gone; other names change nothing. */
  readonly down?: readonly string[];
  /** The VIP whose way is told where several serve the request; the first, else. */
  readonly vip?: string | null;
}

/** What stays the same along one request's way. */
interface Journey {
  readonly plan: Plan;
  readonly request: Request;
  readonly machine: Machine;
  readonly down: ReadonlySet<string>;
}

const end = (text: string, rest: Partial<Extract<Step, { kind: "end" }>> = {}): Extract<Step, { kind: "end" }> => ({
  kind: "end",
  text,
  details: [],
  path: null,
  mark: null,
  answer: text,
  ...rest,
});

const unserved = (steps: readonly Step[], nearly: readonly NearMiss[] = []): Chapter => ({ steps, answer: null, nearly });
const before = (steps: readonly Step[], chapter: Chapter): Chapter => ({ ...chapter, steps: [...steps, ...chapter.steps] });

const modes: Readonly<Record<string, string>> = {
  forward: "to the ingress controller",
  redirect: "every request is answered by HAProxy itself",
  passthrough: "TLS is passed through, HAProxy does not look into it",
  terminate: "TLS ends at HAProxy",
};

function listenerStep({ plan, machine }: Journey, listener: Listener): Step {
  const common = { kind: "listener", mark: haproxyMark(machine, `frontend ${listener.frontend}`), port: listener.port } as const;
  const raw = plan.raw.haproxy.frontends.some(({ name, lines }) => name === listener.frontend && lines.length > 0);
  const details = raw ? [`raw adds lines to frontend ${listener.frontend}, of which this knows nothing`] : [];
  if (listener.kind === "stream") {
    const text = `stream ${listener.stream.name} on port ${listener.port}: the bytes are passed on as they are`;
    return { ...common, text, details, path: [...listener.stream.path, "port"], mode: "stream" };
  }
  const { vip, kind, mode } = listener;
  const certificate = mode === "terminate" ? ` with ${vip.listeners.https.certificate}` : "";
  const text = `${kind} on port ${listener.port}, ${mode}: ${modes[mode] ?? ""}${certificate}`;
  return { ...common, text, details, path: [...vip.path, "listeners", kind, "mode"], mode };
}

const urlHost = ({ host, address }: Request): string => host ?? (address?.includes(":") ? `[${address}]` : `${address}`);

/** The 308 and, as a client follows it, the way of the HTTPS request. */
function redirected(
  journey: Journey,
  vip: PlanVip,
  by: "haproxy" | "controller",
  told: Pick<Step, "path" | "mark"> & { readonly why: string },
): Chapter {
  const { request, plan } = journey;
  // ingress-nginx names no port (use-port-in-redirects is off).
  const port = by === "haproxy" ? vip.listeners.https.port : 443;
  const location = `https://${urlHost(request)}${port === 443 ? "" : `:${port}`}${request.path}${request.query}`;
  const { why, path, mark } = told;
  const text = `${by === "haproxy" ? "HAProxy" : "the controller"} answers 308, Location: ${location}${why}; a client goes on there`;
  const step: Step = { kind: "redirect", by, status: 308, location, text, details: [], path, mark };
  const next = listenersOf(plan, vip).find((listener) => listener.kind === "https" && listener.port === port);
  if (next !== undefined) return before([step], listenerChapter(journey, next));
  const nearly = nearPorts(plan, [vip], request, { scheme: "https", port });
  return unserved([step, end(`nothing listens on port ${port} of ${vip.name}: the connection is refused`, { path: vip.path })], nearly);
}

function unrouted(journey: Journey, routing: Extract<Routing, { kind: "unserved" }>, scheme: string): Chapter {
  const { plan, request } = journey;
  const text = `the controller answers 404: no rule has ${routing.missing === "host" ? `the host ${request.host}` : `the path ${request.path} of ${request.host}`}`;
  const near = [...hiddenRules(routing.hidden, request), ...nearPaths(routing.rules, request)];
  const nearly = routing.missing === "host" ? nearHosts(plan, request, scheme) : near.length > 0 ? near : allPaths(routing.rules);
  return unserved([end(text)], nearly);
}

function servedChapter(journey: Journey, ingress: PlanIngress, listener: Listener, routing: Extract<Routing, { kind: "served" }>): Chapter {
  const { plan, request, machine } = journey;
  const { route, path, told } = routing.rule;
  const name = ruleName(routing.rule);
  const asked = `${request.path}${request.query}`;
  const text = `rule ${name.host} ${name.path} (${name.pathType})`;
  const rule: Step = {
    kind: "rule",
    text,
    details: ruleDetails(routing, request.host ?? "", normalizePath(request.path)),
    path: name.at,
    mark: ruleMark(route, path, told, "path"),
    rule: name,
    near: routing.others.length === 0 ? [] : nearPaths(routing.others, request),
    losers: routing.losers.map((loser) => loserOf(routing, loser)),
  };
  const reason = listener.kind === "http" ? redirectReason(plan, routing.rule, request.host ?? "") : null;
  if (reason !== null) {
    const place = route.options.redirectToHttps === true ? [...route.path, "options", "redirectToHttps"] : [...route.path, "tls"];
    return before([rule], redirected(journey, listener.vip, "controller", { path: place, mark: null, why: ` (${reason})` }));
  }
  const pod = podPath(routing.rule, request.path);
  const options = optionsStep(plan, ingress, machine, routing.rule, { asked: request.path, pod });
  const { name: service, port } = path.service;
  const serviceStep: Step = {
    kind: "service",
    text: `Service ${route.namespace}/${service}, port ${port}: one of its ready pods is asked for ${pod}${request.query}`,
    details: [],
    path: path.place === route.path ? [...route.path, "service"] : [...path.place, "service"],
    mark: ruleMark(route, path, told, "service"),
    namespace: route.namespace,
    service,
    port,
  };
  return {
    steps: [rule, ...(options === null ? [] : [options]), serviceStep, clientStep(plan, ingress, machine, listener.frontend)],
    answer: { kind: "service", namespace: route.namespace, service, port, path: pod === request.path ? asked : `${pod}${request.query}` },
    nearly: [],
  };
}

function ingressChapter(journey: Journey, listener: Extract<Listener, { kind: "http" | "https" }>): Chapter {
  const { plan, request, machine, down } = journey;
  const { ingress } = plan;
  const target = ingress === null ? null : ingressTarget(plan, ingress, listener.vip, listener.kind);
  if (ingress === null || target === null) return unserved([end("HAProxy has no backend for this listener")]);
  const backend = backendStep(plan, target, machine, down);
  const nobody = nobodyStep(backend, target.mode);
  if (nobody !== null) return unserved([backend, nobody]);
  const controller = listener.mode === "passthrough" ? tlsStep(plan, request.host) : plainStep(plan, ingress, listener.kind);
  const first = [backend, controller];
  if (request.host === null) {
    const text = "the controller answers 404: an address in the URL is no host that a rule can have";
    return unserved([...first, end(text)], hostsFor(journey, listener));
  }
  const routing = routeRequest(plan.routes, request.host, request.path);
  const rest = routing.kind === "served" ? servedChapter(journey, ingress, listener, routing) : unrouted(journey, routing, listener.kind);
  return before(first, rest);
}

/** A word of a shell's command line, quoted where it needs to be. */
const shellWord = (text: string): string => (/^[\w.:/@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** The first hosts of the document, for whoever asked by address. */
function hostsFor({ plan, request }: Journey, { kind, port }: Listener): readonly NearMiss[] {
  const hosts = [...new Map(plan.routes.map((route) => [route.host, route])).values()].filter(({ host }) => !host.startsWith("*."));
  const portText = port === (kind === "https" ? 443 : 80) ? "" : `:${port}`;
  return hosts.slice(0, 3).map((route) => {
    const resolved = shellWord(`${route.host}:${port}:${urlHost(request)}`);
    const url = shellWord(`${kind}://${route.host}${portText}${request.path}${request.query}`);
    return { text: `curl --resolve ${resolved} ${url} asks this address for ${route.host}`, path: [...route.path, "host"], instead: null };
  });
}

function streamChapter({ plan, machine, down }: Journey, { stream, port }: Extract<Listener, { kind: "stream" }>): Chapter {
  const backend = backendStep(plan, streamTarget(stream), machine, down);
  const nobody = nobodyStep(backend, "tcp");
  if (nobody !== null) return unserved([backend, nobody]);
  return { steps: [backend, streamClientStep(stream, machine)], answer: { kind: "stream", stream: stream.name, port }, nearly: [] };
}

function listenerChapter(journey: Journey, listener: Listener): Chapter {
  const step = listenerStep(journey, listener);
  if (listener.kind === "stream") return before([step], streamChapter(journey, listener));
  if (listener.mode !== "redirect") return before([step], ingressChapter(journey, listener));
  const mark = haproxyMark(journey.machine, `frontend ${listener.frontend}`);
  return before(
    [step],
    redirected(journey, listener.vip, "haproxy", { path: [...listener.vip.path, "listeners", "http", "mode"], mark, why: "" }),
  );
}

function vipStep(request: Request, vip: PlanVip, instance: VrrpInstance, member: InstanceMember, others: readonly PlanVip[]): Step {
  const { address, family } = instance;
  const more = vip.addresses.filter((each) => each !== address);
  const text = request.host === null ? `${address} is VIP ${vip.name}` : `VIP ${vip.name}, ${address}: DNS must lead ${request.host} there`;
  return {
    kind: "vip",
    text,
    details: [
      ...more.map((each) => `its other address, ${each}, has the same listeners`),
      ...others.map((other) => `VIP ${other.name}, ${other.addresses.join(" and ")}, serves it too: --vip ${other.name} tells that way`),
    ],
    path: [...vip.path, "address"],
    mark: instanceMark(member.machine, instance, `${address}/${family === "ipv4" ? 32 : 128} dev ${member.interface.name}`),
    vip: vip.name,
    address,
    others: others.map(({ name }) => name),
  };
}

interface Found {
  readonly listener: Listener;
  readonly others: readonly PlanVip[];
}

/** The VIPs that a request may go to. DNS is not the document's, so a host may lead to any of them. */
function candidates(plan: Plan, { address }: Request, name: string | null): readonly PlanVip[] {
  const named = name === null ? plan.vips : plan.vips.filter((vip) => vip.name === name);
  return address === null ? named : named.filter((vip) => vip.addresses.some((each) => each === address));
}

function find(plan: Plan, vips: readonly PlanVip[], endpoint: Endpoint): Found | null {
  const fitting = vips.flatMap((vip) => listenersOf(plan, vip).find((listener) => serves(listener, endpoint)) ?? []);
  const [listener, ...others] = fitting;
  return listener === undefined ? null : { listener, others: others.map(({ vip }) => vip) };
}

function noListener(plan: Plan, vips: readonly PlanVip[], request: Request, endpoint: Endpoint): Chapter {
  if (vips.length === 0) {
    const whose = request.address === null ? "the document has no VIP" : `no VIP has the address ${request.address}`;
    return unserved([end(whose)], request.address === null ? [] : nearAddresses(plan, request.address, request));
  }
  const names = vips.map(({ name }) => name).join(", ");
  const port =
    endpoint.port === null
      ? "a tcp URL names its port, as in tcp://192.168.103.10:6443"
      : `no listener of ${names} takes ${endpoint.scheme} on port ${endpoint.port}`;
  return unserved([end(port)], nearPorts(plan, vips, request, endpoint));
}

function wayOf(plan: Plan, request: Request, options: ExplainOptions): Way {
  const down = new Set(options.down ?? []);
  const vips = candidates(plan, request, options.vip ?? null);
  const endpoint = endpointOf(
    request,
    vips.flatMap((vip) => listenersOf(plan, vip)),
  );
  const found = find(plan, vips, endpoint);
  const base = { url: request.text, down: [...down] };
  if (found === null) return { ...base, holder: null, ...noListener(plan, vips, request, endpoint) };
  const { vip } = found.listener;
  const instance = vip.instances.find(({ address }) => address === request.address) ?? vip.instances[0];
  if (instance === undefined) return { ...base, holder: null, ...unserved([end(`VIP ${vip.name} has no address`)]) };
  const { member, step } = holderOf(plan, vip, instance, down);
  const first = [vipStep(request, vip, instance, member ?? instance.primary, found.others), step];
  if (member === null) return { ...base, holder: null, ...unserved(first) };
  const { machine } = member;
  return { ...base, holder: machine.name, ...before(first, listenerChapter({ plan, request, machine, down }, found.listener)) };
}

/** Whether a URL that would be offered is served when all is well. */
function isServed(plan: Plan, url: string, { vip = null }: ExplainOptions): boolean {
  const parsed = parseRequest(url);
  if (!parsed.ok) return false;
  const { request } = parsed;
  return wayOf(plan, request, { vip: request.address === null ? vip : null }).answer !== null;
}

/**
 * The way of one request through the edge: which machine, listener, backend, rule and Service, and why. What it tells is what the rendered files
 * say; lines of `raw` and templates of the user's own are not read.
 */
export function explainRequest(plan: Plan, request: Request, options: ExplainOptions = {}): Way {
  const way = wayOf(plan, request, options);
  const offered = ({ instead }: NearMiss): string | null => (instead !== null && isServed(plan, instead, options) ? instead : null);
  return { ...way, nearly: way.nearly.map((near) => ({ ...near, instead: offered(near) })) };
}
