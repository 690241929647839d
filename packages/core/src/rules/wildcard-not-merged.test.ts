import { describe, expect, it } from "vitest";
import { violations } from "./rule-testing.js";
import { wildcardNotMerged } from "./wildcard-not-merged.js";

const paths = (...entries: readonly string[]): string =>
  `paths: [${entries
    .map((entry) => entry.split(" "))
    .map(([path, pathType = "Prefix"]) => `{ path: ${path}, pathType: ${pathType}, service: { name: a, port: 80 } }`)
    .join(", ")}]`;
const all = "service: { name: a, port: 80 }";
const routes = (...entries: readonly string[]): string => `routes: [${entries.map((entry) => `{ host: ${entry} }`).join(", ")}]`;
const wildcard = `"*.example.com", ${all}`;

it.each([
  ["a wildcard alone", routes(`"*.example.com", ${paths("/a")}`)],
  ["a host alone", routes(`a.example.com, ${paths("/a")}`)],
  ["a host that serves every path", routes(wildcard, `a.example.com, ${all}`)],
  ["such a host in two routes", routes(wildcard, `a.example.com, ${paths("/a")}`, `a.example.com, name: rest, ${paths("/")}`)],
  ["a pattern, which may match all", routes(wildcard, `a.example.com, ${paths("/.* ImplementationSpecific")}`)],
  ["a wildcard of one label more", routes(`"*.a.example.com", ${all}`, `a.example.com, ${paths("/a")}`)],
  ["a wildcard of one label less", routes(wildcard, `b.a.example.com, ${paths("/a")}`)],
])("keeps the law: %s", (_, fields) => {
  expect(violations(wildcardNotMerged, fields)).toEqual([]);
});

describe("breaks the law", () => {
  it("paths of a host beside a wildcard, whichever comes first", () => {
    expect(violations(wildcardNotMerged, routes(`a.example.com, ${paths("/a", "/ Exact")}`, wildcard, `b.example.com, ${all}`))).toEqual([
      {
        message: "a.example.com serves /a, /: any other path is a 404, and does not go to *.example.com",
        path: "routes[0].host",
        related: ["the wildcard: routes[1].host"],
      },
    ]);
  });

  it.each([
    [4, "/p1, /p2, /p3, /p4"],
    [6, "/p1, /p2, /p3, /p4 and 2 more"],
  ])("%i paths, said once", (count, shown) => {
    const many = Array.from({ length: count - 1 }, (_, index) => `/p${index + 1}`);
    const fields = routes(wildcard, `a.example.com, ${paths(...many)}`, `a.example.com, name: last, ${paths(`/p${count}`)}`);
    expect(violations(wildcardNotMerged, fields)).toEqual([
      {
        message: `a.example.com serves ${shown}: any other path is a 404, and does not go to *.example.com`,
        path: "routes[1].host",
        related: ["the wildcard: routes[0].host"],
      },
    ]);
  });
});
