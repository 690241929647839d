import { describe, expect, it } from "vitest";
import { checkSpeaksTls } from "./check-speaks-tls.js";
import { violations } from "./rule-testing.js";

const stream = (ports: string, check: string): string => `streams: [{ name: kube-api, vip: public, ${ports}, nodes: [worker-1]${check} }]`;
const plain = ", check: { http: { path: /live } }";

it.each([
  ["no HTTP check", stream("port: 6443", "")],
  ["a TCP check", stream("port: 6443", ", check: tcp")],
  ["a check that speaks TLS", stream("port: 6443", ", check: { http: { path: /live, tls: true } }")],
  ["a port of plain HTTP", stream("port: 80", plain)],
  ["a port that stands for another", stream("port: 443, targetPort: 8080", plain)],
])("keeps the law: %s", (_, fields) => {
  expect(violations(checkSpeaksTls, fields)).toEqual([]);
});

describe("breaks the law", () => {
  it.each([
    ["port: 6443", 6443],
    ["port: 8443", 8443],
    ["port: 16443, targetPort: 443", 443],
  ])("%s", (ports, target) => {
    expect(violations(checkSpeaksTls, stream(ports, plain))).toEqual([
      {
        message: `stream "kube-api" is checked by plain HTTP on port ${target}, which speaks TLS`,
        path: "streams[0].check.http",
        part: "key",
        fix: "check: { http: { path: /live, tls: true } }",
      },
    ]);
  });
});
