import { describe, expect, it } from "vitest";
import { proxyProtocolAgrees } from "./proxy-protocol-agrees.js";
import { nodes, violations } from "./rule-testing.js";

const stream = (name: string, fields: string): string => `{ name: ${name}, vip: public, ${fields} }`;
const streams = (...entries: readonly string[]): string => `streams: [${entries.join(", ")}]\n`;
const proxy = "clientIp: proxy-protocol\n";

describe("keeps the law", () => {
  it.each([
    ["no stream", proxy],
    ["a port of its own", proxy + streams(stream("a", "port: 22, targetPort: 32022, nodes: [worker-1]"))],
    [
      "the controller's port, both with",
      proxy + streams(stream("a", "port: 81, targetPort: 32729, nodes: [worker-1], proxyProtocol: true")),
    ],
    ["the controller's port, both without", streams(stream("a", "port: 81, targetPort: 32729, nodes: [worker-1]"))],
    [
      "two streams to one port of different nodes",
      streams(stream("a", "port: 22, nodes: [worker-1]"), stream("b", "port: 23, targetPort: 22, nodes: [worker-2], proxyProtocol: true")),
    ],
    [
      "two streams to two ports of one node",
      streams(stream("a", "port: 22, nodes: [worker-1]"), stream("b", "port: 23, nodes: [worker-1], proxyProtocol: true")),
    ],
    [
      "the health port, which is asked without",
      `${proxy}${nodes("name: worker-1, address: 192.168.103.21").replace("https: 32366", "https: 32366, health: 32254")}
${streams(stream("a", "port: 81, targetPort: 32254, nodes: [worker-1]"))}`,
    ],
  ])("%s", (_, fields) => {
    expect(violations(proxyProtocolAgrees, fields)).toEqual([]);
  });
});

describe("breaks the law", () => {
  it.each<[string, string, object]>([
    [
      "a stream without, where the controller expects it",
      proxy + streams(stream("a", "port: 81, targetPort: 32729, nodes: [worker-2, worker-3]")),
      {
        message: 'stream "a" goes to port 32729 without PROXY protocol, and the ingress controller\'s http node port with PROXY protocol',
        path: "streams[0].name",
        related: ["the ingress controller's http node port: cluster.ingress.nodePorts.http"],
        fix: "proxyProtocol: true, or another port",
      },
    ],
    [
      "a stream with, where the controller does not expect it",
      streams(stream("a", "port: 8443, targetPort: 32366, nodes: [worker-1], proxyProtocol: true")),
      {
        message: 'stream "a" goes to port 32366 with PROXY protocol, and the ingress controller\'s https node port without PROXY protocol',
        path: "streams[0].name",
        related: ["the ingress controller's https node port: cluster.ingress.nodePorts.https"],
        fix: "proxyProtocol: false, or another port",
      },
    ],
    [
      "two streams, of which a third shares no node",
      streams(
        stream("a", "port: 22, nodes: [worker-3]"),
        stream("b", "port: 23, targetPort: 22, nodes: [worker-1, worker-2]"),
        stream("c", "port: 24, targetPort: 22, nodes: [worker-2], proxyProtocol: true"),
      ),
      {
        message: 'stream "c" goes to port 22 with PROXY protocol, and stream "b" without PROXY protocol',
        path: "streams[2].name",
        related: ['stream "b": streams[1].name'],
        fix: "proxyProtocol: false, or another port",
      },
    ],
  ])("%s", (_, fields, expected) => {
    expect(violations(proxyProtocolAgrees, fields)).toEqual([expected]);
  });
});
