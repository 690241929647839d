import { describe, expect, it } from "vitest";
import { machineNameFree } from "./machine-name-free.js";
import { violations } from "./rule-testing.js";

const called = (name: string): string => `loadBalancers:
  - { name: ${name}, address: 192.168.103.11/24, interface: ens160 }
  - { name: hapxy2, address: 192.168.103.12/24, interface: ens160 }
vips:
  - { name: kubernetes, address: 192.168.103.10, virtualRouterId: 51, primary: ${name}, backup: hapxy2 }`;

describe("a machine's folder is not the manifests' folder", () => {
  it.each(["hapxy1", "kubernetes-1", "kubernete"])("%s is free", (name) => {
    expect(violations(machineNameFree, called(name))).toEqual([]);
  });

  it("kubernetes is not", () => {
    expect(violations(machineNameFree, called("kubernetes"))).toEqual([
      { message: 'a load balancer is called "kubernetes"', path: "loadBalancers[0].name" },
    ]);
  });
});
