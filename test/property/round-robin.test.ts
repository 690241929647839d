import { type BalancedServer, type EdgeInput, mostOff, spread } from "@edgewright/core";
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

/** Every backend of every machine, read back. */
function backendsOf(document: EdgeInput): HaproxySection[] {
  const files = render(document);
  return machinesOf(document).flatMap((machine) =>
    readHaproxy(textOf(files, `${machine}/haproxy.cfg`)).filter(({ keyword }) => keyword === "backend"),
  );
}

const balanced = ({ name, weight, disabled }: HaproxyServer): BalancedServer => ({ name, weight, state: disabled ? "disabled" : "active" });

function sharesAreFair(read: readonly HaproxyServer[]): void {
  const servers = read.map(balanced);
  const round = servers.reduce((sum, { weight, state }) => sum + (state === "active" ? weight : 0), 0);
  for (const from of [0, Math.floor(round / 3), Math.floor(round / 2), round]) {
    const { servers: each, unserved } = spread(servers, { from, to: from + round });
    expect(unserved).toBe(0);
    for (const [index, { name, connections, share }] of each.entries()) {
      const { weight = 0, disabled = false } = read[index] ?? {};
      expect(share, `${name}, over one round of the weights`).toBeCloseTo(disabled ? 0 : weight, 6);
      expect(Math.abs(connections - share), name).toBeLessThanOrEqual(share === 0 ? 0 : mostOff(servers, round));
    }
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

  it("over any window of one round of the weights each active node gets its weight, within the model's bound, the others nothing", () => {
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
