import { expect, it } from "vitest";
import { clientIpChangeNeedsSecondPort } from "./client-ip-change-needs-second-port.js";
import { violations, vip } from "./rule-testing.js";

const alone = "cluster: { nodes: [{ name: worker-1, address: 192.168.103.21 }] }\nroutes: []\n";

it.each([
  ["no address", ""],
  ["headers, which a controller may ignore", `clientIp: forwarded-for\n${vip("listeners: { https: { mode: 'off' } }")}`],
  ["no controller", `clientIp: proxy-protocol\n${alone}`],
])("says nothing of %s", (_, fields) => {
  expect(violations(clientIpChangeNeedsSecondPort, fields)).toEqual([]);
});

it("tells of the change", () => {
  expect(violations(clientIpChangeNeedsSecondPort, "clientIp: proxy-protocol")).toEqual([
    {
      message: "PROXY protocol cannot be switched on in place: while only one end has changed, every connection fails",
      path: "clientIp",
    },
  ]);
});
