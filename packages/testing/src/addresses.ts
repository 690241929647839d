import * as fc from "fast-check";
import type { Families } from "./options.js";

/** The networks of a generated edge: machines and VIPs are on the first three, the cluster's nodes on the last. All are for documentation (RFC 5737, RFC 3849). */
const networks = [
  { base: "192.0.2.", offset: 0 },
  { base: "192.0.2.", offset: 128 },
  { base: "198.51.100.", offset: 0 },
  { base: "198.51.100.", offset: 128 },
] as const;

export const machineNetworks = 3;
export const nodeNetwork = 3;
export const prefixLength = { ipv4: 25, ipv6: 64 } as const;

/** How an address is written: IPv6 knows many texts of one address (RFC 4291 section 2.2). */
export interface AddressStyle {
  readonly longForm: boolean;
  /** Whether a single address is a list of one. */
  readonly list: boolean;
  readonly ipv6First: boolean;
}

export const addressStyleArbitrary: fc.Arbitrary<AddressStyle> = fc.record({
  longForm: fc.boolean(),
  list: fc.boolean(),
  ipv6First: fc.boolean(),
});

function ipv4(network: number, host: number): string {
  const { base, offset } = networks[network] ?? networks[0];
  return `${base}${offset + host}`;
}

function ipv6(network: number, host: number, longForm: boolean): string {
  return longForm ? `2001:DB8:0:${network}:0:0:0:${host.toString(16).toUpperCase()}` : `2001:db8:0:${network}::${host.toString(16)}`;
}

/** The addresses of one thing, of host number 1 to 126 in its network. */
export function addressesOf(families: Families, network: number, host: number, style: AddressStyle, withPrefix = false): string | string[] {
  const four = `${ipv4(network, host)}${withPrefix ? `/${prefixLength.ipv4}` : ""}`;
  const six = `${ipv6(network, host, style.longForm)}${withPrefix ? `/${prefixLength.ipv6}` : ""}`;
  if (families === "dual") return style.ipv6First ? [six, four] : [four, six];
  const only = families === "ipv4" ? four : six;
  return style.list ? [only] : only;
}

/** What one thing of an edge has, of what the edge has. */
export const familiesWithin = (edge: Families, wanted: Families): Families => (edge === "dual" ? wanted : edge);
