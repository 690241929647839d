import { describe, expect, it } from "vitest";
import { routeUnique } from "./route-unique.js";
import { violations } from "./rule-testing.js";

const path = (path: string, pathType = "Prefix", service = "shop"): string =>
  `{ path: ${path}, pathType: ${pathType}, service: { name: ${service}, port: 80 } }`;
const route = (host: string, ...paths: readonly string[]): string =>
  paths.length === 0 ? `{ host: ${host}, service: { name: shop, port: 80 } }` : `{ host: ${host}, paths: [${paths.join(", ")}] }`;
const routes = (...entries: readonly string[]): string => `routes: [${entries.join(", ")}]`;
const host = "shop.example.com";

describe("keeps the law", () => {
  it.each([
    ["two hosts", routes(route(host), route("new.shop.example.com"))],
    ["a wildcard beside a host that it covers", routes(route(host), route('"*.example.com"'))],
    ["two paths", routes(route(host, path("/a"), path("/b")))],
    ["one path with two types", routes(route(host, path("/a"), path("/a", "Exact")))],
    ["a slash more, where it counts", routes(route(host, path("/a", "Exact"), path("/a/", "Exact")))],
    ["paths beside the whole host", routes(route(host), route(host, path("/a")))],
  ])("%s", (_, fields) => {
    expect(violations(routeUnique, fields)).toEqual([]);
  });
});

describe("breaks the law", () => {
  it.each<[string, string, object]>([
    [
      "one host twice",
      routes(route(host), route(host)),
      { message: `${host}/ (Prefix) leads to shop:80 and to shop:80`, path: "routes[1].host", related: ["the first: routes[0].host"] },
    ],
    [
      "one path twice in one route",
      routes(route(host, path("/a"), path("/a", "Prefix", "new"))),
      {
        message: `${host}/a (Prefix) leads to shop:80 and to new:80`,
        path: "routes[0].paths[1].path",
        related: ["the first: routes[0].paths[0].path"],
      },
    ],
    [
      "a slash more, where it does not count",
      routes(route(host, path("/a")), route(host, path("/a/", "Prefix", "new"))),
      {
        message: `${host}/a/ (Prefix) leads to shop:80 and to new:80`,
        path: "routes[1].paths[0].path",
        related: ["the first: routes[0].paths[0].path"],
      },
    ],
    [
      "the whole host, and / as a path",
      routes(route(host), route(host, path("/", "Prefix", "new"))),
      {
        message: `${host}/ (Prefix) leads to shop:80 and to new:80`,
        path: "routes[1].paths[0].path",
        related: ["the first: routes[0].host"],
      },
    ],
    [
      "in two namespaces",
      routes(route(host), "{ host: shop.example.com, namespace: other, service: { name: shop, port: http } }"),
      { message: `${host}/ (Prefix) leads to shop:80 and to shop:http`, path: "routes[1].host", related: ["the first: routes[0].host"] },
    ],
  ])("%s", (_, fields, expected) => {
    expect(violations(routeUnique, fields)).toEqual([expected]);
  });
});
