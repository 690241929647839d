import { describe, expect, it } from "vitest";
import { type Attempt, countBy, failed, longestGap, longestStall, outcomes } from "./attempts.js";

const ok = (start: number, node = "worker-1"): Attempt => ({
  start,
  end: start + 1,
  outcome: "answered",
  answer: { pod: "shop", node, host: "shop.example.com", path: "/", headers: {} },
});
const bad = (start: number): Attempt => ({ start, end: start + 20, outcome: "connect-timeout" });

describe("longestGap and longestStall", () => {
  it.each([
    ["nothing was tried", [], Number.POSITIVE_INFINITY, 0],
    ["all is well", [ok(0), ok(10), ok(20)], 10, 10],
    ["one fails between", [ok(0), bad(10), ok(20)], 20, 10],
    ["the end is out", [ok(0), ok(10), bad(20), bad(30), bad(40)], 30, 10],
    ["the beginning is out", [bad(0), bad(10), ok(20)], 20, 10],
    ["all is out", [bad(0), bad(10), bad(20)], 20, 10],
    ["the client itself stalls", [ok(0), ok(10), ok(60)], 50, 50],
    ["unordered", [ok(20), ok(0), bad(10)], 20, 10],
  ])("%s", (_title, attempts, gap, stall) => {
    expect([longestGap(attempts), longestStall(attempts)]).toEqual([gap, stall]);
  });
});

it("counts by who answered and by outcome", () => {
  const attempts = [ok(0), ok(1, "worker-2"), ok(2), bad(3)];
  expect(countBy(attempts, "node")).toEqual(
    new Map([
      ["worker-1", 2],
      ["worker-2", 1],
    ]),
  );
  expect(outcomes(attempts)).toEqual(
    new Map([
      ["answered", 3],
      ["connect-timeout", 1],
    ]),
  );
  expect(failed(attempts)).toEqual([bad(3)]);
});
