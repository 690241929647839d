import { edgeArbitrary } from "@edgewright/testing";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asList, type Files, type PairVip, pairVipsOf, render, textOf } from "./edges.js";
import { blockOf, instancesOf, readKeepalived, type VrrpText } from "./read-keepalived.js";

// Invariant 5, on the files as they are read back: whatever fails, the machine with the highest effective priority is the one that should hold
// the VIP. Election: RFC 9568 section 6.4, and keepalived.conf(5) for weights and faults.

const numRuns = 300;

/** HAProxy on one machine: `hung` lives and does not answer, so that its process is there and its check fails. */
const conditions = ["well", "hung", "dead"] as const;
type Condition = (typeof conditions)[number];

const failing = (condition: Condition) => ({ processes: condition === "dead", scripts: condition !== "well" });

/** What a machine advertises; null in FAULT, when it advertises nothing and holds nothing. */
function effectivePriority(instance: VrrpText, condition: Condition): number | null {
  const fails = failing(condition);
  let priority = instance.priority;
  for (const kind of ["processes", "scripts"] as const) {
    for (const { weight } of instance[kind]) {
      if (weight === null && fails[kind]) return null;
      if (weight !== null && (weight < 0 ? fails[kind] : !fails[kind])) priority += weight;
    }
  }
  return priority;
}

type Holder = "primary" | "backup" | "nobody" | "whoever holds it";

/** Who the document says should hold the VIP. A better condition wins; between equals the primary, unless the VIP is to stay. */
function intended(vip: PairVip, primary: Condition, backup: Condition): Holder {
  const release = vip.failover?.whenAllUnhealthy === "release";
  if (release && primary !== "well" && backup !== "well") return "nobody";
  const difference = conditions.indexOf(backup) - conditions.indexOf(primary);
  if (difference !== 0) return difference > 0 ? "primary" : "backup";
  return vip.failover?.preempt === false ? "whoever holds it" : "primary";
}

/** Who wins the election by the text. On equal priorities, or with `nopreempt` between two that are well, the holder stays. */
function elected(primary: VrrpText, backup: VrrpText, conditionOf: { readonly primary: Condition; readonly backup: Condition }): Holder {
  const [first, second] = [effectivePriority(primary, conditionOf.primary), effectivePriority(backup, conditionOf.backup)];
  if (first === null || second === null) return first !== null ? "primary" : second !== null ? "backup" : "nobody";
  if (first === second || (primary.noPreempt && backup.noPreempt)) return "whoever holds it";
  return first > second ? "primary" : "backup";
}

/** The instances of a VIP on its two machines, one pair for each family. */
function pairsOf(files: Files, vip: PairVip): { readonly primary: VrrpText; readonly backup: VrrpText }[] {
  const instanceNames = asList(vip.address).length === 1 ? [vip.name] : [`${vip.name}-ipv4`, `${vip.name}-ipv6`];
  const find = (machine: string, name: string): VrrpText => {
    const [found, ...others] = instancesOf(readKeepalived(textOf(files, `${machine}/keepalived.conf`))).filter(
      (each) => each.name === name,
    );
    if (found === undefined || others.length > 0) throw new Error(`${machine} has not one instance ${name}`);
    return found;
  };
  return instanceNames.map((name) => ({ primary: find(vip.primary, name), backup: find(vip.backup, name) }));
}

function everyPair(law: (vip: PairVip, pair: { readonly primary: VrrpText; readonly backup: VrrpText }) => void): number {
  let pairs = 0;
  fc.assert(
    fc.property(edgeArbitrary({ maxRoutes: 1, maxStreams: 1 }), (document) => {
      const files = render(document);
      for (const vip of pairVipsOf(document)) {
        for (const pair of pairsOf(files, vip)) {
          law(vip, pair);
          pairs += 1;
        }
      }
    }),
    { numRuns },
  );
  return pairs;
}

describe("failover, read from both machines' keepalived.conf", () => {
  it("in every combination of failures the intended machine wins the election", () => {
    const pairs = everyPair((vip, pair) => {
      for (const primary of conditions) {
        for (const backup of conditions) {
          const winner = elected(pair.primary, pair.backup, { primary, backup });
          expect(winner, `${vip.name}: HAProxy ${primary} on the primary, ${backup} on the backup`).toBe(intended(vip, primary, backup));
        }
      }
    });
    console.log(`failover: ${numRuns} documents, ${pairs} pairs of instances, ${conditions.length ** 2} combinations each`);
  });

  it("priorities are 1 to 254 in every state, and a weight exceeds the gap", () => {
    everyPair((_vip, { primary, backup }) => {
      for (const instance of [primary, backup]) {
        expect(instance.priority).toSatisfy((priority: number) => Number.isInteger(priority) && priority >= 1 && priority <= 254);
        for (const condition of conditions)
          expect(effectivePriority(instance, condition) ?? 1).toSatisfy((priority: number) => priority >= 1 && priority <= 254);
        for (const { weight } of [...instance.processes, ...instance.scripts]) {
          if (weight !== null) expect(Math.abs(weight)).toBeGreaterThan(Math.abs(primary.priority - backup.priority));
        }
      }
    });
  });

  it("nopreempt stands beside no weight, and on both machines or on none; preempt_delay stands on the primary alone", () => {
    everyPair((vip, { primary, backup }) => {
      const weighted = [...primary.processes, ...primary.scripts, ...backup.processes, ...backup.scripts].some(
        ({ weight }) => weight !== null,
      );
      const { preempt = true, whenAllUnhealthy = "keep" } = vip.failover ?? {};
      expect([primary.noPreempt, backup.noPreempt]).toEqual(
        preempt === false && whenAllUnhealthy === "release" ? [true, true] : [false, false],
      );
      expect(weighted).toBe(whenAllUnhealthy === "keep");
      expect(backup.preemptDelay).toBeNull();
      expect(primary.preemptDelay === null).toBe(typeof preempt === "boolean");
      expect(primary.preemptDelay !== null && primary.noPreempt).toBe(false);
    });
  });

  it("both start as BACKUP, and each tracks HAProxy's process and its answer, by trackers that are defined", () => {
    everyPair((_vip, { primary, backup }) => {
      expect([primary.state, backup.state]).toEqual(["BACKUP", "BACKUP"]);
      expect([primary.processes.length, primary.scripts.length]).toEqual([1, 1]);
      expect(backup.processes).toEqual(primary.processes);
      expect(backup.scripts.map(({ weight }) => weight)).toEqual(primary.scripts.map(({ weight }) => weight));
    });
  });

  it("every tracker that is used is defined, and every one that is defined is used", () => {
    fc.assert(
      fc.property(edgeArbitrary({ maxRoutes: 0, maxStreams: 0 }), (document) => {
        const files = render(document);
        for (const { name } of document.loadBalancers ?? []) {
          const file = readKeepalived(textOf(files, `${name}/keepalived.conf`));
          const defined = file.flatMap(({ words: [keyword, tracker = ""] }) =>
            keyword === "vrrp_script" || keyword === "vrrp_track_process" ? [tracker] : [],
          );
          const used = instancesOf(file).flatMap(({ processes, scripts }) => [...processes, ...scripts].map((each) => each.name));
          expect(new Set(used)).toEqual(new Set(defined));
          expect(new Set(defined).size).toBe(defined.length);
          expect(blockOf(file, "vrrp_track_process").map(({ words }) => words)).toEqual([
            ["process", "haproxy"],
            ["quorum", "2"],
          ]);
        }
      }),
      { numRuns: 100 },
    );
  });
});
