import type { Path } from "../diagnostics/diagnostic.js";
import type { Machine, Plan, PlanVip } from "../resolve/plan.js";
import { findTwice, type Rule } from "./rule.js";

export interface Bind {
  readonly address: string;
  readonly port: number;
  readonly what: string;
  readonly path: Path;
  /** The VIP whose address it is; null is the machine's own. */
  readonly vip: PlanVip | null;
}

function vipBinds(plan: Plan): readonly Bind[] {
  const listeners = plan.vips.flatMap((vip) =>
    (["http", "https"] as const).flatMap((name) => {
      const { mode, port } = vip.listeners[name];
      const path = [...vip.path, "listeners", name, "port"];
      return mode === "off"
        ? []
        : vip.addresses.map((address): Bind => ({ address, port, what: `the ${name} listener of VIP "${vip.name}"`, path, vip }));
    }),
  );
  const streams = plan.streams.flatMap((stream) =>
    stream.vip.addresses.map(
      (address): Bind => ({ address, port: stream.port, what: `stream "${stream.name}"`, path: [...stream.path, "port"], vip: stream.vip }),
    ),
  );
  return [...listeners, ...streams];
}

/** Statistics and metrics are on the first interface of each machine. */
export function ownBinds(plan: Plan, machine: Machine): readonly Bind[] {
  const addresses = machine.interfaces[0]?.addresses ?? [];
  const { stats, prometheus } = plan.observability;
  const ports = [
    ...(stats === null ? [] : [{ port: stats.port, what: "the statistics page", path: [...stats.path, "port"] }]),
    ...(prometheus === null ? [] : [{ port: prometheus.port, what: "the metrics", path: [...prometheus.path, "port"] }]),
  ];
  return addresses.flatMap(({ address }) => ports.map((each): Bind => ({ ...each, address, vip: null })));
}

/** One listener on one address and port. */
export const bindUnique: Rule = {
  id: "bind-unique",
  law: "no two listeners share an address and a port, statistics, metrics and streams included",
  why: "HAProxy's check accepts two binds of one address (SO_REUSEPORT), and the kernel then gives each every other connection",
  source: "HAProxy configuration manual, section 5.1, bind; tried on 2.6.12: silent",
  severity: "error",
  safety: true,
  breaks: `streams:
  - { name: kube-api, vip: public, port: 443, targetPort: 6443, nodes: [worker-1] }`,
  keeps: `streams:
  - { name: kube-api, vip: public, port: 6443, nodes: [worker-1] }`,
  fix: "give one of them another port",
  check: (plan, report) => {
    const reported = new Set<string>();
    findTwice(
      [...vipBinds(plan), ...plan.machines.flatMap((machine) => ownBinds(plan, machine))],
      // Two VIPs of one address are a mistake that vip-claimed-once reports.
      ({ vip, address, port }) => JSON.stringify([vip === null ? null : vip.path, address, port]),
      (again, earlier) => {
        // A pair of listeners under dual stack is one mistake.
        const pair = `${again.what}\n${earlier.what}`;
        if (again.what === earlier.what || reported.has(pair)) return;
        reported.add(pair);
        report({
          message: `${again.what} and ${earlier.what} both bind ${again.address} port ${again.port}`,
          path: again.path,
          related: [{ message: earlier.what, path: earlier.path }],
        });
      },
    );
  },
};
