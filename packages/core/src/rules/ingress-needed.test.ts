import { describe, expect, it } from "vitest";
import { ingressNeeded } from "./ingress-needed.js";
import { violations, vip } from "./rule-testing.js";

const alone = "cluster: { nodes: [{ name: worker-1, address: 192.168.103.21 }] }\n";
const stream = "streams: [{ name: kube-api, vip: public, port: 6443, nodes: [worker-1] }]\n";

describe("keeps the law", () => {
  it.each([
    ["a controller", ""],
    ["streams alone", `${alone}routes: []\n${stream}`],
    ["streams alone, with the listeners off", `${alone}routes: []\n${stream}${vip("listeners: { http: { mode: 'off' } }")}`],
    ["a redirect, which HAProxy answers itself", `${alone}routes: []\n${vip("listeners: { http: { mode: redirect } }")}`],
  ])("%s", (_, fields) => {
    expect(violations(ingressNeeded, fields)).toEqual([]);
  });

  it("says nothing where the controller was refused", () => {
    const refused =
      "cluster: { nodes: [{ name: worker-1, address: 192.168.103.21 }], ingress: { controller: nginxx, nodePorts: { http: 1, https: 2 } } }";
    expect(violations(ingressNeeded, refused, 1)).toEqual([]);
    expect(violations(ingressNeeded, "cluster: 5", 1)).toEqual([]);
  });
});

describe("breaks the law", () => {
  it("a route", () => {
    expect(violations(ingressNeeded, alone)).toEqual([{ message: "1 route leads to no ingress controller", path: "routes[0].host" }]);
  });

  it("routes, said once", () => {
    const routes = `routes:
  - { host: a.example.com, service: { name: a, port: 80 } }
  - { host: b.example.com, service: { name: b, port: 80 } }`;
    expect(violations(ingressNeeded, alone + routes)).toEqual([
      { message: "2 routes lead to no ingress controller", path: "routes[0].host" },
    ]);
  });

  it("listeners that were asked to forward", () => {
    const listeners = "listeners: { http: { mode: forward }, https: { mode: passthrough } }";
    expect(violations(ingressNeeded, `${alone}routes: []\n${vip(listeners)}`)).toEqual([
      { message: 'the http listener of VIP "public" has no ingress controller to forward to', path: "vips[0].listeners.http.mode" },
      { message: 'the https listener of VIP "public" has no ingress controller to forward to', path: "vips[0].listeners.https.mode" },
    ]);
  });
});
