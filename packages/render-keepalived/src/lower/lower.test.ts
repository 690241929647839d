import { describe, expect, it } from "vitest";
import { planWith } from "../plan-testing.js";
import { lower } from "./lower.js";

function viewOf(fields = "", machine = 0) {
  const plan = planWith(fields);
  const found = plan.machines[machine];
  if (found === undefined) throw new Error("no such machine");
  return lower(plan, found);
}

const vip = (failover: string): string =>
  `vips: [{ name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2, failover: { ${failover} } }]\n`;
const both = (fields: string) => [0, 1].map((machine) => viewOf(fields, machine).instances[0]);

describe("an instance of the pair", () => {
  it("is the primary's and the backup's half of one thing", () => {
    const shared = {
      name: "public",
      interface: "ens160",
      virtualRouterId: 51,
      version: 3,
      advertisementInterval: "0.13",
      address: "192.168.103.10/32",
    };
    const rest = {
      noPreempt: false,
      preemptDelay: null,
      password: null,
      notify: null,
      script: "haproxy_answers",
      trackerWeight: -100,
      raw: [],
    };
    expect(both("")).toEqual([
      {
        ...shared,
        ...rest,
        role: "primary",
        peer: "hapxy2",
        priority: 254,
        sourceAddress: "192.168.103.11",
        peerAddress: "192.168.103.12",
        checksTtl: true,
      },
      {
        ...shared,
        ...rest,
        role: "backup",
        peer: "hapxy1",
        priority: 253,
        sourceAddress: "192.168.103.12",
        peerAddress: "192.168.103.11",
        checksTtl: true,
      },
    ]);
  });

  it.each<[string, string, object, object]>([
    ["release: a failing tracker is a fault", "whenAllUnhealthy: release", { trackerWeight: null }, { trackerWeight: null }],
    ["preempt: false, keep: equal priorities", "preempt: false", { priority: 254, noPreempt: false }, { priority: 254, noPreempt: false }],
    [
      "preempt: false, release: nopreempt on both",
      "preempt: false, whenAllUnhealthy: release",
      { priority: 254, noPreempt: true },
      { priority: 253, noPreempt: true },
    ],
    ["a delay on the primary alone", "preempt: { delay: 30s }", { preemptDelay: "30" }, { preemptDelay: null }],
    ["a faster promise", "max: 200ms", { advertisementInterval: "0.03" }, { advertisementInterval: "0.03" }],
    [
      "a password",
      "auth: { password: { env: VRRP } }",
      { version: 2, advertisementInterval: "1", password: "s3cret" },
      { version: 2, advertisementInterval: "1", password: "s3cret" },
    ],
    ["a script to call", "notify: /usr/local/bin/n", { notify: '"/usr/local/bin/n"' }, { notify: '"/usr/local/bin/n"' }],
    [
      "timers by hand",
      "timers: { advertisementInterval: 100ms, priorities: { primary: 150, backup: 120 }, weight: -40 }",
      { advertisementInterval: "0.1", priority: 150, trackerWeight: -40 },
      { advertisementInterval: "0.1", priority: 120, trackerWeight: -40 },
    ],
  ])("%s", (_, failover, primary, backup) => {
    expect(both(vip(failover))).toMatchObject([primary, backup]);
  });

  it("dual stack is one for each family, with one router ID and the same trackers", () => {
    const fields = `loadBalancers:
  - { name: hapxy1, address: [192.168.103.11/24, "2001:db8::11/64"], interface: ens160 }
  - { name: hapxy2, address: [192.168.103.12/24, "2001:db8::12/64"], interface: ens160 }
vips: [{ name: public, address: [192.168.103.10, "2001:DB8:0::10"], virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }]`;
    expect(
      viewOf(fields, 1).instances.map(({ name, address, sourceAddress, peerAddress, virtualRouterId, script }) => [
        name,
        address,
        sourceAddress,
        peerAddress,
        virtualRouterId,
        script,
      ]),
    ).toEqual([
      ["public-ipv4", "192.168.103.10/32", "192.168.103.12", "192.168.103.11", 51, "haproxy_answers"],
      ["public-ipv6", "2001:db8::10/128", "2001:db8::12", "2001:db8::11", 51, "haproxy_answers"],
    ]);
  });

  it("is on each machine's own interface", () => {
    const fields = `loadBalancers:
  - { name: hapxy1, interfaces: [{ name: mgmt, address: 198.51.100.11/24 }, { name: eth1, address: 192.168.103.11/24 }] }
  - { name: hapxy2, address: 192.168.103.12/24, interface: ens160 }`;
    expect(both(fields).map((instance) => instance?.interface)).toEqual(["eth1", "ens160"]);
  });

  it("has its VIP's raw lines, and a machine has those of its own VIPs", () => {
    const fields = `loadBalancers:
  - { name: a, address: 192.168.103.11/24, interface: ens160 }
  - { name: b, address: 192.168.103.12/24, interface: ens160 }
  - { name: c, address: 192.168.103.13/24, interface: ens160 }
vips:
  - { name: one, address: 192.168.103.10, virtualRouterId: 51, primary: a, backup: b }
  - { name: two, address: 192.168.103.9, virtualRouterId: 52, primary: b, backup: c }
raw: { keepalived: { global: [g], instances: { two: [x, y] } } }`;
    expect([0, 1, 2].map((machine) => viewOf(fields, machine).instances.map(({ name, role, raw }) => [name, role, ...raw]))).toEqual([
      [["one", "primary"]],
      [
        ["one", "backup"],
        ["two", "primary", "x", "y"],
      ],
      [["two", "backup", "x", "y"]],
    ]);
    expect(viewOf(fields).rawGlobal).toEqual(["g"]);
  });
});

describe("the check of HAProxy", () => {
  const script = {
    name: "haproxy_answers",
    command: '"/usr/local/libexec/edgewright/haproxy-answers 0.8"',
    interval: "1",
    fall: 2,
    rise: 3,
  };

  it("is one script, run as a user of its own", () => {
    expect(viewOf()).toMatchObject({ edge: "on-prem", machine: "hapxy1", scriptUser: "keepalived_script", scripts: [script] });
  });

  it("is shared by the VIPs that have its timers, and each other set has one of its own", () => {
    const entry = (index: number, check: string): string =>
      `{ name: vip-${index}, address: 192.168.103.${index}, virtualRouterId: ${50 + index}, primary: hapxy1, backup: hapxy2${check} }`;
    const slow = ", failover: { timers: { check: { interval: 3s, timeout: 500ms, fall: 1, rise: 1 } } }";
    const view = viewOf(`vips: [${entry(1, "")}, ${entry(2, slow)}, ${entry(3, "")}, ${entry(4, slow)}]`);
    expect(view.scripts).toEqual([
      script,
      { name: "haproxy_answers_2", command: '"/usr/local/libexec/edgewright/haproxy-answers 0.5"', interval: "3", fall: 1, rise: 1 },
    ]);
    expect(view.instances.map(({ script: name }) => name)).toEqual([
      "haproxy_answers",
      "haproxy_answers_2",
      "haproxy_answers",
      "haproxy_answers_2",
    ]);
  });

  it("has fractions of a second where the target reads them, and a target that does not never sees one", () => {
    const failover = "failover: { maxHung: 2s }";
    const plan = planWith(`targets: { keepalived: "2.3" }
vips: [{ name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2, ${failover} }]`);
    const [machine] = plan.machines;
    if (machine === undefined) throw new Error("no machine");
    expect(lower(plan, machine).scripts).toEqual([
      { ...script, command: '"/usr/local/libexec/edgewright/haproxy-answers 0.4"', interval: "0.5" },
    ]);
    const older = { ...plan, targets: { ...plan.targets, keepalived: { major: 2, minor: 2 } } };
    expect(() => lower(older, machine)).toThrow("an interval that this keepalived cannot read reached keepalived.conf");
  });
});
