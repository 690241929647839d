import { describe, expect, it } from "vitest";
import { violations } from "./rule-testing.js";
import { targetSupports } from "./target-supports.js";

const targets = (fields: string): string => `targets: { ${fields} }`;

it.each([
  "",
  'haproxy: "2.6", keepalived: "2.2", kubernetes: "1.32"',
  'haproxy: "2.10"',
  'haproxy: "3.0", keepalived: "2.3"',
  'kubernetes: "2.0"',
])("keeps the law: %s", (fields) => {
  expect(violations(targetSupports, targets(fields))).toEqual([]);
});

describe("breaks the law", () => {
  it.each([
    ["haproxy", "HAProxy", "2.5", "2.6"],
    ["haproxy", "HAProxy", "1.9", "2.6"],
    ["keepalived", "keepalived", "2.1", "2.2"],
    ["keepalived", "keepalived", "1.4", "2.2"],
    ["kubernetes", "Kubernetes", "1.31", "1.32"],
    ["kubernetes", "Kubernetes", "0.99", "1.32"],
  ])("%s", (daemon, label, version, oldest) => {
    expect(violations(targetSupports, targets(`${daemon}: "${version}"`))).toEqual([
      {
        message: `${label} ${version} is older than ${oldest}, the oldest that files are rendered for`,
        path: `targets.${daemon}`,
        fix: `${daemon}: "${oldest}"`,
      },
    ]);
  });

  it("all three at once", () => {
    expect(violations(targetSupports, targets('haproxy: "2.4", keepalived: "2.0", kubernetes: "1.20"')).length).toBe(3);
  });
});
