import { describe, expect, it } from "vitest";
import { documentWith, vip } from "../rules/rule-testing.js";
import { proveDocument } from "./prove-document.js";

const one = (fields: string) => proveDocument(documentWith(fields))[0];

it("says of a VIP what was proved, how long each failure takes, and what remains", () => {
  expect(one("")).toMatchObject({
    vip: "public",
    addresses: ["192.168.103.10"],
    primary: "hapxy1",
    backup: "hapxy2",
    proof: {
      holds: true,
      states: 512,
      transitions: 640,
      laws: [
        { id: "one-holder" },
        { id: "healthy-wins" },
        { id: "all-unhealthy" },
        { id: "primary-first" },
        { id: "comes-back" },
        { id: "quiet" },
      ],
      counterexamples: [],
      together: { vips: ["public"], states: 128, transitions: 640 },
    },
    timers: { advertisementInterval: 130 },
    toleratedPause: 390,
    risks: [{ id: "link-cut" }, { id: "link-healed" }, { id: "keepalived-killed" }, { id: "machine-paused" }],
  });
});

it("has a row for each failure, with a person's words, beside what the VIP promises", () => {
  const rows = one(vip("failover: { max: 1s, maxHung: 5s }"))?.budget ?? [];
  expect(rows.find(({ failure }) => failure === "haproxy-hung")).toMatchObject({
    name: "HAProxy hung",
    promise: "maxHung",
    promised: 5000,
  });
  expect(rows.find(({ failure }) => failure === "machine-lost")).toMatchObject({
    name: "the machine lost",
    promise: "max",
    promised: 1000,
  });
  expect(rows.find(({ failure }) => failure === "keepalived-killed")).toMatchObject({ promise: null, promised: null, margin: null });
});

describe("two families", () => {
  const dual = (timers: string): string => `loadBalancers:
  - { name: hapxy1, address: [192.168.103.11/24, "2001:db8::11/64"], interface: ens160 }
  - { name: hapxy2, address: [192.168.103.12/24, "2001:db8::12/64"], interface: ens160 }
vips:
  - name: public
    address: [192.168.103.10, "2001:db8::10"]
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { timers: { ${timers} } }`;

  it("are two virtual routers of one VIP", () => {
    expect(one(dual(""))?.proof).toMatchObject({
      holds: true,
      states: 1024,
      transitions: 1280,
      together: { vips: ["public"], states: 128 },
    });
    expect(one(dual(""))?.proof.laws).toHaveLength(6);
  });

  it("fail alike, and are told once", () => {
    const proof = one(dual("priorities: { primary: 103, backup: 100 }, weight: -2"))?.proof;
    expect(proof?.holds).toBe(false);
    expect(proof?.counterexamples.map(({ law }) => law)).toEqual(["healthy-wins"]);
    expect(proof?.laws.map(({ id }) => id)).toEqual(["one-holder", "all-unhealthy", "primary-first", "comes-back", "quiet"]);
  });
});

it("each VIP has the proof of its own pair", () => {
  const fields = `loadBalancers: [${[1, 2, 3, 4].map((last) => `{ name: hapxy${last}, address: 192.168.103.1${last}/24, interface: ens160 }`).join(", ")}]
vips:
  - { name: one, address: 192.168.103.9, virtualRouterId: 50, primary: hapxy1, backup: hapxy2 }
  - { name: two, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy3, backup: hapxy4 }
  - { name: three, address: 192.168.103.8, virtualRouterId: 52, primary: hapxy2, backup: hapxy1 }`;
  expect(proveDocument(documentWith(fields)).map(({ vip: name, proof }) => [name, proof.together.vips])).toEqual([
    ["one", ["one", "three"]],
    ["two", ["two"]],
    ["three", ["one", "three"]],
  ]);
});

it("raw lines are counted for each VIP", () => {
  const raw = (instance: string) => one(`raw: { keepalived: { global: [a], instances: { ${instance}: [b, c] } } }`)?.raw;
  expect(raw("public")).toEqual({ global: 1, own: 2 });
  expect(raw("other")).toEqual({ global: 1, own: 0 });
  expect(one("")?.raw).toEqual({ global: 0, own: 0 });
});

describe("a default that gives way is no promise", () => {
  const auth = "auth: VRRPv2 advertises each second";
  const slow = "the advertisements that max or timers ask for, every 1000 ms";
  it.each<[string, readonly (readonly [string, string | null, number | null, string | null])[]]>([
    [
      "",
      [
        ["machine-lost", "max", 8, null],
        ["keepalived-stopped", "max", 398, null],
        ["haproxy-hung", "maxHung", 708, null],
      ],
    ],
    [
      "auth: { password: { env: VRRP } }",
      [
        ["machine-lost", null, null, auth],
        ["keepalived-stopped", null, null, auth],
        ["haproxy-hung", null, null, auth],
      ],
    ],
    [
      "auth: { password: { env: VRRP } }, max: 5s, maxHung: 8s",
      [
        ["machine-lost", "max", 1888, null],
        ["keepalived-stopped", "max", 4888, null],
        ["haproxy-hung", "maxHung", 2088, null],
      ],
    ],
    [
      "max: 8s",
      [
        ["machine-lost", "max", 4888, null],
        ["keepalived-stopped", "max", 7888, null],
        ["haproxy-hung", null, null, slow],
      ],
    ],
    [
      "max: 100ms",
      [
        ["machine-lost", "max", -91, null],
        ["keepalived-stopped", "max", -1, null],
        ["haproxy-hung", "maxHung", 1009, null],
      ],
    ],
  ])("%s", (failover, expected) => {
    const [report] = proveDocument(documentWith(failover === "" ? "" : vip(`failover: { ${failover} }`)), { secrets: { VRRP: "s3cret" } });
    const failures = new Set(["machine-lost", "keepalived-stopped", "haproxy-hung"]);
    const rows = (report?.budget ?? []).filter(({ failure }) => failures.has(failure));
    expect(rows.map(({ failure, promise, margin, gaveWay }) => [failure, promise, margin, gaveWay])).toEqual(expected);
    for (const { promise, promised } of rows) expect(promised === null).toBe(promise === null);
  });
});

it.each([null, undefined, 5, [], {}, documentWith("vips: []"), documentWith(vip().replace("backup: hapxy2", "backup: hapxy1"))])(
  "throws nothing at what has no pair: %#",
  (input) => {
    expect(proveDocument(input)).toEqual([]);
  },
);

it("reads secrets, without which a VIP is still proved", () => {
  const fields = vip("failover: { max: 8s, auth: { password: { env: VRRP } } }");
  expect(proveDocument(documentWith(fields), { secrets: { VRRP: "s3cret" } })[0]?.timers.vrrpVersion).toBe(2);
});
