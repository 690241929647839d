import type { EdgeInput } from "@edgewright/core";
import { edgeArbitrary } from "@edgewright/testing";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asList, canonical, machinesOf, pairVipsOf, render, textOf } from "./edges.js";
import { type HaproxySection, type HaproxyServer, readHaproxy, serversOf, valuesOf } from "./read-haproxy.js";

// Invariant 4: active nodes get connections in proportion to their weights; drained and disabled ones get no new ones.

type NodeInput = EdgeInput["cluster"]["nodes"][number];
type Selector = NonNullable<EdgeInput["streams"]>[number]["nodes"];

const numRuns = 300;

const matches = (node: NodeInput, labels: Readonly<Record<string, string>>): boolean =>
  Object.entries(labels).every(([key, value]) => node.labels?.[key] === value);

/** The nodes that a selector means, read from the document alone. */
const chosen = (nodes: readonly NodeInput[], selector: Selector): NodeInput[] =>
  nodes.filter((node) =>
    Array.isArray(selector) ? selector.includes(node.name) : "matchLabels" in selector && matches(node, selector.matchLabels),
  );

const isControlPlane = (node: NodeInput): boolean => node.labels?.["node-role.kubernetes.io/control-plane"] !== undefined;

function ingressNodes({ cluster }: EdgeInput): NodeInput[] {
  const selector = cluster.ingress?.nodes;
  return selector === undefined ? cluster.nodes.filter((node) => !isControlPlane(node)) : chosen(cluster.nodes, selector);
}

const serverOf = ({ name, weight, state }: NodeInput): Omit<HaproxyServer, "socket"> => ({
  name,
  weight: state === "drain" ? 0 : (weight ?? 1),
  disabled: state === "disabled",
});

function expectedServers(document: EdgeInput, backend: string): Omit<HaproxyServer, "socket">[] {
  const stream = document.streams?.find(({ name }) => backend === `stream_${name}`);
  const nodes = stream === undefined ? ingressNodes(document) : chosen(document.cluster.nodes, stream.nodes);
  return nodes.map(serverOf);
}

/**
 * Smooth weighted round robin, as HAProxy's `roundrobin` promises it: at each turn every server gains its weight, and the first of those that
 * have gained most is chosen and pays a whole round.
 */
function schedule(servers: readonly HaproxyServer[], turns: number): string[] {
  const usable = servers.filter(({ weight, disabled }) => weight > 0 && !disabled);
  const round = usable.reduce((sum, { weight }) => sum + weight, 0);
  const credit = new Map(usable.map(({ name }) => [name, 0]));
  return Array.from({ length: turns }, () => {
    for (const { name, weight } of usable) credit.set(name, (credit.get(name) ?? 0) + weight);
    const best = usable.reduce((a, b) => ((credit.get(b.name) ?? 0) > (credit.get(a.name) ?? 0) ? b : a));
    credit.set(best.name, (credit.get(best.name) ?? 0) - round);
    return best.name;
  });
}

/** Every backend of every machine, read back. */
function backendsOf(document: EdgeInput): HaproxySection[] {
  const files = render(document);
  return machinesOf(document).flatMap((machine) =>
    readHaproxy(textOf(files, `${machine}/haproxy.cfg`)).filter(({ keyword }) => keyword === "backend"),
  );
}

function sharesAreFair(servers: readonly HaproxyServer[]): void {
  const round = servers.reduce((sum, { weight, disabled }) => sum + (disabled ? 0 : weight), 0);
  const turns = schedule(servers, 2 * round);
  for (const { name, weight, disabled } of servers) {
    const share = disabled ? 0 : weight;
    const got = (from: number): number => turns.slice(from, from + round).filter((each) => each === name).length;
    const windows = [0, Math.floor(round / 3), Math.floor(round / 2), round].map(got);
    expect(windows, `${name}, in windows of one round`).toEqual(windows.map(() => share));
  }
}

describe("round robin, read from haproxy.cfg", () => {
  it("weights, drained and disabled nodes are the document's, in its order, under its algorithm", () => {
    let backends = 0;
    let servers = 0;
    fc.assert(
      fc.property(edgeArbitrary(), (document) => {
        for (const backend of backendsOf(document)) {
          const read = serversOf(backend);
          expect(read.map(({ name, weight, disabled }) => ({ name, weight, disabled }))).toEqual(expectedServers(document, backend.name));
          expect(valuesOf(backend, "balance")).toEqual([[document.balance ?? "roundrobin"]]);
          expect(valuesOf(backend, "hash-type")).toEqual(document.balance === "source" ? [["consistent"]] : []);
          backends += 1;
          servers += read.length;
        }
      }),
      { numRuns },
    );
    console.log(`round robin: ${numRuns} documents, ${backends} backends, ${servers} server lines`);
  });

  it("each server is a node's first address at the traffic's port, and every node stands once", () => {
    fc.assert(
      fc.property(edgeArbitrary(), (document) => {
        const addresses = new Map(document.cluster.nodes.map(({ name, address }) => [name, canonical(asList(address)[0] ?? "")]));
        for (const backend of backendsOf(document)) {
          const read = serversOf(backend);
          expect(new Set(read.map(({ socket }) => socket)).size).toBe(read.length);
          const stream = document.streams?.find(({ name }) => backend.name === `stream_${name}`);
          const nodePorts = document.cluster.ingress?.nodePorts;
          const port =
            stream === undefined
              ? backend.name === "ingress_https"
                ? nodePorts?.https
                : nodePorts?.http
              : (stream.targetPort ?? stream.port);
          for (const { name, socket } of read) {
            const address = addresses.get(name) ?? "";
            expect(socket).toBe(address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("over any window of one round each active node gets its weight, the others nothing", () => {
    fc.assert(
      fc.property(edgeArbitrary({ maxVips: 1, maxStreams: 1, maxRoutes: 0 }), (document) => {
        for (const backend of backendsOf(document)) sharesAreFair(serversOf(backend));
      }),
      { numRuns: 100 },
    );
  });

  it("a backend's listeners are where they were asked for: each VIP's own addresses, on both machines", () => {
    fc.assert(
      fc.property(edgeArbitrary(), (document) => {
        const files = render(document);
        for (const vip of pairVipsOf(document)) {
          for (const machine of [vip.primary, vip.backup]) {
            const sections = readHaproxy(textOf(files, `${machine}/haproxy.cfg`));
            const own = sections.filter(({ keyword, name }) => keyword === "frontend" && name.startsWith(`vip_${vip.name}_`));
            for (const frontend of own) expect(valuesOf(frontend, "bind")).toHaveLength(asList(vip.address).length);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
