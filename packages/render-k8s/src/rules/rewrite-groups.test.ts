import { describe, expect, it } from "vitest";
import { violations } from "../plan-testing.js";
import { rewriteGroups } from "./rewrite-groups.js";

const route = (rewriteTo: string, ...pathTypes: readonly string[]): string =>
  `routes: [{ host: shop.example.com, options: { rewriteTo: ${rewriteTo} }, paths: [${pathTypes
    .map((pathType, index) => `{ path: /a${index}, pathType: ${pathType}, service: { name: shop, port: 80 } }`)
    .join(", ")}] }]`;

it.each([
  "",
  route("/new", "Prefix", "Exact"),
  route("/new/$1", "ImplementationSpecific"),
  route("/$2", "ImplementationSpecific", "ImplementationSpecific"),
])("keeps the law: %s", (fields) => {
  expect(violations(rewriteGroups, fields)).toEqual([]);
});

describe("breaks the law", () => {
  it.each([
    ["/new/$1", ["Prefix"], "/new"],
    ["/new$1", ["Exact"], "/new"],
    ["/$2", ["Prefix"], "/"],
    ["/new//$2/$1", ["Prefix"], "/new"],
    ["/new/$1", ["ImplementationSpecific", "Prefix"], "/new"],
  ])("%s under %j", (rewriteTo, pathTypes, meant) => {
    const fix = `rewriteTo: ${meant}  # what follows the prefix is kept`;
    expect(violations(rewriteGroups, route(rewriteTo, ...pathTypes))).toEqual([
      {
        message: "rewriteTo of shop.example.com refers to a group, and not every path is a pattern of the document",
        path: "routes[0].options.rewriteTo",
        ...(fix === rewriteGroups.fix ? {} : { fix }),
      },
    ]);
  });
});
