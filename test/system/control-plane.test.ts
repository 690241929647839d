import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { countBy, failed } from "./lab/attempts.js";
import { makeCertificate } from "./lab/certificate.js";
import type { Target } from "./lab/client.js";
import type { Daemon } from "./lab/daemon.js";
import { ready, startScript } from "./lab/daemons.js";
import { ownListeners } from "./lab/processes.js";
import { renderExample } from "./support/examples.js";
import { FAILURES, onPrimary, predicted } from "./support/failures.js";
import { serversAre } from "./support/haproxy.js";
import { useEdge } from "./support/use-edge.js";
import { measure } from "./support/watch.js";

const API: Target = { address: "192.168.103.10", port: 6443, host: "kubernetes", path: "/api/v1/nodes", tls: true };
const SCRIPT = fileURLToPath(new URL("support/api-server-process.mjs", import.meta.url));
const UP = "UP L7OK";

describe("the control-plane example", () => {
  const rendered = renderExample("control-plane");
  const edge = useEdge(rendered);
  const servers = new Map<string, Daemon>();

  beforeAll(async () => {
    const { lab, node, machine } = edge();
    const { certificate, key } = makeCertificate(lab.folder);
    for (const { name } of rendered.plan.nodes) {
      const server = await startScript(lab, name, node(name).namespace.path, SCRIPT, [name, String(API.port), certificate, key]);
      servers.set(name, await ready(server, "its API server listens", () => ownListeners(server.pid) > 0));
    }
    for (const name of ["hapxy1", "hapxy2"])
      await serversAre(machine(name), "stream_kube-api", { "control-1": UP, "control-2": UP, "control-3": UP });
  });

  it("spreads connections to the API server over the control plane", async () => {
    const attempts = await edge().client.fetchMany(30, API);
    expect(failed(attempts)).toEqual([]);
    expect([...countBy(attempts, "node")].sort()).toEqual([
      ["control-1", 10],
      ["control-2", 10],
      ["control-3", 10],
    ]);
  });

  it.each([80, 443])("listens on no port %i, since there is no ingress", async (port) => {
    expect(await edge().client.fetch({ ...API, port })).toMatchObject({ outcome: "refused" });
  });

  it("sends nothing to an API server that lives and is not ready", async () => {
    const { client, machine } = edge();
    servers.get("control-2")?.signal("SIGUSR1");
    await serversAre(machine("hapxy1"), "stream_kube-api", { "control-1": UP, "control-2": "DOWN L7STS", "control-3": UP });
    const attempts = await client.fetchMany(20, API);
    servers.get("control-2")?.signal("SIGUSR1");
    expect(failed(attempts)).toEqual([]);
    expect([...countBy(attempts, "node").keys()].sort()).toEqual(["control-1", "control-3"]);
    await serversAre(machine("hapxy1"), "stream_kube-api", { "control-1": UP, "control-2": UP, "control-3": UP });
  });

  it("moves to the backup when HAProxy is killed", async () => {
    const bound = predicted(rendered, "haproxy-killed");
    const { event, repair } = onPrimary(rendered, FAILURES.haproxyKilled);
    const what = "control plane, HAProxy killed";
    const restore = (): Promise<void> => repair(edge());
    const measured = await measure(edge(), { what, targets: [API], runs: 1, bound, event: () => event(edge()), restore });
    expect(measured.longest).toBeLessThanOrEqual(bound);
    expect(measured.late).toEqual([]);
  });
});
