import { expect, it } from "vitest";
import { violations } from "../plan-testing.js";
import { rawInstanceKnown } from "./raw-instance-known.js";

const raw = (...names: readonly string[]): string =>
  `raw: { keepalived: { instances: { ${names.map((name) => `${name}: [garp_master_refresh_repeat 2]`).join(", ")} } } }\n`;
const refused = "vips: [{ name: public, address: 192.168.103.10, virtualRouterId: 0, primary: hapxy1, backup: hapxy2 }]\n";

it.each(["", raw("public"), refused + raw("private")])("keeps the law: %s", (fields) => {
  expect(violations(rawInstanceKnown, fields)).toEqual([]);
});

it.each([
  ["pubilc", "public: …"],
  ["intranet", "one of public"],
])("breaks the law: %s", (name, fix) => {
  expect(violations(rawInstanceKnown, raw("public", name))).toEqual([
    { message: `no VIP is called "${name}"`, path: `raw.keepalived.instances.${name}`, part: "key", fix },
  ]);
});

it("lists every VIP where no name is near", () => {
  const two = `vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }
  - { name: partner, address: 192.168.103.9, virtualRouterId: 52, primary: hapxy2, backup: hapxy1 }\n`;
  expect(violations(rawInstanceKnown, two + raw("mysql")).map(({ fix }) => fix)).toEqual(["one of public, partner"]);
});
