import type { Lab } from "./lab.js";
import { run } from "./run.js";

/** One leg of a machine, as the document says it: the interface's name, its addresses with prefix lengths, its L2 segment. */
export interface Leg {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly segment: string;
}

/**
 * How a link is lost. `silent`: the switch forgets the port, nobody sees a carrier loss (a switch between them died, a VLAN is
 * gone). `carrier`: the port goes down, and the machine's interface loses its carrier (the cable is out).
 */
export type CutKind = "silent" | "carrier";

export interface Namespace {
  /** As `ip netns` and keepalived's `net_namespace` know it. */
  readonly name: string;
  readonly path: string;
  /** Runs a command inside and returns its standard output. */
  readonly run: (command: string, ...args: readonly string[]) => string;
  /** Cuts the named interface from its segment, or all of them. */
  readonly cut: (kind: CutKind, leg?: string) => void;
  readonly heal: (leg?: string) => void;
}

export interface Network {
  /** A machine's namespace, its interfaces up and addressed, each plugged into the switch of its segment. */
  readonly addNamespace: (name: string, legs: readonly Leg[]) => Namespace;
}

interface SwitchPort {
  readonly leg: string;
  readonly port: string;
  readonly bridge: string;
}

/** An empty network: one namespace that holds a bridge per segment. No link of the lab is ever in the machine's own namespace. */
export const createNetwork = (lab: Lab): Network => {
  const switches = lab.nameOf("switch");
  const bridges: string[] = [];
  let ports = 0;
  addNetns(switches);
  const bridgeOf = (segment: string): string => {
    if (!bridges.includes(segment)) addBridge(switches, `ew${lab.id}b${bridges.push(segment) - 1}`);
    return `ew${lab.id}b${bridges.indexOf(segment)}`;
  };
  const plug = (netns: string, leg: Leg): SwitchPort => {
    const port = `ew${lab.id}p${ports++}`;
    const bridge = bridgeOf(leg.segment);
    ipBatch(switches, [`link add ${port} type veth peer name ${leg.name} netns ${netns}`, `link set ${port} master ${bridge} up`]);
    ipBatch(netns, [...leg.addresses.map((address) => `addr add ${address} dev ${leg.name}`), `link set ${leg.name} up`]);
    return { leg: leg.name, port, bridge };
  };
  return {
    addNamespace: (name, legs) => {
      const netns = lab.nameOf(name);
      addNetns(netns);
      return namespace(
        netns,
        switches,
        legs.map((leg) => plug(netns, leg)),
      );
    },
  };
};

const namespace = (name: string, switches: string, ports: readonly SwitchPort[]): Namespace => {
  const each = (leg: string | undefined, command: (port: SwitchPort) => string): void => {
    const chosen = ports.filter((port) => leg === undefined || port.leg === leg);
    if (chosen.length === 0) throw new Error(`${name} has no interface ${leg ?? ""}`);
    ipBatch(switches, chosen.map(command));
  };
  return {
    name,
    path: `/run/netns/${name}`,
    run: (command, ...args) => run("nsenter", [`--net=/run/netns/${name}`, command, ...args]),
    cut: (kind, leg) => each(leg, ({ port }) => (kind === "silent" ? `link set ${port} nomaster` : `link set ${port} down`)),
    heal: (leg) => each(leg, ({ port, bridge }) => `link set ${port} master ${bridge} up`),
  };
};

const ipBatch = (netns: string, lines: readonly string[]): string => run("ip", ["-n", netns, "-batch", "-"], `${lines.join("\n")}\n`);

/** Without duplicate address detection (RFC 4862 §5.4) addresses are usable at once; the lab's are unique by construction. */
const addNetns = (name: string): void => {
  run("ip", ["netns", "add", name]);
  setSysctls(name, [
    ["net.ipv6.conf.all.accept_dad", "0"],
    ["net.ipv6.conf.default.accept_dad", "0"],
  ]);
  ipBatch(name, ["link set lo up"]);
};

/** No spanning tree and no snooping: a port forwards at once, and IPv6 neighbour discovery (multicast) reaches every port. */
const addBridge = (netns: string, name: string): void =>
  void ipBatch(netns, [`link add ${name} type bridge stp_state 0 forward_delay 0 mcast_snooping 0`, `link set ${name} up`]);

export type Sysctl = readonly [key: string, value: string];

/** sysctl.d(5): the settings of one file, in order. */
export const parseSysctls = (text: string): Sysctl[] =>
  text.split("\n").flatMap((line): Sysctl[] => {
    const [, key, value] = /^\s*-?([^#;=\s]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    return key === undefined || value === undefined ? [] : [[key.replaceAll("/", "."), value]];
  });

/** Sets sysctls of a namespace. Only `net.` ones: the others belong to the whole machine, which a lab does not touch. */
export const setSysctls = (netns: string, settings: readonly Sysctl[]): void => {
  const lines = settings
    .filter(([key]) => key.startsWith("net."))
    .map(([key, value]) => `echo '${value.replaceAll("'", "")}' > '/proc/sys/${key.replaceAll(".", "/")}'`);
  run("nsenter", [`--net=/run/netns/${netns}`, "sh", "-e"], `${lines.join("\n")}\n`);
};
