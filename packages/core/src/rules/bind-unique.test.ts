import { describe, expect, it } from "vitest";
import { bindUnique } from "./bind-unique.js";
import { violations, vip } from "./rule-testing.js";

const stream = (name: string, port: number, on = "public"): string =>
  `{ name: ${name}, vip: ${on}, port: ${port}, nodes: [worker-1, worker-2] }`;
const streams = (...entries: readonly string[]): string => `streams: [${entries.join(", ")}]`;
const two = `vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }
  - { name: partner, address: 192.168.103.9, virtualRouterId: 52, primary: hapxy2, backup: hapxy1 }`;
const dual = `loadBalancers:
  - { name: hapxy1, address: [192.168.103.11/24, "2001:db8::11/64"], interface: ens160 }
  - { name: hapxy2, address: [192.168.103.12/24, "2001:db8::12/64"], interface: ens160 }
vips:
  - { name: public, address: [192.168.103.10, "2001:db8::10"], virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }`;
const observability = (stats: number, prometheus: number): string =>
  `observability: { stats: { port: ${stats} }, prometheus: { port: ${prometheus} } }`;

describe("keeps the law", () => {
  it.each([
    ["the smallest document", ""],
    ["streams on ports of their own", streams(stream("kube-api", 6443), stream("ssh", 22))],
    ["one port on two VIPs", `${two}\n${streams(stream("a", 6443), stream("b", 6443, "partner"))}`],
    ["a stream on a listener's port that is off", `${vip("listeners: { https: { mode: 'off' } }")}\n${streams(stream("a", 443))}`],
    ["a listener that moved away", `${vip("listeners: { https: { port: 8443 } }")}\n${streams(stream("a", 443))}`],
    ["statistics on a VIP's port: they are on the machine's address", observability(80, 443)],
    ["dual stack", `${dual}\n${streams(stream("kube-api", 6443))}`],
  ])("%s", (_, fields) => {
    expect(violations(bindUnique, fields)).toEqual([]);
  });

  it.each([
    ["two VIPs of one address to vip-claimed-once", two.replace("192.168.103.9", "192.168.103.10")],
    ["two streams of one name to name-unique", streams(stream("a", 6443), stream("a", 6443))],
    ["an address that stands twice to one-address-per-family", vip().replace("192.168.103.10", "[192.168.103.10, 192.168.103.10]")],
  ])("leaves %s", (_, fields) => {
    expect(violations(bindUnique, fields)).toEqual([]);
  });

  it("finds what else is wrong on one of two VIPs of one address", () => {
    const fields = `${two.replace("192.168.103.9", "192.168.103.10")}\n${streams(stream("a", 443, "partner"))}`;
    expect(violations(bindUnique, fields).map(({ message }) => message)).toEqual([
      'stream "a" and the https listener of VIP "partner" both bind 192.168.103.10 port 443',
    ]);
  });
});

describe("breaks the law", () => {
  it("a stream on a listener's port", () => {
    expect(violations(bindUnique, streams(stream("kube-api", 443)))).toEqual([
      {
        message: 'stream "kube-api" and the https listener of VIP "public" both bind 192.168.103.10 port 443',
        path: "streams[0].port",
        related: ['the https listener of VIP "public": vips[0].listeners.https.port'],
      },
    ]);
  });

  it("two streams on one port", () => {
    expect(violations(bindUnique, streams(stream("a", 6443), stream("b", 6443)))).toEqual([
      {
        message: 'stream "b" and stream "a" both bind 192.168.103.10 port 6443',
        path: "streams[1].port",
        related: ['stream "a": streams[0].port'],
      },
    ]);
  });

  it("each pair for itself", () => {
    expect(violations(bindUnique, streams(stream("a", 443), stream("b", 80), stream("c", 443))).map(({ message }) => message)).toEqual([
      'stream "a" and the https listener of VIP "public" both bind 192.168.103.10 port 443',
      'stream "b" and the http listener of VIP "public" both bind 192.168.103.10 port 80',
      'stream "c" and the https listener of VIP "public" both bind 192.168.103.10 port 443',
    ]);
  });

  it("both listeners on one port, also where one redirects", () => {
    expect(violations(bindUnique, vip("listeners: { http: { mode: redirect, port: 443 } }"))).toEqual([
      {
        message: 'the https listener of VIP "public" and the http listener of VIP "public" both bind 192.168.103.10 port 443',
        path: "vips[0].listeners.https.port",
        related: ['the http listener of VIP "public": vips[0].listeners.http.port'],
      },
    ]);
  });

  it("statistics and metrics on one port, said once for all machines", () => {
    expect(violations(bindUnique, observability(8404, 8404))).toEqual([
      {
        message: "the metrics and the statistics page both bind 192.168.103.11 port 8404",
        path: "observability.prometheus.port",
        related: ["the statistics page: observability.stats.port"],
      },
    ]);
  });

  it("is said once for both families", () => {
    expect(violations(bindUnique, `${dual}\n${streams(stream("kube-api", 80))}`).map(({ message }) => message)).toEqual([
      'stream "kube-api" and the http listener of VIP "public" both bind 192.168.103.10 port 80',
    ]);
  });
});
