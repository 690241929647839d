import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  Cidr,
  canonicalAddress,
  familyOf,
  InterfaceAddress,
  IpAddress,
  isNetworkOrBroadcast,
  splitInterfaceAddress,
  subnetHolds,
} from "./address.js";
import { refusalOf } from "./refusal-testing.js";

const unreachable = (range: string): string =>
  `is ${range === "unspecified" ? "an" : "a"} ${range} address: no machine can be reached at it from another`;

describe("an address", () => {
  it.each(["192.168.103.10", "10.0.0.1", "203.0.113.255", "2001:db8::1", "2001:DB8:0:0:0:0:0:1", "fd00::1"])("takes %s", (value) => {
    expect(refusalOf(IpAddress, value)).toBeNull();
  });

  it.each([
    ["192.168.103.300", "is not an IPv4 or IPv6 address → 192.168.103.10 (for example)"],
    ["192.168.103", "is not an IPv4 or IPv6 address → 192.168.103.10 (for example)"],
    ["192.168.103.010", "is not an IPv4 or IPv6 address → 192.168.103.10 (for example)"],
    ["0xc0a8670a", "is not an IPv4 or IPv6 address → 192.168.103.10 (for example)"],
    ["3232261898", "is not an IPv4 or IPv6 address → 192.168.103.10 (for example)"],
    ["shop.example.com", "is not an IPv4 or IPv6 address → 192.168.103.10 (for example)"],
    ["2001:db8::1::2", "is not an IPv4 or IPv6 address → 192.168.103.10 (for example)"],
    ["2001:db8::1%eth0", "is not an IPv4 or IPv6 address → 192.168.103.10 (for example)"],
    [" 192.168.103.10", "is not an IPv4 or IPv6 address → 192.168.103.10 (for example)"],
    ["192.168.103.10/24", "is not an IPv4 or IPv6 address → 192.168.103.10 (without the prefix length)"],
    ["2001:db8::1/64", "is not an IPv4 or IPv6 address → 2001:db8::1 (without the prefix length)"],
    ["0.0.0.0", `${unreachable("unspecified")} → 192.168.103.10 (for example)`],
    ["::", `${unreachable("unspecified")} → 192.168.103.10 (for example)`],
    ["127.0.0.1", `${unreachable("loopback")} → 192.168.103.10 (for example)`],
    ["::1", `${unreachable("loopback")} → 192.168.103.10 (for example)`],
    ["169.254.1.1", `${unreachable("linkLocal")} → 192.168.103.10 (for example)`],
    ["fe80::1", `${unreachable("linkLocal")} → 192.168.103.10 (for example)`],
    ["224.0.0.18", `${unreachable("multicast")} → 192.168.103.10 (for example)`],
    ["ff02::12", `${unreachable("multicast")} → 192.168.103.10 (for example)`],
    ["255.255.255.255", `${unreachable("broadcast")} → 192.168.103.10 (for example)`],
    ["::ffff:192.0.2.1", `${unreachable("ipv4Mapped")} → 192.168.103.10 (for example)`],
  ])("refuses %s", (value, said) => {
    expect(refusalOf(IpAddress, value)).toBe(`"${value}" ${said}`);
  });
});

describe("an interface's address", () => {
  it.each(["192.168.103.11/24", "192.168.103.11/32", "192.0.2.0/31", "2001:db8::11/64", "2001:db8::11/128"])("takes %s", (value) => {
    expect(refusalOf(InterfaceAddress, value)).toBeNull();
  });

  it.each([
    ["192.168.103.11", "has no prefix length → 192.168.103.11/24 (with your subnet's own prefix length)"],
    ["2001:db8::11", "has no prefix length → 2001:db8::11/64 (with your subnet's own prefix length)"],
    ["192.168.103.11/33", "has a prefix length above 32 → 192.168.103.11/24 (for example)"],
    ["2001:db8::11/129", "has a prefix length above 128 → 192.168.103.11/24 (for example)"],
    ["192.168.103.11/", "is not an address with a prefix length → 192.168.103.11/24 (for example)"],
    ["192.168.103.11/024", "is not an address with a prefix length → 192.168.103.11/24 (for example)"],
    ["192.168.103.11/255.255.255.0", "is not an address with a prefix length → 192.168.103.11/24 (for example)"],
    ["300.0.0.1/24", "is not an address with a prefix length → 192.168.103.11/24 (for example)"],
    ["127.0.0.1/8", `${unreachable("loopback")} → 192.168.103.11/24 (for example)`],
  ])("refuses %s", (value, said) => {
    expect(refusalOf(InterfaceAddress, value)).toBe(`"${value}" ${said}`);
  });
});

describe("a range", () => {
  it.each(["203.0.113.0/24", "0.0.0.0/0", "192.0.2.1/32", "::/0", "2001:db8::/32", "127.0.0.0/8"])("takes %s", (value) => {
    expect(refusalOf(Cidr, value)).toBeNull();
  });

  it.each([
    ["203.0.113.1", "has no prefix length → 203.0.113.1/32"],
    ["2001:db8::1", "has no prefix length → 2001:db8::1/128"],
    ["203.0.113.0/33", "has a prefix length above 32 → 203.0.113.0/24 (for example)"],
    ["office/24", "is not an address with a prefix length → 203.0.113.0/24 (for example)"],
  ])("refuses %s", (value, said) => {
    expect(refusalOf(Cidr, value)).toBe(`"${value}" ${said}`);
  });
});

const address = (text: string): IpAddress => IpAddress.parse(text);
const split = (text: string) => splitInterfaceAddress(InterfaceAddress.parse(text));

describe("addresses are compared as addresses", () => {
  it.each([
    ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"],
    ["2001:db8:0:1:0:0:0:1", "2001:db8:0:1::1"],
    ["192.168.103.10", "192.168.103.10"],
  ])("%s is %s", (text, canonical) => {
    expect(canonicalAddress(address(text))).toBe(canonical);
  });

  it("every spelling of an IPv6 address has one canonical text, which stays as it is", () => {
    const words = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(words, (rest) => {
        const all = [0x2001, ...rest].map((word) => word.toString(16));
        const canonical = canonicalAddress(address(all.join(":")));
        expect(canonicalAddress(address(all.map((word) => word.padStart(4, "0").toUpperCase()).join(":")))).toBe(canonical);
        expect(canonicalAddress(canonical)).toBe(canonical);
      }),
    );
  });

  it("knows the family", () => {
    expect([familyOf(address("192.0.2.1")), familyOf(address("2001:db8::1"))]).toEqual(["ipv4", "ipv6"]);
  });
});

describe("subnets", () => {
  it.each([
    ["192.168.103.11/24", "192.168.103.11", "192.168.103.0/24", "ipv4"],
    ["192.168.103.200/25", "192.168.103.200", "192.168.103.128/25", "ipv4"],
    ["192.0.2.1/32", "192.0.2.1", "192.0.2.1/32", "ipv4"],
    ["10.1.2.3/8", "10.1.2.3", "10.0.0.0/8", "ipv4"],
    ["2001:DB8:0:0::11/64", "2001:db8::11", "2001:db8::/64", "ipv6"],
    ["2001:db8::11/127", "2001:db8::11", "2001:db8::10/127", "ipv6"],
  ])("%s", (text, own, subnet, family) => {
    const { address: found, subnet: of } = split(text);
    expect([found, of.text, of.family, of.prefixLength]).toEqual([own, subnet, family, Number(text.split("/")[1])]);
  });

  it.each([
    ["192.168.103.11/24", "192.168.103.255", true],
    ["192.168.103.11/24", "192.168.104.0", false],
    ["192.168.103.11/25", "192.168.103.128", false],
    ["192.168.103.11/24", "2001:db8::1", false],
    ["2001:db8::11/64", "2001:db8::ffff", true],
    ["2001:db8::11/64", "2001:db8:0:1::1", false],
    ["2001:db8::11/64", "192.168.103.1", false],
  ])("%s holds %s: %s", (subnet, text, holds) => {
    expect(subnetHolds(split(subnet).subnet, address(text))).toBe(holds);
  });

  it.each([
    ["192.168.103.11/24", "192.168.103.0", true],
    ["192.168.103.11/24", "192.168.103.255", true],
    ["192.168.103.11/24", "192.168.103.1", false],
    ["192.168.103.11/24", "192.168.103.254", false],
    ["192.168.103.11/30", "192.168.103.8", true],
    ["192.168.103.11/30", "192.168.103.11", true],
    ["192.168.103.10/31", "192.168.103.10", false],
    ["192.168.103.10/31", "192.168.103.11", false],
    ["192.168.103.10/32", "192.168.103.10", false],
    ["2001:db8::11/64", "2001:db8::", false],
  ])("in %s, %s is the network's or the broadcast address: %s", (subnet, text, is) => {
    expect(isNetworkOrBroadcast(split(subnet).subnet, address(text))).toBe(is);
  });
});
