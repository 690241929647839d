import type { Path } from "../diagnostics/diagnostic.js";
import type { ResolvedPreempt } from "../failover/overrides.js";
import type { TimerWish } from "../failover/solve.js";
import type { FailoverTimers } from "../failover/timers.js";
import type { Family, IpAddress, Subnet } from "../model/address.js";
import type { Controller } from "../model/ingress.js";
import type { AbsolutePath, HostName, InterfaceName, Port, RoutePath, VirtualRouterId } from "../model/primitives.js";
import type { PathType, RouteOptions } from "../model/route.js";
import type { Version } from "../model/version.js";

/** Everything below has the place of its source, so that a rule can point at it. */
interface Placed {
  readonly path: Path;
}

/** A secret, read: `value` is what goes into the file, `name` what a person may see, `path` where the document names it. */
export interface ResolvedSecret extends Placed {
  readonly name: string;
  readonly value: string;
}

export interface PlanNode extends Placed {
  readonly name: string;
  readonly addresses: readonly IpAddress[];
  readonly weight: number;
  readonly state: "active" | "drain" | "disabled";
  readonly labels: Readonly<Record<string, string>>;
}

export interface PlanIngress extends Placed {
  readonly controller: Controller;
  readonly className: string;
  readonly namespace: string;
  /** The path at which the controller says that it is well, on `nodePorts.health`. */
  readonly healthPath: string;
  readonly nodePorts: { readonly http: Port; readonly https: Port; readonly health: Port | null };
  readonly externalTrafficPolicy: "Cluster" | "Local";
  readonly hasGateway: boolean;
  /** The nodes that get ingress traffic, in the document's order. */
  readonly nodes: readonly PlanNode[];
}

export interface MachineAddress {
  readonly address: IpAddress;
  readonly family: Family;
  readonly subnet: Subnet;
}

export interface MachineInterface extends Placed {
  readonly name: InterfaceName;
  /** Where the name stands: a machine of one leg has it under `interface`. */
  readonly namePath: Path;
  readonly addresses: readonly MachineAddress[];
  /** The L2 segment's name, or null where each subnet is its own. */
  readonly segment: string | null;
}

export interface Machine extends Placed {
  readonly name: string;
  readonly interfaces: readonly MachineInterface[];
}

/** One machine's half of a VRRP instance. */
export interface InstanceMember {
  readonly machine: Machine;
  readonly interface: MachineInterface;
  /** The machine's own address on that interface, in the instance's family: where its advertisements come from. */
  readonly address: MachineAddress;
}

/** One virtual router (RFC 9568): one address of one family on one pair. */
export interface VrrpInstance extends Placed {
  /** The VIP's name, with the family behind it under dual stack. */
  readonly name: string;
  readonly family: Family;
  readonly address: IpAddress;
  readonly virtualRouterId: VirtualRouterId;
  readonly primary: InstanceMember;
  readonly backup: InstanceMember;
  /** The L2 segment that both machines and the neighbours share. */
  readonly segment: string;
}

export type HttpMode = "forward" | "redirect" | "off";
export type HttpsMode = "passthrough" | "terminate" | "off";

export interface PlanFailover extends Placed {
  /** Milliseconds. */
  readonly max: number;
  /** Whether the document says `max`; a default may give way, what was asked for may not. */
  readonly maxIsSet: boolean;
  /** Milliseconds. */
  readonly maxHung: number;
  readonly maxHungIsSet: boolean;
  readonly preempt: ResolvedPreempt;
  readonly whenAllUnhealthy: "keep" | "release";
  readonly password: ResolvedSecret | null;
  readonly notify: AbsolutePath | null;
  /** What the timers are derived from, for who asks what else could be. */
  readonly wish: TimerWish;
  readonly timers: FailoverTimers;
}

export interface PlanListeners {
  readonly http: { readonly mode: HttpMode; readonly port: Port };
  readonly https: { readonly mode: HttpsMode; readonly port: Port; readonly certificate: AbsolutePath | null };
}

export interface PlanVip extends Placed {
  readonly name: string;
  readonly addresses: readonly IpAddress[];
  readonly virtualRouterId: VirtualRouterId;
  readonly reservedRouterIds: readonly VirtualRouterId[];
  readonly primary: Machine;
  readonly backup: Machine;
  readonly instances: readonly VrrpInstance[];
  readonly failover: PlanFailover;
  readonly listeners: PlanListeners;
}

export interface PlanPath {
  readonly place: Path;
  readonly path: RoutePath;
  readonly pathType: PathType;
  readonly service: { readonly name: string; readonly port: number | string };
}

export interface PlanRoute extends Placed {
  readonly host: HostName;
  readonly namespace: string;
  readonly name: string | null;
  readonly paths: readonly PlanPath[];
  readonly tls: {
    readonly secretName: string;
    readonly issuer: { readonly kind: "ClusterIssuer" | "Issuer"; readonly name: string } | null;
  } | null;
  readonly options: RouteOptions;
}

export type StreamCheck = { readonly kind: "tcp" } | { readonly kind: "http"; readonly path: string; readonly tls: boolean };

export interface PlanStream extends Placed {
  readonly name: string;
  readonly vip: PlanVip;
  readonly port: Port;
  readonly targetPort: Port;
  readonly nodes: readonly PlanNode[];
  readonly check: StreamCheck;
  readonly proxyProtocol: boolean;
}

export const timeoutNames = [
  "connect",
  "client",
  "server",
  "tunnel",
  "queue",
  "check",
  "clientFin",
  "serverFin",
  "httpRequest",
  "hardStopAfter",
] as const;
export type TimeoutName = (typeof timeoutNames)[number];

/** Lines of `raw`, by section, sorted by the section's name. */
export type RawSections = readonly { readonly name: string; readonly lines: readonly string[]; readonly path: Path }[];

export interface PlanRaw {
  readonly haproxy: {
    readonly global: readonly string[];
    readonly defaults: readonly string[];
    readonly frontends: RawSections;
    readonly backends: RawSections;
  };
  readonly keepalived: { readonly global: readonly string[]; readonly instances: RawSections };
}

export interface PlanObservability {
  readonly stats:
    | (Placed & { readonly port: Port; readonly auth: { readonly username: string; readonly password: ResolvedSecret } | null })
    | null;
  readonly prometheus: (Placed & { readonly port: Port }) | null;
  readonly syslog: IpAddress | null;
}

/**
 * A document with every default applied and every reference followed: after this nobody asks "is it set?".
 * `null` means that the document wants none of it, never that a default is missing.
 */
export interface Plan {
  readonly name: string;
  readonly targets: { readonly haproxy: Version; readonly keepalived: Version; readonly kubernetes: Version };
  readonly clientIp: "none" | "proxy-protocol" | "forwarded-for";
  readonly balance: "roundrobin" | "leastconn" | "source" | "random";
  /** Milliseconds. */
  readonly timeouts: Readonly<Record<TimeoutName, number>>;
  readonly maxConnections: number | null;
  readonly observability: PlanObservability;
  readonly nodes: readonly PlanNode[];
  readonly ingress: PlanIngress | null;
  readonly machines: readonly Machine[];
  readonly vips: readonly PlanVip[];
  readonly routes: readonly PlanRoute[];
  readonly streams: readonly PlanStream[];
  readonly raw: PlanRaw;
  /**
   * Lists in which an entity was refused and is missing here. A law about a whole list ("at least one active node")
   * says nothing while its list has a hole.
   */
  readonly holes: ReadonlySet<string>;
}
