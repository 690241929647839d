import { describe, expect, it } from "vitest";
import { planWith } from "../plan-testing.js";
import { lowerCheckScript, lowerFirewall, lowerHaproxyService, lowerHeading, lowerSysusers } from "./lower.js";

function on(fields: string, machine = 0) {
  const plan = planWith(fields);
  const found = plan.machines[machine];
  if (found === undefined) throw new Error("no such machine");
  return [plan, found] as const;
}

const dual = `loadBalancers:
  - { name: hapxy1, address: [192.168.103.11/24, "2001:db8::11/64"], interface: ens160 }
  - { name: hapxy2, address: [192.168.103.12/24, "2001:db8::12/64"], interface: ens160 }
vips: [{ name: public, address: [192.168.103.10, "2001:db8::10"], virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }]
observability: { stats: { port: 8404 }, prometheus: { port: 8405 } }`;
const firewall = (fields: string, machine = 0) => {
  const { peers, listeners } = lowerFirewall(...on(fields, machine));
  return [
    ...peers.map(({ name, family, address }) => `vrrp from ${name} ${family} ${address}`),
    ...listeners.map(({ family, address, ports }) => `tcp to ${family} ${address} ${ports.join(",")}`),
  ];
};

describe("the firewall", () => {
  it.each<[string, string, number, readonly string[]]>([
    ["the primary", "", 0, ["vrrp from hapxy2 ip 192.168.103.12", "tcp to ip 192.168.103.10 80,443"]],
    ["the backup", "", 1, ["vrrp from hapxy1 ip 192.168.103.11", "tcp to ip 192.168.103.10 80,443"]],
    [
      "dual stack, statistics and metrics",
      dual,
      0,
      [
        "vrrp from hapxy2 ip 192.168.103.12",
        "vrrp from hapxy2 ip6 2001:db8::12",
        "tcp to ip 192.168.103.10 80,443",
        "tcp to ip6 2001:db8::10 80,443",
        "tcp to ip 192.168.103.11 8404,8405",
        "tcp to ip6 2001:db8::11 8404,8405",
      ],
    ],
    [
      "streams, in the order of their ports",
      "streams: [{ name: a, vip: public, port: 6443, nodes: [worker-1, worker-2] }, { name: b, vip: public, port: 22, nodes: [worker-1, worker-2] }]",
      0,
      ["vrrp from hapxy2 ip 192.168.103.12", "tcp to ip 192.168.103.10 22,80,443,6443"],
    ],
    [
      "a VIP that answers on nothing, and metrics alone",
      `vips: [{ name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2, listeners: { http: { mode: "off" }, https: { mode: "off" } } }]
observability: { prometheus: { port: 8405 } }
routes: []`,
      0,
      ["vrrp from hapxy2 ip 192.168.103.12", "tcp to ip 192.168.103.11 8405"],
    ],
    [
      "a redirect is a listener",
      "vips: [{ name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2, listeners: { http: { mode: redirect, port: 8080 } } }]",
      0,
      ["vrrp from hapxy2 ip 192.168.103.12", "tcp to ip 192.168.103.10 443,8080"],
    ],
  ])("%s", (_, fields, machine, expected) => {
    expect(firewall(fields, machine)).toEqual(expected);
  });

  it("names each peer once, and those of its own VIPs alone", () => {
    const fields = `loadBalancers:
  - { name: a, address: 192.168.103.11/24, interface: ens160 }
  - { name: b, address: 192.168.103.12/24, interface: ens160 }
  - { name: c, address: 192.168.103.13/24, interface: ens160 }
vips:
  - { name: one, address: 192.168.103.10, virtualRouterId: 51, primary: a, backup: b }
  - { name: two, address: 192.168.103.9, virtualRouterId: 52, primary: b, backup: a }
  - { name: three, address: 192.168.103.8, virtualRouterId: 53, primary: b, backup: c }`;
    const peers = [0, 1, 2].map((machine) => firewall(fields, machine).filter((line) => line.startsWith("vrrp")));
    expect(peers).toEqual([
      ["vrrp from b ip 192.168.103.12"],
      ["vrrp from a ip 192.168.103.11", "vrrp from c ip 192.168.103.13"],
      ["vrrp from b ip 192.168.103.12"],
    ]);
  });
});

it.each([
  ["", 131_072],
  ["limits: { maxConnections: 40000 }", 84_096],
  ["limits: { maxConnections: 10 }", 4116],
])("the file-descriptor limit covers the connections: %s", (fields, fileDescriptors) => {
  expect(lowerHaproxyService(...on(fields))).toEqual({ edge: "on-prem", machine: "hapxy1", fileDescriptors });
});

it("the check asks where HAProxy answers, and runs as the user that keepalived names", () => {
  expect(lowerHeading(...on("", 1))).toEqual({ edge: "on-prem", machine: "hapxy2" });
  expect(lowerCheckScript(...on(""))).toEqual({ edge: "on-prem", machine: "hapxy1", address: "127.0.0.1", port: 8406, path: "/live" });
  expect(lowerSysusers(...on(""))).toEqual({ edge: "on-prem", machine: "hapxy1", user: "keepalived_script" });
});
