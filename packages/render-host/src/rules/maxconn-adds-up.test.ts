import { describe, expect, it } from "vitest";
import { violations } from "../plan-testing.js";
import { maxconnAddsUp } from "./maxconn-adds-up.js";

const limit = (count: number): string => `limits: { maxConnections: ${count} }\n`;
const raw = (...lines: readonly string[]): string => `raw: { haproxy: { global: ${JSON.stringify(lines)} } }\n`;

it.each([
  ["no limit", ""],
  ["the most that the kernel gives descriptors for", limit(522_240)],
  ["raw lines of another kind beside it", limit(1000) + raw("tune.bufsize 32768", "maxconnrate 5", "# maxconn 5")],
  ["a raw limit that host/ covers", raw("maxconn 63488")],
])("keeps the law: %s", (_, fields) => {
  expect(violations(maxconnAddsUp, fields)).toEqual([]);
});

describe("breaks the law", () => {
  it("more than the kernel gives", () => {
    expect(violations(maxconnAddsUp, limit(522_241))).toEqual([
      {
        message: "522241 connections need 1048578 file descriptors, and the kernel gives a process 1048576",
        path: "limits.maxConnections",
      },
    ]);
  });

  it("a raw limit that host/ does not know of", () => {
    expect(violations(maxconnAddsUp, raw("tune.bufsize 32768", "  maxconn   63489"))).toEqual([
      {
        message: "63489 connections need 131074 file descriptors with what HAProxy has beside them, and host/ gives it 131072",
        path: "raw.haproxy.global[1]",
        fix: "limits: { maxConnections: 63489 }, from which host/ derives the limit",
      },
    ]);
  });

  it("a raw limit beside the document's", () => {
    expect(violations(maxconnAddsUp, limit(1000) + raw("maxconn 500"))).toEqual([
      {
        message: "limits.maxConnections has set the limit, and HAProxy keeps the first: this line changes nothing",
        path: "raw.haproxy.global[0]",
        related: ["maxconn 1000: limits.maxConnections"],
        fix: "limits: { maxConnections: 500 }, without the raw line",
      },
    ]);
  });
});
