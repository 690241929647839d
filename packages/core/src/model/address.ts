import ipaddr from "ipaddr.js";
import type { z } from "zod";
import { text } from "./text.js";

export type Family = "ipv4" | "ipv6";

/** Ranges that no machine, node or VIP of an edge can have as its own address. */
const unusableRanges: ReadonlySet<string> = new Set(["unspecified", "broadcast", "multicast", "loopback", "linkLocal", "ipv4Mapped"]);

function parse(value: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(value)) return ipaddr.IPv4.parse(value);
  if (!value.includes(":") || value.includes("%") || !ipaddr.IPv6.isValid(value)) return null;
  return ipaddr.IPv6.parse(value);
}

function addressRefusal(value: string): string | null {
  const address = parse(value);
  if (address === null) return "is not an IPv4 or IPv6 address";
  const range = address.range();
  return unusableRanges.has(range)
    ? `is ${range === "unspecified" ? "an" : "a"} ${range} address: no machine can be reached at it from another`
    : null;
}

function cidrRefusal(value: string): string | null {
  const slash = value.lastIndexOf("/");
  if (slash < 0) return "has no prefix length";
  const address = parse(value.slice(0, slash));
  const length = value.slice(slash + 1);
  if (address === null || !/^(0|[1-9]\d{0,2})$/.test(length)) return "is not an address with a prefix length";
  const most = address.kind() === "ipv4" ? 32 : 128;
  return Number(length) > most ? `has a prefix length above ${most}` : null;
}

/** An IPv4 or IPv6 address that a machine can have; RFC 4291 section 2.2 gives the forms of the latter. */
export const IpAddress = text("IpAddress", {
  code: "address-invalid",
  want: "an IPv4 or IPv6 address",
  why: "an address that is none, or that no other machine can reach, is found out by the daemons only when they start",
  description: "an IPv4 or IPv6 address, without prefix length or zone",
  example: "192.168.103.10",
  maxLength: 45,
  test: addressRefusal,
  fix: (value) => (cidrRefusal(value) === null ? value.slice(0, value.lastIndexOf("/")) : null),
  note: () => "without the prefix length",
});
export type IpAddress = z.infer<typeof IpAddress>;

/** A machine's own address together with the length of its subnet's prefix: `192.168.103.11/24`. */
export const InterfaceAddress = text("InterfaceAddress", {
  code: "address-invalid",
  want: "an address with its prefix length",
  why: "the prefix length says which subnet the interface is on, and so on which segment VRRP and the VIP live",
  description: "a machine's address with the prefix length of its subnet",
  example: "192.168.103.11/24",
  maxLength: 49,
  test: (value) => cidrRefusal(value) ?? addressRefusal(value.slice(0, value.lastIndexOf("/"))),
  fix: (value) => (addressRefusal(value) === null ? `${value}/${value.includes(":") ? 64 : 24}` : null),
  note: () => "with your subnet's own prefix length",
});
export type InterfaceAddress = z.infer<typeof InterfaceAddress>;

/** A range of addresses in CIDR notation (RFC 4632). */
export const Cidr = text("Cidr", {
  code: "address-invalid",
  want: "a range of addresses in CIDR notation",
  why: "a range that does not parse would let in nobody or everybody, as the controller's version has it",
  description: "a range of addresses in CIDR notation",
  example: "203.0.113.0/24",
  maxLength: 49,
  test: cidrRefusal,
  fix: (value) => (parse(value) === null ? null : `${value}/${value.includes(":") ? 128 : 32}`),
});
export type Cidr = z.infer<typeof Cidr>;

const parsed = (address: IpAddress): ipaddr.IPv4 | ipaddr.IPv6 => ipaddr.parse(address);

export const familyOf = (address: IpAddress): Family => parsed(address).kind();

/** Whether an address is above another of its family, byte by byte as VRRP compares them (RFC 9568 section 6.4.3). */
export function isHigherAddress(address: IpAddress, other: IpAddress): boolean {
  const others = parsed(other).toByteArray();
  const bytes = parsed(address).toByteArray();
  const index = bytes.findIndex((byte, position) => byte !== others[position]);
  return index >= 0 && (bytes[index] ?? 0) > (others[index] ?? 0);
}

/** The one text of an address, so that equal addresses are equal strings (RFC 5952 for IPv6). */
export function canonicalAddress(address: IpAddress): IpAddress {
  const value = parsed(address);
  return IpAddress.parse(value instanceof ipaddr.IPv6 ? value.toRFC5952String() : value.toString());
}

/** An address as anyone may write it, in its one text, also where no machine of a document could have it; null for what is none. */
export function readAddress(value: string): { readonly family: Family; readonly text: string } | null {
  const address = parse(value);
  if (address === null) return null;
  return { family: address.kind(), text: address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString() };
}

/** A subnet: its first address, its last, and the length of its prefix. */
export interface Subnet {
  readonly family: Family;
  readonly prefixLength: number;
  /** The canonical text of the range, `192.168.103.0/24`: equal subnets have equal text. */
  readonly text: string;
}

/** Splits `192.168.103.11/24` into the machine's address and its subnet. */
export function splitInterfaceAddress(value: InterfaceAddress): { readonly address: IpAddress; readonly subnet: Subnet } {
  const [address, prefixLength] = ipaddr.parseCIDR(value);
  const network = address.kind() === "ipv4" ? ipaddr.IPv4.networkAddressFromCIDR(value) : ipaddr.IPv6.networkAddressFromCIDR(value);
  const text = `${canonicalAddress(IpAddress.parse(value.slice(0, value.lastIndexOf("/"))))}`;
  const networkText = network instanceof ipaddr.IPv6 ? network.toRFC5952String() : network.toString();
  return { address: IpAddress.parse(text), subnet: { family: address.kind(), prefixLength, text: `${networkText}/${prefixLength}` } };
}

export function subnetHolds(subnet: Subnet, address: IpAddress): boolean {
  const value = parsed(address);
  if (value.kind() !== subnet.family) return false;
  return value.match(ipaddr.parseCIDR(subnet.text));
}

/** Whether an address is its subnet's network or broadcast address, which no machine can have (RFC 919; RFC 3021 for /31). */
export function isNetworkOrBroadcast(subnet: Subnet, address: IpAddress): boolean {
  if (subnet.family === "ipv6" || subnet.prefixLength >= 31) return false;
  const broadcast = ipaddr.IPv4.broadcastAddressFromCIDR(subnet.text).toString();
  return address === subnet.text.slice(0, subnet.text.lastIndexOf("/")) || address === broadcast;
}
