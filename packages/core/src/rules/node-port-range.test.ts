import { describe, expect, it } from "vitest";
import { nodePortRange } from "./node-port-range.js";
import { violations } from "./rule-testing.js";

const ports = (fields: string): string =>
  `cluster: { nodes: [{ name: worker-1, address: 192.168.103.21 }], ingress: { controller: ingress-nginx, nodePorts: { ${fields} } } }`;

it.each(["", ports("http: 30000, https: 32767"), ports("http: 30001, https: 30002, health: 30003"), "cluster: { nodes: [] }"])(
  "keeps the law: %s",
  (fields) => {
    expect(violations(nodePortRange, fields)).toEqual([]);
  },
);

describe("breaks the law", () => {
  it("each port by itself", () => {
    expect(violations(nodePortRange, ports("http: 29999, https: 32768, health: 443"))).toEqual([
      {
        message: "node port 29999 (http) is outside 30000 to 32767, from which clusters give node ports",
        path: "cluster.ingress.nodePorts.http",
      },
      {
        message: "node port 32768 (https) is outside 30000 to 32767, from which clusters give node ports",
        path: "cluster.ingress.nodePorts.https",
      },
      {
        message: "node port 443 (health) is outside 30000 to 32767, from which clusters give node ports",
        path: "cluster.ingress.nodePorts.health",
      },
    ]);
  });
});
