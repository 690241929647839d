import { describe, expect, it } from "vitest";
import { annotationSupported } from "./annotation-supported.js";
import { nodes, violations } from "./rule-testing.js";

const routes = (controller: string, options: string): string => `clientIp: proxy-protocol
${nodes("name: worker-1, address: 192.168.103.21").replace("ingress-nginx", controller)}
routes: [{ host: a.example.com, service: { name: a, port: 80 } }, { host: b.example.com, service: { name: b, port: 80 }, options: { ${options} } }]`;
const all =
  "redirectToHttps: true, backendProtocol: https, maxBodySize: 8m, timeouts: { connect: 1s, read: 1s, send: 1s }, allowedSources: [203.0.113.0/24], rewriteTo: /, affinity: { cookie: a }, rateLimit: { requestsPerSecond: 1, burst: 1 }";

it.each([
  ["ingress-nginx honours all of them", routes("ingress-nginx", all)],
  ["so does nginx", routes("nginx", all)],
  ["traefik all but one", routes("traefik", all.replace(", send: 1s", ""))],
  ["the Gateway API's losses are another law's", routes("gateway-api", all)],
  ["no controller", "cluster: { nodes: [] }"],
])("keeps the law: %s", (_, fields) => {
  expect(violations(annotationSupported, fields)).toEqual([]);
});

describe("breaks the law", () => {
  it("one option", () => {
    expect(violations(annotationSupported, routes("haproxy-ingress", "rateLimit: { requestsPerSecond: 1, burst: 1 }"))).toEqual([
      {
        message: "haproxy-ingress cannot honour rateLimit of b.example.com: limit-rps counts connections, and has no burst",
        path: "routes[1].options.rateLimit",
        part: "key",
        fix: "controller: ingress-nginx or haproxy or traefik or nginx, or take the option out",
      },
    ]);
  });

  it("several, each where it stands", () => {
    expect(violations(annotationSupported, routes("haproxy", all)).map(({ path }) => path)).toEqual([
      "routes[1].options.maxBodySize",
      "routes[1].options.timeouts.connect",
      "routes[1].options.timeouts.send",
      "routes[1].options.affinity",
    ]);
  });
});
