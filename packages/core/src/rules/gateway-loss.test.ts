import { describe, expect, it } from "vitest";
import { gatewayLoss } from "./gateway-loss.js";
import { nodes, violations } from "./rule-testing.js";

const routes = (controller: string, options: string): string => `clientIp: proxy-protocol
${nodes("name: worker-1, address: 192.168.103.21").replace("ingress-nginx", controller)}
routes: [{ host: a.example.com, service: { name: a, port: 80 }, options: { ${options} } }]`;
const lost = "maxBodySize: 8m, allowedSources: [203.0.113.0/24]";

it.each([
  ["what it has", routes("gateway-api", "redirectToHttps: true, backendProtocol: grpc, rewriteTo: /")],
  ["another controller", routes("haproxy", lost)],
  ["no controller", "cluster: { nodes: [] }"],
])("keeps the law: %s", (_, fields) => {
  expect(violations(gatewayLoss, fields)).toEqual([]);
});

describe("breaks the law", () => {
  it("each option that is lost", () => {
    expect(violations(gatewayLoss, routes("gateway-api", lost))).toEqual([
      {
        message: "the Gateway API has nothing for maxBodySize of a.example.com: no route limits a body",
        path: "routes[0].options.maxBodySize",
        part: "key",
        fix: "take the option out, or controller: ingress-nginx or haproxy-ingress or traefik or nginx",
      },
      {
        message: "the Gateway API has nothing for allowedSources of a.example.com: no route asks who the client is",
        path: "routes[0].options.allowedSources",
        part: "key",
        fix: "take the option out, or controller: ingress-nginx or haproxy-ingress or haproxy or traefik or nginx",
      },
    ]);
  });
});
