import type { Path } from "../diagnostics/diagnostic.js";
import { findTwice, type Rule } from "./rule.js";

interface Named {
  readonly name: string;
  readonly path: Path;
}

/** Two things of one kind never have one name. */
export const nameUnique: Rule = {
  id: "name-unique",
  law: "a name is given once among the nodes, the load balancers, the interfaces of one of them, the VIPs and the streams",
  why: "a reference to a name that two things have means one of them by accident, and sections and folders of one name overwrite each other",
  source: "HAProxy configuration manual, section 4: proxies of one name; the output's folders are the machines' names",
  severity: "error",
  safety: true,
  breaks: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-1, address: 192.168.103.22 }
    - { name: worker-3, address: 192.168.103.23 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366 }`,
  keeps: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
    - { name: worker-3, address: 192.168.103.23 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366 }`,
  fix: "give it a name of its own",
  check: (plan, report) => {
    const lists: readonly (readonly [string, readonly Named[]])[] = [
      ["nodes", plan.nodes],
      ["load balancers", plan.machines],
      ["VIPs", plan.vips],
      ["streams", plan.streams],
      ...plan.machines.map((machine) => [`interfaces of ${machine.name}`, machine.interfaces] as const),
    ];
    for (const [kinds, entities] of lists) {
      findTwice(
        entities,
        ({ name }) => name,
        (again, first) => {
          report({
            message: `two ${kinds} are called "${again.name}"`,
            path: [...again.path, "name"],
            related: [{ message: "the first", path: [...first.path, "name"] }],
          });
        },
      );
    }
  },
};
