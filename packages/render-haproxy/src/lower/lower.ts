import { conventions, type Machine, type Plan, trustsForwardedHeaders, vipsOf } from "@edgewright/core";
import { quoteSocket, quoteTime, quoteWord, rawLine } from "../quote.js";
import type { HaproxyView } from "../view.js";
import { lowerBackends } from "./backends.js";
import { lowerFrontends } from "./frontends.js";

const syslogPort = 514;

function lowerTimeouts({ timeouts }: Plan): HaproxyView["timeouts"] {
  return {
    connect: quoteTime(timeouts.connect),
    client: quoteTime(timeouts.client),
    server: quoteTime(timeouts.server),
    tunnel: quoteTime(timeouts.tunnel),
    queue: quoteTime(timeouts.queue),
    check: quoteTime(timeouts.check),
    clientFin: quoteTime(timeouts.clientFin),
    serverFin: quoteTime(timeouts.serverFin),
    httpRequest: quoteTime(timeouts.httpRequest),
    hardStopAfter: quoteTime(timeouts.hardStopAfter),
  };
}

/** Everything that haproxy.cfg of one machine says. Statistics and metrics are on its first interface's own addresses. */
export function lower(plan: Plan, machine: Machine): HaproxyView {
  const vips = vipsOf(plan, machine);
  const own = machine.interfaces[0]?.addresses ?? [];
  const { stats, prometheus, syslog } = plan.observability;
  const backends = lowerBackends(plan, vips, trustsForwardedHeaders(plan));
  const { liveness } = conventions;
  return {
    edge: quoteWord(plan.name),
    machine: quoteWord(machine.name),
    maxConnections: plan.maxConnections,
    syslog: syslog === null ? null : quoteSocket(syslog, syslogPort),
    terminatesTls: vips.some((vip) => vip.listeners.https.mode === "terminate"),
    timeouts: lowerTimeouts(plan),
    frontends: [...lowerFrontends(plan, vips)],
    backends: [...backends],
    liveness: {
      bind: quoteSocket(liveness.address, liveness.port),
      path: quoteWord(liveness.path),
      backends: backends.map((backend) => backend.name),
    },
    stats:
      stats === null
        ? null
        : {
            binds: own.map(({ address }) => quoteSocket(address, stats.port)),
            auth: stats.auth === null ? null : quoteWord(`${stats.auth.username}:${stats.auth.password.value}`),
          },
    prometheus: prometheus === null ? null : { binds: own.map(({ address }) => quoteSocket(address, prometheus.port)) },
    rawGlobal: plan.raw.haproxy.global.map(rawLine),
    rawDefaults: plan.raw.haproxy.defaults.map(rawLine),
  };
}
