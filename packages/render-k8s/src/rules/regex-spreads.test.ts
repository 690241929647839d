import { describe, expect, it } from "vitest";
import { violations } from "../plan-testing.js";
import { regexSpreads } from "./regex-spreads.js";

const path = (path: string, pathType = "Prefix"): string => `{ path: "${path}", pathType: ${pathType}, service: { name: a, port: 80 } }`;
const pattern = path("/x/(.*)", "ImplementationSpecific");
const route = (rest: string, ...paths: readonly string[]): string => `{ host: a.example.com, paths: [${paths.join(", ")}]${rest} }`;
const routes = (...entries: readonly string[]): string => `routes: [${entries.join(", ")}]\n`;
const rewrite = ", name: new, options: { rewriteTo: /new }";

describe("keeps the law", () => {
  it.each([
    ["plain paths", routes(route("", path("/a"), path("/b", "Exact"), path("/c", "ImplementationSpecific")))],
    ["a pattern alone", routes(route("", pattern))],
    ["patterns alone", routes(route("", pattern, path("/y/[0-9]+", "ImplementationSpecific")))],
    ["rewriting alone, which is by pattern", routes(route(rewrite, path("/a"), path("/b", "Exact")))],
    ["plain paths of another host", routes(route("", pattern), '{ host: "*.example.com", service: { name: a, port: 80 } }')],
    [
      "another controller",
      `${routes(route("", pattern, path("/a")))}cluster: { nodes: [{ name: worker-1, address: 192.168.103.21 }], ingress: { controller: traefik, nodePorts: { http: 32729, https: 32366 } } }`,
    ],
    ["no controller", `${routes(route("", pattern, path("/a")))}cluster: { nodes: [] }`],
  ])("%s", (_, fields) => {
    expect(violations(regexSpreads, fields)).toEqual([]);
  });
});

const spread = (path: string, place: string): string => `${path} then matches in any case, and whatever begins with it: ${place}`;

describe("breaks the law", () => {
  it("a pattern beside plain paths, in one route and in others", () => {
    const short = "{ host: a.example.com, name: rest, service: { name: a, port: 80 } }";
    expect(violations(regexSpreads, routes(route("", path("/a"), pattern), short))).toEqual([
      {
        message: "/x/(.*) of a.example.com becomes a regular expression, and with it /a, /",
        path: "routes[0].paths[1].path",
        related: [spread("/a", "routes[0].paths[0].path"), spread("/", "routes[1].host")],
      },
    ]);
  });

  it("rewriting beside plain paths", () => {
    expect(violations(regexSpreads, routes(route("", path("/a", "Exact")), route(rewrite, path("/b"))))).toEqual([
      {
        message: "/b of a.example.com becomes a regular expression, and with it /a",
        path: "routes[1].options.rewriteTo",
        related: [spread("/a", "routes[0].paths[0].path")],
      },
    ]);
  });

  it.each([
    [8, ""],
    [10, " and 2 more"],
  ])("%i plain paths, of which eight are shown", (count, more) => {
    const plain = Array.from({ length: count }, (_, index) => path(`/p${index}`));
    const [violation] = violations(regexSpreads, routes(route("", pattern, ...plain)));
    expect(violation?.message).toBe(
      `/x/(.*) of a.example.com becomes a regular expression, and with it /p0, /p1, /p2, /p3, /p4, /p5, /p6, /p7${more}`,
    );
    expect(violation).toHaveProperty("related.length", 8);
  });
});
