import { describe, expect, it } from "vitest";
import { forwardedForNeedsHttp } from "./forwarded-for-needs-http.js";
import { violations, vip } from "./rule-testing.js";

const terminate = "listeners: { https: { mode: terminate, certificate: /etc/haproxy/certs/shop.pem } }";
const off = "listeners: { https: { mode: 'off' } }";
const two = (first: string, second: string): string => `${vip(first)}
  - { name: partner, address: 192.168.103.9, virtualRouterId: 52, primary: hapxy2, backup: hapxy1, ${second} }`;
const forwarded = "clientIp: forwarded-for\n";

describe("keeps the law", () => {
  it.each([
    ["no trust, TLS passed through", vip()],
    ["PROXY protocol, TLS passed through", `clientIp: proxy-protocol\n${vip()}`],
    ["forwarded-for, TLS ends at HAProxy", forwarded + vip(terminate)],
    ["forwarded-for, plain HTTP alone", forwarded + vip(off)],
    ["termination on every VIP", two(terminate, terminate)],
    ["termination beside plain HTTP", two(terminate, off)],
  ])("%s", (_, fields) => {
    expect(violations(forwardedForNeedsHttp, fields)).toEqual([]);
  });
});

describe("breaks the law", () => {
  const passes = (name: string, index: number): string => `VIP "${name}" passes TLS through: vips[${index}].listeners.https.mode`;

  it.each<[string, string, object]>([
    [
      "forwarded-for while TLS is passed through",
      forwarded + vip(),
      {
        message: 'clientIp: forwarded-for cannot work while VIP "public" passes TLS through',
        path: "clientIp",
        related: [passes("public", 0)],
      },
    ],
    [
      "forwarded-for with one VIP that passes TLS through",
      forwarded + two(terminate, "listeners: {}"),
      {
        message: 'clientIp: forwarded-for cannot work while VIP "partner" passes TLS through',
        path: "clientIp",
        related: [passes("partner", 1)],
      },
    ],
    [
      "forwarded-for with two: one mistake",
      forwarded + two("listeners: {}", "listeners: {}"),
      {
        message: 'clientIp: forwarded-for cannot work while VIPs "public", "partner" pass TLS through',
        path: "clientIp",
        related: [passes("public", 0), passes("partner", 1)],
      },
    ],
    [
      "termination on one VIP, since the controller then trusts what comes through the other",
      two("listeners: {}", terminate),
      {
        message: 'VIP "partner" terminates TLS, so the controller trusts X-Forwarded-* headers, and VIP "public" passes TLS through to it',
        path: "vips[1].listeners.https.mode",
        related: [passes("public", 0)],
      },
    ],
  ])("%s", (_, fields, expected) => {
    expect(violations(forwardedForNeedsHttp, fields)).toEqual([expected]);
  });
});
