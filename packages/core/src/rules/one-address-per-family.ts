import type { Path } from "../diagnostics/diagnostic.js";
import { type Family, familyOf, type IpAddress } from "../model/address.js";
import { findTwice, type Rule } from "./rule.js";

const familyLabel: Readonly<Record<Family, string>> = { ipv4: "IPv4", ipv6: "IPv6" };

interface Addressed {
  readonly what: string;
  readonly path: Path;
  readonly addresses: readonly IpAddress[];
}

/** A list of addresses is dual stack: one per family. */
export const oneAddressPerFamily: Rule = {
  id: "one-address-per-family",
  law: "a node, an interface and a VIP have at most one address of each family",
  why: "a list of addresses means dual stack; a second address of one family would be a second VIP, or a node that gets twice its share",
  source: "model: address",
  severity: "error",
  safety: true,
  breaks: `vips:
  - { name: public, address: [192.168.103.10, 192.168.103.9], virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }`,
  keeps: `vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }`,
  fix: "keep one address of each family; a second VIP is an entry of its own",
  check: (plan, report) => {
    const legs = plan.machines.flatMap((machine) =>
      machine.interfaces.map(
        (leg): Addressed => ({
          what: `${machine.name}'s ${leg.name}`,
          path: leg.path,
          addresses: leg.addresses.map(({ address }) => address),
        }),
      ),
    );
    const named = [...plan.nodes, ...plan.vips].map((each): Addressed => ({ what: each.name, path: each.path, addresses: each.addresses }));
    for (const { what, path, addresses } of [...named, ...legs]) {
      const placed = addresses.map((address, index) => ({ address, path: [...path, "address", index] }));
      findTwice(
        placed,
        ({ address }) => familyOf(address),
        (again, first) => {
          report({
            message: `${what} has two ${familyLabel[familyOf(again.address)]} addresses, ${first.address} and ${again.address}`,
            path: again.path,
            related: [{ message: "the first", path: first.path }],
          });
        },
      );
    }
  },
};
