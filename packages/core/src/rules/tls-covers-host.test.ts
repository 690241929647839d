import { describe, expect, it } from "vitest";
import { violations } from "./rule-testing.js";
import { tlsCoversHost } from "./tls-covers-host.js";

const routes = (...entries: readonly string[]): string =>
  `routes: [${entries
    .map((entry, index) => `{ paths: [{ path: /p${index}, pathType: Prefix, service: { name: a, port: 80 } }], ${entry} }`)
    .join(", ")}]`;
const a = "host: a.example.com";
const tls = (name: string): string => `tls: { secretName: ${name} }`;

it.each([
  ["no TLS", routes(a, a)],
  ["one Secret", routes(`${a}, ${tls("x")}`, `${a}, ${tls("x")}`)],
  ["two hosts with a Secret each", routes(`${a}, ${tls("x")}`, `host: b.example.com, ${tls("y")}`)],
  ["a wildcard's Secret beside a host's", routes(`${a}, ${tls("x")}`, `host: "*.example.com", ${tls("y")}`)],
  ["a copy of the Secret in another namespace", routes(`${a}, ${tls("x")}`, `${a}, ${tls("x")}, namespace: other`)],
  ["TLS in one namespace, which has the Secret", routes(`${a}, ${tls("x")}`, `${a}, namespace: other`)],
  ["TLS at another host", routes(`${a}, ${tls("x")}`, "host: b.example.com")],
])("keeps the law: %s", (_, fields) => {
  expect(violations(tlsCoversHost, fields)).toEqual([]);
});

describe("breaks the law", () => {
  it("two Secrets, also beside a third route and in another namespace", () => {
    const fields = routes(`${a}, ${tls("x")}`, `${a}, ${tls("y")}`, `${a}, ${tls("x")}`, `${a}, ${tls("z")}, namespace: other`);
    expect(violations(tlsCoversHost, fields)).toEqual([
      {
        message: 'a.example.com has two certificates, of Secret "x" and of "y"',
        path: "routes[1].tls.secretName",
        related: ["the first: routes[0].tls.secretName"],
        fix: "secretName: x",
      },
      {
        message: 'a.example.com has two certificates, of Secret "x" and of "z"',
        path: "routes[3].tls.secretName",
        related: ["the first: routes[0].tls.secretName"],
        fix: "secretName: x",
      },
    ]);
  });

  it("TLS in one route of a namespace and none in another", () => {
    const fields = routes(a, `${a}, ${tls("x")}, namespace: other`, `${a}, namespace: other`, `${a}, namespace: third`);
    expect(violations(tlsCoversHost, fields)).toEqual([
      {
        severity: "warning",
        message: "a.example.com has TLS in one route and none in this one",
        path: "routes[2].host",
        related: ["TLS: routes[1].tls (key)"],
        fix: "tls: { secretName: x }",
      },
    ]);
  });
});
