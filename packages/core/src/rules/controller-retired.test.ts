import { expect, it } from "vitest";
import { controllers } from "../model/ingress.js";
import { controllerRetired } from "./controller-retired.js";
import { nodes, violations } from "./rule-testing.js";

const of = (controller: string): string => nodes("name: worker-1, address: 192.168.103.21").replace("ingress-nginx", controller);

it.each(controllers.filter((controller) => controller !== "ingress-nginx"))("keeps the law: %s", (controller) => {
  expect(violations(controllerRetired, of(controller))).toEqual([]);
});

it("keeps the law: no controller", () => {
  expect(violations(controllerRetired, "cluster: { nodes: [] }")).toEqual([]);
});

it("tells of ingress-nginx", () => {
  expect(violations(controllerRetired, of("ingress-nginx"))).toEqual([
    { message: "ingress-nginx has had no releases and no security fixes since March 2026", path: "cluster.ingress.controller" },
  ]);
});
