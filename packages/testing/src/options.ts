/** The address families of an edge: one of them, or both on every machine. */
export type Families = "ipv4" | "ipv6" | "dual";

/** What documents `edgeArbitrary` makes. Every bound is of the document as a whole and inclusive. */
export interface EdgeArbitraryOptions {
  /** Nodes of the cluster, 1 to 100; 6 by default. */
  readonly maxNodes?: number;
  /** Virtual IPs, 1 to 20; 3 by default. */
  readonly maxVips?: number;
  /** Routes' hosts; 4 by default. A host may be written as two routes. 0 is none. */
  readonly maxRoutes?: number;
  /** Streams, up to 32; 3 by default. 0 is none. */
  readonly maxStreams?: number;
  /** Which families; any of the three by default. */
  readonly families?: Families;
  /** Whether documents may refer to secrets, whose values `secretsFor` gives; true by default. */
  readonly secrets?: boolean;
  /** Whether documents may have `raw` lines; true by default. */
  readonly raw?: boolean;
  /** The versions of keepalived to draw from; with only "2.2" no document asks for what 2.3 brought. */
  readonly keepalivedTargets?: readonly string[];
  /** The interfaces' names to draw from, at least 3, for a test whose machine must have them. */
  readonly interfaces?: readonly string[];
  /** The certificates' paths to draw from, for a test that runs HAProxy on the files. */
  readonly certificates?: readonly string[];
  /** The notify scripts' paths to draw from, for a test that runs keepalived on the files. */
  readonly notifyScripts?: readonly string[];
}

export type Settings = Required<Omit<EdgeArbitraryOptions, "families">> & { readonly families: Families | null };

const defaults = {
  maxNodes: 6,
  maxVips: 3,
  maxRoutes: 4,
  maxStreams: 3,
  secrets: true,
  raw: true,
  keepalivedTargets: ["2.2", "2.3"],
  interfaces: ["ens160", "eth0", "bond0.100", "enp0s31f6.1234", "br-lan", "vlan_20", "Wan0"],
  certificates: ["/etc/haproxy/certs/shop.pem", "/etc/haproxy/certs", "/srv/a;b%c&d!e~f.pem", "/etc/ssl/übung.pem"],
  notifyScripts: ["/usr/local/bin/vip-changed", "/opt/x!y;z%s", "/opt/a~b@c|d"],
} as const;

export const settingsOf = ({ families, ...options }: EdgeArbitraryOptions): Settings => ({
  ...defaults,
  families: families ?? null,
  ...options,
});
