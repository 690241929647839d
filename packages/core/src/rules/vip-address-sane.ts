import type { Path } from "../diagnostics/diagnostic.js";
import { isNetworkOrBroadcast } from "../model/address.js";
import type { Plan } from "../resolve/plan.js";
import { addressPlace, type Rule } from "./rule.js";

interface Owner {
  readonly what: string;
  readonly path: Path;
}

/** Every address that a machine or a node has of its own. */
function ownAddresses(plan: Plan): ReadonlyMap<string, Owner> {
  const owners = new Map<string, Owner>();
  for (const node of plan.nodes)
    for (const [index, address] of node.addresses.entries())
      owners.set(address, { what: `node ${node.name}`, path: addressPlace(node.path, index, node.addresses) });
  for (const machine of plan.machines) {
    for (const leg of machine.interfaces) {
      for (const [index, { address }] of leg.addresses.entries())
        owners.set(address, { what: `load balancer ${machine.name}`, path: addressPlace(leg.path, index, leg.addresses) });
    }
  }
  return owners;
}

/** A VIP is an address that nothing else has, and that a host can have. */
export const vipAddressSane: Rule = {
  id: "vip-address-sane",
  law: "a VIP is not a machine's, a node's, a network or a broadcast address, and is inside a subnet of its interface on both machines",
  why: "an address that something else answers for is two answers to one ARP request: connections break at random",
  source: "RFC 5227 (address conflicts), RFC 919 (broadcast); RFC 3021 for /31",
  severity: "error",
  safety: true,
  breaks: `vips:
  - { name: public, address: 192.168.103.21, virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }`,
  keeps: `vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }`,
  fix: "choose an address of the subnet that nothing has",
  check: (plan, report) => {
    const owners = ownAddresses(plan);
    for (const vip of plan.vips) {
      for (const [index, { address, primary, backup }] of vip.instances.entries()) {
        const path = addressPlace(vip.path, index, vip.addresses);
        const owner = owners.get(address);
        if (owner !== undefined)
          report({
            message: `VIP ${address} is ${owner.what}'s own address`,
            path,
            related: [{ message: `${owner.what} has it`, path: owner.path }],
          });
        const outside = [primary, backup].find((member) => isNetworkOrBroadcast(member.address.subnet, address));
        if (outside !== undefined)
          report({ message: `VIP ${address} is the network or broadcast address of ${outside.address.subnet.text}`, path });
      }
    }
  },
};
