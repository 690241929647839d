import { describe, expect, it } from "vitest";
import { activeActiveBalance } from "./active-active-balance.js";
import { violations } from "./rule-testing.js";

const machines = (count: number): string =>
  `loadBalancers:\n${Array.from({ length: count }, (_, index) => `  - { name: hapxy${index + 1}, address: 192.168.103.${index + 11}/24, interface: ens160 }\n`).join("")}`;
/** VIPs a, b, c … of these pairs, each written as primary and backup. */
const vips = (...pairs: readonly string[]): string =>
  `${machines(4)}vips:\n${pairs
    .map((pair, index) => {
      const [primary, backup] = pair.split(" ");
      const name = String.fromCharCode(97 + index);
      return `  - { name: ${name}, address: 192.168.103.${index + 101}, virtualRouterId: ${index + 51}, primary: ${primary}, backup: ${backup} }\n`;
    })
    .join("")}`;
const first = "hapxy1 hapxy2";
const second = "hapxy2 hapxy1";

describe("keeps the law", () => {
  it.each([
    ["one VIP", vips(first)],
    ["two that cross", vips(first, second)],
    ["three, of which one is left over", vips(first, second, first)],
    ["two pairs of one VIP each", vips(first, "hapxy3 hapxy4")],
    ["two pairs that share a machine", vips(first, "hapxy1 hapxy3")],
    ["one machine as both, which is another mistake", vips(first, "hapxy1 hapxy1")],
    ["one machine as both, twice", vips("hapxy1 hapxy1", "hapxy1 hapxy1")],
  ])("%s", (_, fields) => {
    expect(violations(activeActiveBalance, fields)).toEqual([]);
  });

  it("says nothing while a VIP was refused", () => {
    expect(violations(activeActiveBalance, vips(first, first, "hapxy2 hapxy9"), 1)).toEqual([]);
  });
});

describe("breaks the law", () => {
  it("two VIPs with one primary", () => {
    expect(violations(activeActiveBalance, vips(second, second))).toEqual([
      {
        message: 'hapxy2 is the primary of "a", "b", and hapxy1 of none',
        path: "vips[1].primary",
        related: ['hapxy2 has "a" too: vips[0].primary'],
        fix: "primary: hapxy1, backup: hapxy2",
      },
    ]);
  });

  it("three to one, whichever comes first", () => {
    expect(violations(activeActiveBalance, vips(second, first, first, first))).toEqual([
      {
        message: 'hapxy1 is the primary of "b", "c", "d", and hapxy2 of "a"',
        path: "vips[3].primary",
        related: ['hapxy1 has "b" too: vips[1].primary', 'hapxy1 has "c" too: vips[2].primary'],
        fix: "primary: hapxy2, backup: hapxy1",
      },
    ]);
  });

  it("two pairs, each once", () => {
    const fields = vips(first, "hapxy3 hapxy4", first, "hapxy3 hapxy4");
    expect(violations(activeActiveBalance, fields).map(({ path }) => path)).toEqual(["vips[2].primary", "vips[3].primary"]);
  });
});
