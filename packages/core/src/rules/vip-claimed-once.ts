import { addressPlace, findTwice, type Rule } from "./rule.js";

/** One virtual address belongs to one virtual router. */
export const vipClaimedOnce: Rule = {
  id: "vip-claimed-once",
  law: "an address is the VIP of one entry",
  why: "two virtual routers elect their holders apart: both machines come to hold the address, and neither daemon says a word",
  source: "RFC 9568 section 1.6; tried on keepalived 2.2.7: silent",
  severity: "error",
  safety: true,
  breaks: `vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }
  - { name: partner, address: 192.168.103.10, virtualRouterId: 52, primary: hapxy2, backup: hapxy1 }`,
  keeps: `vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }
  - { name: partner, address: 192.168.103.9, virtualRouterId: 52, primary: hapxy2, backup: hapxy1 }`,
  fix: "give each VIP an address of its own, or join the two entries",
  check: (plan, report) => {
    const claims = plan.vips.flatMap((vip) =>
      vip.addresses.map((address, index) => ({ address, vip, path: addressPlace(vip.path, index, vip.addresses) })),
    );
    findTwice(
      claims,
      ({ address }) => address,
      (again, first) => {
        if (again.vip === first.vip) return;
        report({
          message: `VIP ${again.address} is claimed by "${first.vip.name}" and by "${again.vip.name}"`,
          path: again.path,
          related: [{ message: "the first claim", path: first.path }],
        });
      },
    );
  },
};
