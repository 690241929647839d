import type { Rule } from "./rule.js";

/** A machine that is described holds something. */
export const loadBalancerUsed: Rule = {
  id: "load-balancer-used",
  law: "every load balancer is the primary or the backup of a VIP",
  why: "nothing leads to a machine without a VIP, and keepalived does not run without an instance: most often a name is misspelt elsewhere",
  source: "keepalived.conf(5): a configuration without instances does nothing",
  severity: "error",
  safety: false,
  breaks: `loadBalancers:
  - { name: hapxy1, address: 192.168.103.11/24, interface: ens160 }
  - { name: hapxy2, address: 192.168.103.12/24, interface: ens160 }
  - { name: hapxy3, address: 192.168.103.13/24, interface: ens160 }`,
  keeps: `loadBalancers:
  - { name: hapxy1, address: 192.168.103.11/24, interface: ens160 }
  - { name: hapxy2, address: 192.168.103.12/24, interface: ens160 }`,
  fix: "name the machine in a VIP, or take it out",
  check: (plan, report) => {
    // A VIP that lacks its second machine is a mistake of its own, and is missing one of these.
    if (plan.holes.has("vips") || plan.vips.some((vip) => vip.primary === vip.backup)) return;
    const used = new Set(plan.vips.flatMap((vip) => [vip.primary, vip.backup]));
    const names = new Set([...used].map((machine) => machine.name));
    for (const machine of plan.machines) {
      if (names.has(machine.name)) continue;
      report({ message: `load balancer "${machine.name}" is in no VIP`, path: [...machine.path, "name"] });
    }
  },
};
