import { describe, expect, it } from "vitest";
import { violations } from "../plan-testing.js";
import { ingressNameUnique } from "./ingress-name-unique.js";

const path = (path: string): string => `paths: [{ path: ${path}, pathType: Prefix, service: { name: shop, port: 80 } }]`;
const routes = (...entries: readonly string[]): string => `routes: [${entries.map((entry) => `{ ${entry} }`).join(", ")}]`;
const shop = "host: shop.example.com";
const large = "options: { maxBodySize: 100m }";

describe("keeps the law", () => {
  it.each([
    ["one route", routes(`${shop}, ${path("/a")}`)],
    ["routes that need the same stand in one Ingress", routes(`${shop}, ${path("/a")}`, `${shop}, ${path("/b")}`)],
    ["options that say the same", routes(`${shop}, ${path("/a")}, ${large}`, `${shop}, ${path("/b")}, ${large}`)],
    ["a name of its own", routes(`${shop}, ${path("/a")}`, `${shop}, name: upload, ${path("/b")}, ${large}`)],
    ["a namespace of its own", routes(`${shop}, ${path("/a")}`, `${shop}, namespace: upload, ${path("/b")}, ${large}`)],
    ["rewriting makes Ingresses of their own names", routes(`${shop}, ${path("/a")}, options: { rewriteTo: / }`)],
  ])("%s", (_, fields) => {
    expect(violations(ingressNameUnique, fields)).toEqual([]);
  });
});

const twice = (name: string, place: string, first: string, namespace = "default") => ({
  message: `two different Ingresses of namespace ${namespace} would be called ${name}`,
  path: place,
  related: [`the first: ${first}`],
  fix: `name: ${name}-2`,
});

describe("breaks the law", () => {
  it.each<[string, string, object]>([
    [
      "other options",
      routes(`${shop}, ${path("/a")}`, `${shop}, ${path("/b")}, ${large}`),
      twice("shop-example-com", "routes[1].host", "routes[0].host"),
    ],
    [
      "another certificate",
      routes(`${shop}, ${path("/a")}, tls: { secretName: a }`, `${shop}, ${path("/b")}, tls: { secretName: b }`),
      twice("shop-example-com", "routes[1].host", "routes[0].host"),
    ],
    [
      "one name for two hosts",
      routes(`${shop}, name: shop, namespace: web, ${path("/a")}`, `host: www.example.com, name: shop, namespace: web, ${path("/a")}`),
      twice("shop", "routes[1].name", "routes[0].name", "web"),
    ],
    [
      "a name that a host's is",
      routes(`${shop}, ${path("/a")}`, `host: www.example.com, name: shop-example-com, ${path("/a")}`),
      twice("shop-example-com", "routes[1].name", "routes[0].host"),
    ],
    [
      "hosts that differ in a dot and a dash",
      routes(`${shop}, ${path("/a")}`, `host: shop-example.com, ${path("/a")}`),
      twice("shop-example-com", "routes[1].host", "routes[0].host"),
    ],
  ])("%s", (_, fields, expected) => {
    expect(violations(ingressNameUnique, fields)).toEqual([expected]);
  });

  it("the proposed name is one that a route may have", () => {
    const long = `${"a".repeat(60)}.example.com`;
    const fields = routes(`host: ${long}, ${path("/a")}`, `host: ${long}, ${path("/b")}, ${large}`);
    expect(violations(ingressNameUnique, fields).map(({ fix }) => fix)).toEqual([`name: ${"a".repeat(60)}-2`]);
  });
});
