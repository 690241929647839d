import type { Namespace } from "./namespaces.js";

/** One address as `ip -j addr show` lists it, in the kernel's spelling (`2001:db8::10`). */
export interface MachineAddress {
  readonly interface: string;
  readonly family: "inet" | "inet6";
  readonly address: string;
  readonly prefixLength: number;
  readonly scope: string;
}

/** All addresses of one interface, or the global ones of all; in the kernel's order. */
export const readAddresses = (namespace: Namespace, leg?: string): MachineAddress[] =>
  parseAddresses(namespace.run("ip", "-j", "addr", "show", ...(leg === undefined ? ["scope", "global"] : ["dev", leg])));

interface IpLink {
  readonly ifname?: string;
  readonly addr_info?: readonly (IpAddr | { readonly local?: undefined })[];
}

interface IpAddr {
  readonly family: "inet" | "inet6";
  readonly local: string;
  readonly prefixlen: number;
  readonly scope: string;
}

/** `ip -j` prints an empty object for each link, and for each address, that does not match. */
const parseAddresses = (json: string): MachineAddress[] =>
  asLinks(json).flatMap(({ ifname = "", addr_info = [] }) =>
    addr_info.flatMap((info) =>
      info.local === undefined
        ? []
        : [{ interface: ifname, family: info.family, address: info.local, prefixLength: info.prefixlen, scope: info.scope }],
    ),
  );

/** The cast: ip's JSON output is a list of links (ip(8), -json). */
const asLinks = (json: string): readonly IpLink[] => JSON.parse(json) as readonly IpLink[];
