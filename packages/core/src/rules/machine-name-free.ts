import type { Rule } from "./rule.js";

/** The output folder of the cluster's manifests; no machine's folder may be it. */
const reservedFolder = "kubernetes";

/** A load balancer's name is not the folder of the manifests. */
export const machineNameFree: Rule = {
  id: "machine-name-free",
  law: `no load balancer is called ${reservedFolder}`,
  why: `each machine's files are in a folder of its name, and ${reservedFolder}/ is what goes to the cluster`,
  source: "the output's layout",
  severity: "error",
  safety: true,
  breaks: `loadBalancers:
  - { name: kubernetes, address: 192.168.103.11/24, interface: ens160 }
  - { name: hapxy2, address: 192.168.103.12/24, interface: ens160 }
vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: kubernetes, backup: hapxy2 }`,
  keeps: `loadBalancers:
  - { name: kubernetes-lb, address: 192.168.103.11/24, interface: ens160 }
  - { name: hapxy2, address: 192.168.103.12/24, interface: ens160 }
vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: kubernetes-lb, backup: hapxy2 }`,
  fix: "give the machine its host name",
  check: (plan, report) => {
    for (const machine of plan.machines) {
      if (machine.name !== reservedFolder) continue;
      report({ message: `a load balancer is called "${reservedFolder}"`, path: [...machine.path, "name"] });
    }
  },
};
