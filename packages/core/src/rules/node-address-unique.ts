import type { Path } from "../diagnostics/diagnostic.js";
import { addressPlace, findTwice, type Rule } from "./rule.js";

interface Claim {
  readonly address: string;
  readonly what: string;
  readonly path: Path;
}

/** Every machine and every node has addresses of its own. */
export const nodeAddressUnique: Rule = {
  id: "node-address-unique",
  law: "an address belongs to one node or one load balancer",
  why: "a node that is listed twice gets twice its share of connections, and a load balancer among the nodes sends them to itself",
  source: "HAProxy configuration manual, section 4.2, balance: the weights are per server line",
  severity: "error",
  safety: false,
  breaks: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.21 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366 }`,
  keeps: `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366 }`,
  fix: "give each its own address",
  check: (plan, report) => {
    const machines = plan.machines.flatMap((machine) =>
      machine.interfaces.flatMap((leg) =>
        leg.addresses.map(
          ({ address }, index): Claim => ({
            address,
            what: `load balancer ${machine.name}`,
            path: addressPlace(leg.path, index, leg.addresses),
          }),
        ),
      ),
    );
    const nodes = plan.nodes.flatMap((node) =>
      node.addresses.map(
        (address, index): Claim => ({ address, what: `node ${node.name}`, path: addressPlace(node.path, index, node.addresses) }),
      ),
    );
    findTwice(
      [...machines, ...nodes],
      ({ address }) => address,
      (again, first) => {
        // Twice in one list: one-address-per-family has said so.
        if (again.what === first.what) return;
        report({
          message: `${again.address} is the address of ${first.what} and of ${again.what}`,
          path: again.path,
          related: [{ message: `${first.what} has it`, path: first.path }],
        });
      },
    );
  },
};
