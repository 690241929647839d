import { describe, expect, it } from "vitest";
import { clientIpNeeded } from "./client-ip-needed.js";
import { violations, vip } from "./rule-testing.js";

const route = (options: string): string =>
  `routes: [{ host: a.example.com, service: { name: a, port: 80 } }, { host: b.example.com, service: { name: b, port: 80 }, options: { ${options} } }]\n`;
const allowed = "allowedSources: [203.0.113.0/24]";
const limited = "rateLimit: { requestsPerSecond: 5, burst: 10 }";

it.each([
  ["no option that asks for it", route("maxBodySize: 8m")],
  ["PROXY protocol", `clientIp: proxy-protocol\n${route(`${allowed}, ${limited}`)}`],
  ["headers", `clientIp: forwarded-for\n${route(allowed)}`],
  ["TLS that ends at HAProxy", route(limited) + vip("listeners: { https: { mode: terminate, certificate: /c.pem } }")],
])("keeps the law: %s", (_, fields) => {
  expect(violations(clientIpNeeded, fields)).toEqual([]);
});

describe("breaks the law", () => {
  const violation = (name: string) => ({
    message: `${name} of b.example.com would be applied to HAProxy's address or a node's, since clientIp is none`,
    path: `routes[1].options.${name}`,
    part: "key",
  });

  it.each([
    [allowed, ["allowedSources"]],
    [limited, ["rateLimit"]],
    [`${limited}, ${allowed}`, ["allowedSources", "rateLimit"]],
  ])("%s", (options, names) => {
    expect(violations(clientIpNeeded, route(options))).toEqual(names.map(violation));
  });
});
