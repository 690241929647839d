import { describe, expect, it } from "vitest";
import { routeReachesAVip } from "./route-reaches-a-vip.js";
import { violations, vip } from "./rule-testing.js";

const listeners = (http: string, https: string): string =>
  `${vip(`listeners: { http: { mode: '${http}' }, https: { mode: '${https}' } }`)}\n`;
const second = "  - { name: second, address: 192.168.103.9, virtualRouterId: 52, primary: hapxy2, backup: hapxy1 }\n";
const silent = second.replace(" }", ', listeners: { http: { mode: "off" }, https: { mode: "off" } } }');
const routes = (...more: readonly string[]): string =>
  `routes: [${more.map((each, index) => `{ host: r${index}.example.com, service: { name: a, port: 80 }${each} }`).join(", ")}]\n`;
const tls = ", tls: { secretName: a }";
const redirects = (value: boolean): string => `, options: { redirectToHttps: ${value} }`;
const stream = (target: number): string =>
  `streams: [{ name: https, vip: public, port: 8443, targetPort: ${target}, nodes: [worker-1] }]\n`;

describe("keeps the law", () => {
  it.each([
    ["the usual listeners", routes("", tls)],
    ["plain HTTP for plain routes", listeners("forward", "off") + routes("", redirects(false), `${tls}${redirects(false)}`)],
    ["HTTPS alone", listeners("off", "passthrough") + routes("", tls)],
    ["one VIP of two", listeners("off", "off") + second + routes("", tls)],
    ["a stream to the controller's HTTPS", listeners("off", "off") + stream(32366) + routes(tls)],
    ["a stream to the controller's HTTP", listeners("off", "off") + stream(32729) + routes("")],
    ["no route", `${listeners("off", "off")}routes: []`],
    ["no controller, which is another mistake", `${listeners("off", "off")}cluster: { nodes: [] }\n${routes("")}`],
  ])("%s", (_, fields) => {
    expect(violations(routeReachesAVip, fields)).toEqual([]);
  });

  it("says nothing while a VIP was refused", () => {
    expect(violations(routeReachesAVip, listeners("off", "off") + second.replace("52", "0") + routes(""), 1)).toEqual([]);
  });
});

describe("breaks the law", () => {
  const nowhere = "listeners: { http: { mode: forward }, https: { mode: passthrough } } on a VIP";
  const both = ["http is off: vips[0].listeners.http.mode", "https is off: vips[0].listeners.https.mode"];

  it.each([
    [listeners("off", "off") + routes(""), "1 route is", both],
    [listeners("off", "off") + routes(tls, "") + stream(443), "2 routes are", both],
    [listeners("off", "off") + silent + routes(""), "1 route is", both],
    [`vips: []\n${routes("")}`, "1 route is", undefined],
  ])("no listener at all: %s", (fields, message, related) => {
    expect(violations(routeReachesAVip, fields)).toEqual([
      {
        message: `${message} served by no listener of any VIP`,
        path: "routes[0].host",
        ...(related === undefined ? {} : { related }),
        fix: nowhere,
      },
    ]);
  });

  it.each([
    [routes("", tls), "1 route sends", "routes[1].tls"],
    [routes(tls, redirects(true)), "2 routes send", "routes[0].tls"],
    [routes(`${tls}${redirects(false)}`, redirects(true)), "1 route sends", "routes[1].options.redirectToHttps"],
  ])("HTTPS that nobody answers: %s", (fields, message, path) => {
    expect(violations(routeReachesAVip, listeners("forward", "off") + fields)).toEqual([
      {
        message: `${message} clients to HTTPS, for which no VIP has a listener`,
        path,
        part: "key",
        related: ["https is off: vips[0].listeners.https.mode"],
        fix: "listeners: { https: { mode: passthrough } } on a VIP, or options: { redirectToHttps: false }",
      },
    ]);
  });
});
