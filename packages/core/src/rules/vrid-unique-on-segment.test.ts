import { describe, expect, it } from "vitest";
import { violations } from "./rule-testing.js";
import { vridUniqueOnSegment } from "./vrid-unique-on-segment.js";

const machines = (segments: string): string => `loadBalancers:
  - { name: hapxy1, interfaces: [{ name: a, address: [192.168.103.11/24, "2001:db8::11/64"]${segments} }, { name: b, address: 198.51.100.11/24${segments} }] }
  - { name: hapxy2, interfaces: [{ name: a, address: [192.168.103.12/24, "2001:db8::12/64"]${segments} }, { name: b, address: 198.51.100.12/24${segments} }] }
`;
const vips = (first: string, second: string, segments = ""): string => `${machines(segments)}vips:
  - { name: public, primary: hapxy1, backup: hapxy2, ${first} }
  - { name: partner, primary: hapxy2, backup: hapxy1, ${second} }`;
const dmz = ", segment: dmz";
const twice = (segment: string) => ({
  message: `virtual router ID 51 is used twice on segment ${segment}`,
  path: "vips[1].virtualRouterId",
  related: ['VIP "public" has it: vips[0].virtualRouterId'],
});
const neighbours = (vip: string, path: string, reserved: string, segment = "192.168.103.0/24") => ({
  message: `virtual router ID 51 of VIP "${vip}" is a neighbour's on segment ${segment}`,
  path,
  related: [`reserved: ${reserved}`],
});

describe("keeps the law", () => {
  it.each([
    ["two IDs", vips("address: 192.168.103.10, virtualRouterId: 51", "address: 192.168.103.9, virtualRouterId: 52")],
    ["one ID on two segments", vips("address: 192.168.103.10, virtualRouterId: 51", "address: 198.51.100.10, virtualRouterId: 51")],
    ["one ID in two families", vips("address: 192.168.103.10, virtualRouterId: 51", 'address: "2001:db8::10", virtualRouterId: 51')],
    [
      "one ID for both families of one VIP",
      vips('address: [192.168.103.10, "2001:db8::10"], virtualRouterId: 51', "address: 192.168.103.9, virtualRouterId: 52", dmz),
    ],
    [
      "two addresses of one family, which one-address-per-family reports",
      vips("address: [192.168.103.10, 192.168.103.8], virtualRouterId: 51", "address: 192.168.103.9, virtualRouterId: 52"),
    ],
    [
      "IDs beside the neighbours'",
      vips("address: 192.168.103.10, virtualRouterId: 51, reservedRouterIds: [50, 52]", "address: 192.168.103.9, virtualRouterId: 53"),
    ],
    [
      "an ID that is reserved on another segment",
      vips("address: 192.168.103.10, virtualRouterId: 51", "address: 198.51.100.10, virtualRouterId: 52, reservedRouterIds: [51]"),
    ],
  ])("%s", (_, fields) => {
    expect(violations(vridUniqueOnSegment, fields)).toEqual([]);
  });
});

describe("breaks the law", () => {
  it.each<[string, string, readonly object[]]>([
    [
      "one ID on one subnet",
      vips("address: 192.168.103.10, virtualRouterId: 51", "address: 192.168.103.9, virtualRouterId: 51"),
      [twice("192.168.103.0/24")],
    ],
    [
      "one ID on two subnets of one segment",
      vips("address: 192.168.103.10, virtualRouterId: 51", "address: 198.51.100.10, virtualRouterId: 51", dmz),
      [twice("dmz")],
    ],
    [
      "both families collide: one mistake",
      vips(
        'address: [192.168.103.10, "2001:db8::10"], virtualRouterId: 51',
        'address: [192.168.103.9, "2001:db8::9"], virtualRouterId: 51',
      ),
      [twice("192.168.103.0/24")],
    ],
    [
      "one ID on three VIPs: two mistakes",
      `${vips("address: 192.168.103.10, virtualRouterId: 51", "address: 192.168.103.9, virtualRouterId: 51")}
  - { name: intranet, primary: hapxy1, backup: hapxy2, address: 192.168.103.8, virtualRouterId: 51 }`,
      [twice("192.168.103.0/24"), { ...twice("192.168.103.0/24"), path: "vips[2].virtualRouterId" }],
    ],
    [
      "an ID that is reserved in the second family alone",
      vips(
        'address: [192.168.103.10, "2001:db8::10"], virtualRouterId: 51',
        'address: "2001:db8::9", virtualRouterId: 52, reservedRouterIds: [51]',
      ),
      [neighbours("public", "vips[0].virtualRouterId", "vips[1].reservedRouterIds[0]", "2001:db8::/64")],
    ],
    [
      "a VIP that reserves its own ID",
      vips("address: 192.168.103.10, virtualRouterId: 51, reservedRouterIds: [50, 51]", "address: 192.168.103.9, virtualRouterId: 52"),
      [neighbours("public", "vips[0].virtualRouterId", "vips[0].reservedRouterIds[1]")],
    ],
    [
      "an ID that another VIP of the segment reserves",
      vips("address: 192.168.103.10, virtualRouterId: 51", "address: 192.168.103.9, virtualRouterId: 52, reservedRouterIds: [51]"),
      [neighbours("public", "vips[0].virtualRouterId", "vips[1].reservedRouterIds[0]")],
    ],
  ])("%s", (_, fields, expected) => {
    expect(violations(vridUniqueOnSegment, fields)).toEqual(expected);
  });
});
