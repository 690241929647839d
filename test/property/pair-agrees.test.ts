import type { EdgeInput } from "@edgewright/core";
import { edgeArbitrary } from "@edgewright/testing";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asList, canonical, type Files, machinesOf, type PairVip, pairVipsOf, render, textOf } from "./edges.js";
import { type HaproxySection, readHaproxy } from "./read-haproxy.js";
import { instancesOf, readKeepalived, type VrrpText } from "./read-keepalived.js";

// Invariant 6: both machines of a pair agree: everything that VRRP requires to match is equal in the two files.

const numRuns = 300;

const isIpv6 = (address: string): boolean => address.includes(":");

interface Located {
  readonly machine: string;
  readonly instance: VrrpText;
}

const familyOfInstance = ({ addresses }: VrrpText): string => (addresses.some(isIpv6) ? "ipv6" : "ipv4");

/** Instances by what makes them one virtual router: the VIP's name in the file, which carries the family under dual stack. */
function virtualRouters(document: EdgeInput, files: Files): readonly (readonly Located[])[] {
  const routers = new Map<string, Located[]>();
  for (const machine of machinesOf(document)) {
    for (const instance of instancesOf(readKeepalived(textOf(files, `${machine}/keepalived.conf`)))) {
      const key = `${instance.name} ${instance.virtualRouterId} ${familyOfInstance(instance)}`;
      routers.set(key, [...(routers.get(key) ?? []), { machine, instance }]);
    }
  }
  return [...routers.values()];
}

/** What VRRP compares, or what two masters would differ in. */
const agreed = ({ instance }: Located) => ({
  name: instance.name,
  virtualRouterId: instance.virtualRouterId,
  version: instance.version,
  interval: instance.interval,
  addresses: instance.addresses,
  authentication: instance.authentication,
  noPreempt: instance.noPreempt,
  notify: instance.notify,
});

/** The machines' own addresses, on which statistics and metrics listen, are all that may differ. */
const ownFrontends: ReadonlySet<string> = new Set(["edgewright_stats", "edgewright_prometheus"]);

const sectionKey = ({ keyword, name }: HaproxySection): string => `${keyword} ${name}`;

/** The sections of a machine's haproxy.cfg that serve a VIP: its listeners, its streams, and where they lead. */
function sectionsFor(document: EdgeInput, files: Files, vip: PairVip, machine: string): HaproxySection[] {
  const streams = new Set((document.streams ?? []).flatMap((stream) => (stream.vip === vip.name ? [`stream_${stream.name}`] : [])));
  const sections = readHaproxy(textOf(files, `${machine}/haproxy.cfg`)).filter(({ name }) => !ownFrontends.has(name));
  const frontends = sections.filter(
    ({ keyword, name }) => keyword === "frontend" && (name.startsWith(`vip_${vip.name}_`) || streams.has(name)),
  );
  const targets = new Set(
    frontends.flatMap(({ lines }) => lines.flatMap(({ words }) => (words[0] === "default_backend" ? [words[1]] : []))),
  );
  return sections.filter(
    (each) =>
      ["global", "defaults"].includes(each.keyword) || frontends.includes(each) || (each.keyword === "backend" && targets.has(each.name)),
  );
}

function everyDocument(law: (document: EdgeInput, files: Files) => void): void {
  fc.assert(
    fc.property(edgeArbitrary({ maxRoutes: 1 }), (document) => law(document, render(document))),
    { numRuns },
  );
}

describe("both machines of a pair agree", () => {
  it("on router ID, version, interval, authentication and the VIP list, one instance for each family", () => {
    let routers = 0;
    everyDocument((document, files) => {
      const found = virtualRouters(document, files);
      expect(found).toHaveLength(pairVipsOf(document).reduce((sum, vip) => sum + asList(vip.address).length, 0));
      for (const members of found) {
        expect(members.map(({ machine }) => machine)).toHaveLength(2);
        const [one, other] = members.map(agreed);
        expect(one).toEqual(other);
        routers += 1;
      }
    });
    console.log(`pair agrees: ${numRuns} documents, ${routers} virtual routers`);
  });

  it("each names the other as its only peer, never itself, in the VIP's family", () => {
    everyDocument((document, files) => {
      for (const members of virtualRouters(document, files)) {
        const [one, other] = members;
        if (one === undefined || other === undefined) throw new Error("a virtual router has one machine");
        expect(one.instance.peers).toEqual([other.instance.source]);
        expect(other.instance.peers).toEqual([one.instance.source]);
        expect(one.instance.source).not.toBe(other.instance.source);
        const all = members.flatMap(({ instance }) => [instance.source, ...instance.peers, ...instance.addresses]);
        expect(new Set(all.map(isIpv6)).size).toBe(1);
      }
    });
  });

  it("a source address is one of the machine's own, and the VIP stands with the prefix of one address", () => {
    everyDocument((document, files) => {
      const own = new Map(
        (document.loadBalancers ?? []).map((machine) => [
          machine.name,
          "interfaces" in machine ? machine.interfaces.flatMap(({ address }) => asList(address)) : asList(machine.address),
        ]),
      );
      const withoutPrefix = (text: string): string => canonical(text.replace(/\/\d+$/, ""));
      for (const members of virtualRouters(document, files)) {
        for (const { machine, instance } of members) {
          expect((own.get(machine) ?? []).map(withoutPrefix)).toContain(instance.source);
          for (const address of instance.addresses) expect(address).toMatch(isIpv6(address) ? /\/128$/ : /^[0-9.]+\/32$/);
        }
      }
    });
  });

  it("on the listeners, backends and settings of HAProxy that serve the VIP", () => {
    let sections = 0;
    everyDocument((document, files) => {
      for (const vip of pairVipsOf(document)) {
        const [one, other] = [vip.primary, vip.backup].map((machine) => sectionsFor(document, files, vip, machine));
        // `ssl-default-bind` is global: a machine that ends TLS for another VIP too has it beside the rest.
        const withoutTls = (list: readonly HaproxySection[] | undefined) =>
          (list ?? []).map((section) => ({
            key: sectionKey(section),
            lines: section.lines.filter(({ words }) => words[0]?.startsWith("ssl-default-bind") !== true),
          }));
        expect(withoutTls(one)).toEqual(withoutTls(other));
        sections += one?.length ?? 0;
      }
    });
    expect(sections).toBeGreaterThan(numRuns);
  });
});
