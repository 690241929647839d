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
    { message: `no VIP is called "${name}"`, path: `raw.keepalived.instances.${name}`, fix },
  ]);
});
