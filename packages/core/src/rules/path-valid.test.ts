import { describe, expect, it } from "vitest";
import { pathValid } from "./path-valid.js";
import { violations } from "./rule-testing.js";

const route = (path: string, pathType: string): string =>
  `routes: [{ host: shop.example.com, paths: [{ path: ${JSON.stringify(path)}, pathType: ${pathType}, service: { name: shop, port: 80 } }] }]`;

describe("keeps the law", () => {
  it("a route without paths", () => {
    expect(violations(pathValid, "")).toEqual([]);
  });

  it.each([
    ["/", "Prefix"],
    ["/api/v1.2", "Prefix"],
    ["/api/", "Exact"],
    ["/a...b/.well-known/x..y", "Exact"],
    ["/~user/a-b_c=d,e:f@g!h&i", "Prefix"],
    ["/caf%C3%A9", "Prefix"],
    ["/c++/a.b+", "Prefix"],
    ["/api/(.*)", "ImplementationSpecific"],
    ["/a//b/../c", "ImplementationSpecific"],
    ["/[a-z]{2}/.+|x$", "ImplementationSpecific"],
  ])("%s as %s", (path, pathType) => {
    expect(violations(pathValid, route(path, pathType))).toEqual([]);
  });
});

describe("breaks the law", () => {
  it.each(["Prefix", "Exact"])("a path of %s that no request has", (pathType) => {
    const cases: readonly (readonly [string, string])[] = [
      ["/a//b", "has an empty segment"],
      ["/.", "has a . or .. segment"],
      ["/a/../b", "has a . or .. segment"],
      ["/a/..", "has a . or .. segment"],
      ["/a%2fb", "has an encoded slash"],
      ["/a%2Fb", "has an encoded slash"],
      ...["/a*", "/a?", "/(a)", "/[a]", "/{a}", "/a|b", "/^a", "/a$", "/a\\d", "/a.+"].map(
        (path) => [path, `is a regular expression, which ${pathType} does not read`] as const,
      ),
    ];
    for (const [path, reason] of cases)
      expect(violations(pathValid, route(path, pathType))).toEqual([
        { message: `path ${JSON.stringify(path)} ${reason}`, path: "routes[0].paths[0].path" },
      ]);
  });

  it.each(["/a b", "/é", '/"', "/'", "/`", "/a;b", "/a#b", "/<a", "/a>"])("%s, whatever reads it", (path) => {
    for (const pathType of ["Prefix", "Exact", "ImplementationSpecific"])
      expect(violations(pathValid, route(path, pathType))).toEqual([
        {
          message: `path ${JSON.stringify(path)} has a character that a URL's path holds only percent-encoded`,
          path: "routes[0].paths[0].path",
        },
      ]);
  });
});
