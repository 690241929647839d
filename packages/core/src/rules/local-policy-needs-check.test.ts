import { expect, it } from "vitest";
import { localPolicyNeedsCheck } from "./local-policy-needs-check.js";
import { violations } from "./rule-testing.js";

const ingress = (ports: string, more: string): string =>
  `cluster: { nodes: [{ name: worker-1, address: 192.168.103.21 }], ingress: { controller: ingress-nginx, nodePorts: { http: 32729, https: 32366${ports} }${more} } }`;

it.each([
  ["Cluster, which is the default", ""],
  ["Cluster, where other nodes stand in", ingress("", ", externalTrafficPolicy: Cluster")],
  ["Local with the controller's health", ingress(", health: 32254", ", externalTrafficPolicy: Local")],
  ["no controller", "cluster: { nodes: [] }"],
])("keeps the law: %s", (_, fields) => {
  expect(violations(localPolicyNeedsCheck, fields)).toEqual([]);
});

it("breaks the law: Local with a bare TCP check", () => {
  expect(violations(localPolicyNeedsCheck, ingress("", ", externalTrafficPolicy: Local"))).toEqual([
    {
      message: "under Local no other node stands in for one whose controller stops, and its check is a bare TCP connection",
      path: "cluster.ingress.externalTrafficPolicy",
      related: ["no health port: cluster.ingress.nodePorts (key)"],
      fix: "nodePorts: { http: 32729, https: 32366, health: 32254 }",
    },
  ]);
});
