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
  it("forwarded-for while TLS is passed through", () => {
    expect(violations(forwardedForNeedsHttp, forwarded + vip())).toEqual([
      {
        message: 'clientIp: forwarded-for cannot work on VIP "public", whose https listener passes TLS through',
        path: "clientIp",
        related: ['VIP "public" passes TLS through: vips[0].listeners.https.mode'],
      },
    ]);
  });

  it("forwarded-for with one VIP that passes TLS through", () => {
    expect(violations(forwardedForNeedsHttp, forwarded + two(terminate, "listeners: {}")).map(({ related }) => related)).toEqual([
      ['VIP "partner" passes TLS through: vips[1].listeners.https.mode'],
    ]);
  });

  it("termination on one VIP, since the controller then trusts what comes through the other", () => {
    expect(violations(forwardedForNeedsHttp, two("listeners: {}", terminate))).toEqual([
      {
        message: 'VIP "public" passes TLS through to a controller that trusts X-Forwarded-* headers, since VIP "partner" terminates TLS',
        path: "vips[0].listeners.https.mode",
        related: ['VIP "partner" terminates TLS: vips[1].listeners.https.mode'],
      },
    ]);
  });
});
