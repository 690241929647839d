import { documentJsonSchema } from "@edgewright/core";
import { edgeArbitrary, type Families, secretsFor } from "@edgewright/testing";
import { compile } from "edgewright";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asList, pairVipsOf } from "./edges.js";
import { fieldKey, fieldsOf, reachedBy } from "./schema-fields.js";

const schema = documentJsonSchema();
const numRuns = 600;

/** Fields that this version refuses: other controllers' Gateway, and VIPs that MetalLB holds. */
const notRendered = /^cluster\.ingress\.gateway\.|^vips\[\]\|1\./;

const documents = (options: Parameters<typeof edgeArbitrary>[0], runs: number, seed = 1) =>
  fc.sample(edgeArbitrary(options), { numRuns: runs, seed });

describe("generated documents", () => {
  it("use every field of the schema that this version renders, each branch of a union included", () => {
    const reached = new Set(documents({}, numRuns).flatMap((document) => reachedBy(schema, document).map(fieldKey)));
    const wanted = fieldsOf(schema)
      .map(fieldKey)
      .filter((key) => !notRendered.test(key));
    expect(wanted.filter((key) => !reached.has(key))).toEqual([]);
    console.log(`generator: ${numRuns} documents reach ${wanted.length} of ${wanted.length} rendered fields`);
  });

  it("use every word of every list that is closed, and every severity but error", () => {
    const text = JSON.stringify(documents({}, numRuns));
    const words = [
      "proxy-protocol",
      "forwarded-for",
      "leastconn",
      "source",
      "random",
      "drain",
      "disabled",
      "Cluster",
      "Local",
      "redirect",
      "off",
      "terminate",
      "passthrough",
      "forward",
      "keep",
      "release",
      "ImplementationSpecific",
      "Exact",
      "Prefix",
      "ClusterIssuer",
      "Issuer",
      "grpc",
      "https",
      "tcp",
    ];
    expect(words.filter((word) => !text.includes(`"${word}"`))).toEqual([]);
  });

  it("have pairs that cross, both families, several legs and no router ID twice", () => {
    const all = documents({}, 300);
    const crosses = all.filter((document) => {
      const pairs = pairVipsOf(document).map(({ primary, backup }) => `${primary} ${backup}`);
      return pairs.some((pair) => pairs.includes(pair.split(" ").reverse().join(" ")));
    });
    const dual = all.filter((document) => pairVipsOf(document).some(({ address }) => asList(address).length === 2));
    const legs = all.filter(({ loadBalancers }) =>
      loadBalancers?.some((machine) => "interfaces" in machine && machine.interfaces.length > 1),
    );
    expect(Math.min(crosses.length, dual.length, legs.length)).toBeGreaterThan(10);
  });

  it.each<Families>(["ipv4", "ipv6", "dual"])("of the family %s have addresses of it alone", (families) => {
    for (const document of documents({ families }, 30)) {
      const addresses = [
        ...document.cluster.nodes.map(({ address }) => address),
        ...pairVipsOf(document).map(({ address }) => address),
      ].flatMap((each) => [...asList(each)]);
      const kinds = new Set(addresses.map((address) => (address.includes(":") ? "ipv6" : "ipv4")));
      if (families !== "dual") expect([...kinds]).toEqual([families]);
    }
  });

  it("keep to their options", () => {
    const options = {
      maxNodes: 2,
      maxVips: 1,
      maxRoutes: 0,
      maxStreams: 0,
      secrets: false,
      raw: false,
      keepalivedTargets: ["2.2"],
      interfaces: ["a0", "a1", "a2"],
      certificates: ["/c"],
      notifyScripts: ["/n"],
    };
    for (const document of documents(options, 100)) {
      expect(document.cluster.nodes.length).toBeLessThanOrEqual(2);
      expect([document.vips?.length, document.routes, document.streams, document.raw]).toEqual([1, undefined, undefined, undefined]);
      expect(secretsFor(document)).toEqual({});
      expect(JSON.stringify(document)).not.toMatch(/"2\.3"|ens160|\/etc\/haproxy|vip-changed/);
    }
  });

  it("are valid at the bounds too", () => {
    for (const document of documents({ maxNodes: 100, maxVips: 20, maxRoutes: 30, maxStreams: 32 }, 10)) {
      expect(compile(document, { secrets: secretsFor(document) }).diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    }
  });

  it("shrink to the smallest: one node, one pair, one VIP and nothing else", () => {
    const { counterexample } = fc.check(
      fc.property(edgeArbitrary(), ({ apiVersion }) => apiVersion !== "edgewright/v1"),
      { seed: 7 },
    );
    const smallest = counterexample?.[0];
    expect(Object.keys(smallest ?? {})).toEqual(["apiVersion", "name", "cluster", "loadBalancers", "vips"]);
    expect([smallest?.cluster.nodes.length, smallest?.loadBalancers?.length, smallest?.vips?.length]).toEqual([1, 2, 1]);
  });
});
