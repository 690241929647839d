import { describe, expect, it } from "vitest";
import { violations } from "../plan-testing.js";
import { controllerRendered } from "./controller-rendered.js";

const cluster = (controller: string, more = ""): string =>
  `cluster: { nodes: [{ name: worker-1, address: 192.168.103.21 }], ingress: { controller: ${controller}, nodePorts: { http: 32729, https: 32366 }${more} } }\n`;

it.each(["", cluster("ingress-nginx"), "cluster: { nodes: [{ name: worker-1, address: 192.168.103.21 }] }\nroutes: []"])(
  "keeps the law: %s",
  (fields) => {
    expect(violations(controllerRendered, fields)).toEqual([]);
  },
);

describe("breaks the law", () => {
  it.each(["haproxy-ingress", "haproxy", "traefik", "nginx", "gateway-api"])("%s", (controller) => {
    expect(violations(controllerRendered, cluster(controller))).toEqual([
      { message: `this version does not render for ${controller} yet`, path: "cluster.ingress.controller" },
    ]);
  });

  it("a Gateway beside ingress-nginx", () => {
    expect(violations(controllerRendered, cluster("ingress-nginx", ", gateway: { name: edge, className: nginx }"))).toEqual([
      {
        message: "gateway belongs to controller: gateway-api, and ingress-nginx reads none",
        path: "cluster.ingress.gateway",
        fix: "take gateway out",
      },
    ]);
  });
});
