import { describe, expect, it } from "vitest";
import { nodePortUnique } from "./node-port-unique.js";
import { violations } from "./rule-testing.js";

const ports = (fields: string, more = ""): string => `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
    - { name: control-1, address: 192.168.103.31, labels: { node-role.kubernetes.io/control-plane: "" } }
  ingress: { controller: ingress-nginx, nodePorts: { ${fields} }${more} }
`;
const usual = ports("http: 32729, https: 32366, health: 32254");
const stream = (fields: string): string => `streams: [{ name: ssh, vip: public, ${fields} }]\n`;

describe("keeps the law", () => {
  it.each([
    ["three ports", usual],
    ["no health port", ports("http: 32729, https: 32366")],
    ["a stream to a port of its own", usual + stream("port: 22, targetPort: 32022, nodes: [worker-1]")],
    ["a stream whose port is one, and whose target is not", usual + stream("port: 32366, targetPort: 32022, nodes: [worker-1]")],
    ["a stream to nodes that get no ingress traffic", usual + stream("port: 22, targetPort: 32366, nodes: [control-1]")],
    [
      "a stream without a controller",
      `cluster: { nodes: [{ name: worker-1, address: 192.168.103.21 }] }\nroutes: []\n${stream("port: 32366, nodes: [worker-1]")}`,
    ],
  ])("%s", (_, fields) => {
    expect(violations(nodePortUnique, fields)).toEqual([]);
  });
});

describe("breaks the law", () => {
  it("one port for all three", () => {
    expect(violations(nodePortUnique, ports("http: 32729, https: 32729, health: 32729"))).toEqual([
      {
        message: "node port 32729 is http and https of the ingress controller",
        path: "cluster.ingress.nodePorts.https",
        related: ["http: cluster.ingress.nodePorts.http"],
      },
      {
        message: "node port 32729 is http and health of the ingress controller",
        path: "cluster.ingress.nodePorts.health",
        related: ["http: cluster.ingress.nodePorts.http"],
      },
    ]);
  });

  const fix = "the node port of the stream's own Service, or a VIP of its own for another port of the controller";
  it.each([
    ["port: 22, targetPort: 32366, nodes: [control-1, worker-2]", "https", "targetPort"],
    ["port: 32254, nodes: [worker-1]", "health", "port"],
  ])("a stream to a port of the controller: %s", (fields, name, field) => {
    expect(violations(nodePortUnique, usual + stream(fields))).toEqual([
      {
        severity: "warning",
        message: `stream "ssh" leads to the ingress controller's ${name} node port`,
        path: `streams[0].${field}`,
        related: [`node port ${name}: cluster.ingress.nodePorts.${name}`],
        fix,
      },
    ]);
  });

  it("such a stream past the headers that the controller trusts", () => {
    expect(
      violations(nodePortUnique, `clientIp: forwarded-for\n${usual}${stream("port: 81, targetPort: 32729, nodes: [worker-1]")}`),
    ).toEqual([
      {
        message:
          'stream "ssh" leads to the ingress controller\'s http node port, past the HAProxy whose X-Forwarded-* headers the controller trusts: clients could write their own',
        path: "streams[0].targetPort",
        related: ["node port http: cluster.ingress.nodePorts.http"],
        fix,
      },
    ]);
  });
});
