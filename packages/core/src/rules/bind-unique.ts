import type { Path } from "../diagnostics/diagnostic.js";
import type { Machine, Plan } from "../resolve/plan.js";
import { findTwice, type Rule } from "./rule.js";

interface Bind {
  readonly address: string;
  readonly port: number;
  readonly what: string;
  readonly path: Path;
}

function vipBinds(plan: Plan): readonly Bind[] {
  const listeners = plan.vips.flatMap((vip) =>
    (["http", "https"] as const).flatMap((name) => {
      const { mode, port } = vip.listeners[name];
      const path = [...vip.path, "listeners", name, "port"];
      return mode === "off"
        ? []
        : vip.addresses.map((address): Bind => ({ address, port, what: `the ${name} listener of VIP "${vip.name}"`, path }));
    }),
  );
  const streams = plan.streams.flatMap((stream) =>
    stream.vip.addresses.map(
      (address): Bind => ({ address, port: stream.port, what: `stream "${stream.name}"`, path: [...stream.path, "port"] }),
    ),
  );
  return [...listeners, ...streams];
}

/** Statistics and metrics are on the first interface of each machine. */
function ownBinds(plan: Plan, machine: Machine): readonly Bind[] {
  const addresses = machine.interfaces[0]?.addresses ?? [];
  const { stats, prometheus } = plan.observability;
  const ports = [
    ...(stats === null ? [] : [{ port: stats.port, what: "the statistics page", path: [...stats.path, "port"] }]),
    ...(prometheus === null ? [] : [{ port: prometheus.port, what: "the metrics", path: [...prometheus.path, "port"] }]),
  ];
  return addresses.flatMap(({ address }) => ports.map((each): Bind => ({ ...each, address })));
}

/** One listener on one address and port. */
export const bindUnique: Rule = {
  id: "bind-unique",
  law: "no two listeners share an address and a port, statistics, metrics and streams included",
  why: "HAProxy's check accepts two binds of one address (SO_REUSEPORT), and the kernel then gives each every other connection",
  source: "HAProxy configuration manual, section 5.1, bind; tried on 2.6.12: silent",
  severity: "error",
  breaks: `streams:
  - { name: kube-api, vip: public, port: 443, targetPort: 6443, nodes: [worker-1] }`,
  keeps: `streams:
  - { name: kube-api, vip: public, port: 6443, nodes: [worker-1] }`,
  fix: "give one of them another port",
  check: (plan, report) => {
    const first = plan.machines[0];
    const binds = [...vipBinds(plan), ...(first === undefined ? [] : ownBinds(plan, first))];
    findTwice(
      binds,
      ({ address, port }) => `${address} ${port}`,
      (again, earlier) => {
        if (again.path.join(".") === earlier.path.join(".")) return;
        report({
          message: `${again.what} and ${earlier.what} both bind ${again.address} port ${again.port}`,
          path: again.path,
          related: [{ message: earlier.what, path: earlier.path }],
        });
      },
    );
  },
};
