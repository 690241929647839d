import { z } from "zod";
import { Ingress } from "./ingress.js";
import { LoadBalancer } from "./load-balancer.js";
import { ClusterNode } from "./node.js";
import { Observability } from "./observability.js";
import { ConnectionLimit, DnsLabel, Duration } from "./primitives.js";
import { Raw } from "./raw.js";
import { Route } from "./route.js";
import { RuleSettings } from "./rule-settings.js";
import { Stream } from "./stream.js";
import { text } from "./text.js";
import { Vip } from "./vip.js";

const version = (daemon: string, oldest: string) =>
  text("Version", {
    code: "version-invalid",
    want: `a version of two numbers, such as "${oldest}"`,
    why: "features are switched by version, and an unquoted 3.10 is the number 3.1",
    description: `the version of ${daemon} that runs on the machines, or in the cluster`,
    example: oldest,
    pattern: /^(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})$/,
    fix: (value) => /^v?(\d+\.\d+)\.\d+/.exec(value)?.[1] ?? null,
  });

export const oldestTargets = { haproxy: "2.6", keepalived: "2.2", kubernetes: "1.32" } as const;

const Targets = z
  .strictObject({
    haproxy: version("HAProxy", oldestTargets.haproxy).optional().meta({ default: oldestTargets.haproxy }),
    keepalived: version("keepalived", oldestTargets.keepalived).optional().meta({ default: oldestTargets.keepalived }),
    kubernetes: version("Kubernetes", oldestTargets.kubernetes).optional().meta({ default: oldestTargets.kubernetes }),
  })
  .meta({ description: "the versions to render for; the default is the oldest supported" });

const timeout = (what: string, value: string) => Duration.optional().meta({ description: what, default: value, examples: [value] });

const Timeouts = z
  .strictObject({
    connect: timeout("to connect to a node", "5s"),
    client: timeout("a client that sends nothing", "1m"),
    server: timeout("a node that sends nothing", "1m"),
    tunnel: timeout("a connection, once both ends have spoken, on which nothing moves: WebSockets, watches, TCP streams", "1h"),
    queue: timeout("waiting for a free connection to a node", "1m"),
    check: timeout("a node's answer to a check, once connected", "2s"),
    clientFin: timeout("a client that closed half and went silent", "30s"),
    serverFin: timeout("a node that closed half and went silent", "30s"),
    httpRequest: timeout("a client that is slow to send its request's head", "5s"),
    hardStopAfter: timeout("an old process after a reload, before its connections are cut", "10m"),
  })
  .meta({ description: "HAProxy's timeouts" });

/** One document: the machines that hold the virtual IPs, the nodes behind them, and the routes across both. */
export const Edge = z
  .strictObject({
    apiVersion: z.literal("edgewright/v1").meta({ description: "the version of this document's form" }),
    name: DnsLabel.meta({ description: "the edge's name", examples: ["on-prem"] }),
    targets: Targets.optional(),
    clientIp: z
      .enum(["none", "proxy-protocol", "forwarded-for"])
      .optional()
      .meta({ default: "none", examples: ["proxy-protocol"], description: "how the client's address reaches the pods" }),
    balance: z
      .enum(["roundrobin", "leastconn", "source", "random"])
      .optional()
      .meta({ default: "roundrobin", examples: ["leastconn"], description: "how connections are spread over the nodes" }),
    timeouts: Timeouts.optional(),
    limits: z.strictObject({ maxConnections: ConnectionLimit.optional() }).optional().meta({ description: "limits of each machine" }),
    observability: Observability.optional(),
    cluster: z
      .strictObject({ nodes: z.array(ClusterNode).meta({ description: "the cluster's nodes" }), ingress: Ingress.optional() })
      .meta({ description: "the Kubernetes cluster behind the load balancers" }),
    loadBalancers: z.array(LoadBalancer).optional().meta({ description: "the machines that run HAProxy and keepalived" }),
    vips: z.array(Vip).optional().meta({ description: "the virtual IPs" }),
    routes: z.array(Route).optional().meta({ description: "hosts and the Services behind them" }),
    streams: z.array(Stream).optional().meta({ description: "layer-4 services on a VIP" }),
    raw: Raw.optional(),
    rules: RuleSettings.optional(),
  })
  .meta({ title: "Edgewright document", description: "one on-premises Kubernetes edge" });

/** A document that the schema accepted: its values are branded, its defaults not yet applied. */
export type Edge = z.infer<typeof Edge>;

/** A document as a person writes it: plain strings and numbers. */
export type EdgeInput = z.input<typeof Edge>;

/** Types a document and gives completion; returns it as it is. */
export const defineEdge = (edge: EdgeInput): EdgeInput => edge;

/** The JSON Schema of the document (draft 2020-12), for editors: what zod checks beyond it is said in the descriptions. */
export const documentJsonSchema = (): Record<string, unknown> => ({ ...z.toJSONSchema(Edge, { io: "input", target: "draft-2020-12" }) });
