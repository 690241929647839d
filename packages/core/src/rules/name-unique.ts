import type { Path } from "../diagnostics/diagnostic.js";
import { findTwice, type Rule } from "./rule.js";

interface Named {
  readonly name: string;
  readonly path: Path;
}

/** Two things of one kind never have one name. */
export const nameUnique: Rule = {
  id: "name-unique",
  law: "a name is given once among the nodes, the load balancers, the VIPs and the streams",
  why: "a reference to a name that two things have means one of them by accident, and sections and folders of one name overwrite each other",
  source: "HAProxy configuration manual, section 4: proxies of one name; the output's folders are the machines' names",
  severity: "error",
  breaks: `loadBalancers:
  - { name: hapxy1, address: 192.168.103.11/24, interface: ens160 }
  - { name: hapxy1, address: 192.168.103.12/24, interface: ens160 }`,
  keeps: `loadBalancers:
  - { name: hapxy1, address: 192.168.103.11/24, interface: ens160 }
  - { name: hapxy2, address: 192.168.103.12/24, interface: ens160 }`,
  fix: "give it a name of its own",
  check: (plan, report) => {
    const kinds: readonly (readonly [string, readonly Named[]])[] = [
      ["node", plan.nodes],
      ["load balancer", plan.machines],
      ["VIP", plan.vips],
      ["stream", plan.streams],
    ];
    for (const [kind, entities] of kinds) {
      findTwice(
        entities,
        ({ name }) => name,
        (again, first) => {
          report({
            message: `two ${kind}s are called "${again.name}"`,
            path: [...again.path, "name"],
            related: [{ message: "the first", path: [...first.path, "name"] }],
          });
        },
      );
    }
  },
};
