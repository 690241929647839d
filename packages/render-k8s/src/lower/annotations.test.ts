import { describe, expect, it } from "vitest";
import { planWith } from "../plan-testing.js";
import { annotations } from "./annotations.js";

function of(fields: string): Readonly<Record<string, string>> {
  const route = planWith(`clientIp: proxy-protocol\nroutes: [{ host: shop.example.com, service: { name: shop, port: 80 }, ${fields} }]`)
    .routes[0];
  if (route === undefined) throw new Error("no route");
  const prefix = "nginx.ingress.kubernetes.io/";
  return Object.fromEntries(Object.entries(annotations(route)).map(([key, value]) => [key.replace(prefix, "…"), value]));
}

describe("every option is an annotation of ingress-nginx", () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ["options: {}", {}],
    ["options: { redirectToHttps: true }", { "…force-ssl-redirect": "true" }],
    ["options: { redirectToHttps: false }", { "…force-ssl-redirect": "false", "…ssl-redirect": "false" }],
    ["options: { backendProtocol: http }", {}],
    ["options: { backendProtocol: https }", { "…backend-protocol": "HTTPS" }],
    ["options: { backendProtocol: grpc }", { "…backend-protocol": "GRPC" }],
    ["options: { maxBodySize: 8m }", { "…proxy-body-size": "8m" }],
    ['options: { maxBodySize: "0" }', { "…proxy-body-size": "0" }],
    [
      "options: { timeouts: { connect: 5s, read: 2m, send: 1500ms } }",
      { "…proxy-connect-timeout": "5", "…proxy-read-timeout": "120", "…proxy-send-timeout": "2" },
    ],
    ["options: { timeouts: { read: 1ms } }", { "…proxy-read-timeout": "1" }],
    ['options: { allowedSources: [203.0.113.0/24, "2001:db8::/32"] }', { "…whitelist-source-range": "203.0.113.0/24,2001:db8::/32" }],
    ["options: { affinity: { cookie: route } }", { "…affinity": "cookie", "…session-cookie-name": "route" }],
    ["options: { rateLimit: { requestsPerSecond: 10, burst: 50 } }", { "…limit-rps": "10", "…limit-burst-multiplier": "5" }],
    ["options: { rateLimit: { requestsPerSecond: 10, burst: 51 } }", { "…limit-rps": "10", "…limit-burst-multiplier": "6" }],
    ["options: { rateLimit: { requestsPerSecond: 10, burst: 1 } }", { "…limit-rps": "10", "…limit-burst-multiplier": "1" }],
    ["tls: { secretName: a }", {}],
    ["tls: { secretName: a, issuer: le }", { "cert-manager.io/cluster-issuer": "le" }],
    ["tls: { secretName: a, issuer: { name: le, kind: ClusterIssuer } }", { "cert-manager.io/cluster-issuer": "le" }],
    ["tls: { secretName: a, issuer: { name: le, kind: Issuer } }", { "cert-manager.io/issuer": "le" }],
    [
      "tls: { secretName: a, issuer: le }, options: { redirectToHttps: true, maxBodySize: 1g }",
      { "cert-manager.io/cluster-issuer": "le", "…force-ssl-redirect": "true", "…proxy-body-size": "1g" },
    ],
  ])("%s", (fields, expected) => {
    expect(of(fields)).toEqual(expected);
  });
});
