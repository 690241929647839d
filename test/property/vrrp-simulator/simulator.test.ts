import { type Fault, type ProvedVip, prove, replay } from "@edgewright/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Happening, SimulatedPair } from "./pair.js";

// The prover's election against a second opinion: a simulator of the protocol's messages and timers, which knows nothing of the prover.

const numRuns = 10_000;
const seed = 9568;
const machines = ["primary", "backup"] as const;

interface Drawn {
  readonly vip: ProvedVip;
  readonly interval: number;
  /** Numbers that the latencies are drawn from. */
  readonly noise: number;
}

type Timers = ProvedVip["timers"];
type Unhealthy = ProvedVip["whenAllUnhealthy"];

const somePriority = fc.oneof(fc.integer({ min: 1, max: 254 }), fc.integer({ min: 98, max: 103 }), fc.constantFrom(253, 254));
/** Right ones, wrong ones, and ones that are cut off at 1 or 254. */
const someWeight = fc.oneof(
  fc.constant(0),
  fc.integer({ min: -5, max: 5 }),
  fc.integer({ min: -253, max: 253 }),
  fc.constantFrom(-100, -2, 2),
);
const anyTimers: fc.Arbitrary<Timers> = fc.record({
  primaryPriority: somePriority,
  backupPriority: somePriority,
  trackerWeight: someWeight,
  noPreempt: fc.boolean(),
});

/** What is meant to be right: a gap that the weight exceeds, or faults; and each way to stay. */
const soundTimers = (stays: boolean, unhealthy: Unhealthy): fc.Arbitrary<Timers> =>
  fc
    .record({ gap: fc.integer({ min: 1, max: 20 }), size: fc.integer({ min: 21, max: 60 }), height: fc.nat({ max: 100 }) })
    .map(({ gap, size, height }) => ({
      primaryPriority: 2 * size + 1 + height + (stays && unhealthy === "keep" ? 0 : gap),
      backupPriority: 2 * size + 1 + height,
      trackerWeight: unhealthy === "keep" ? -size : 0,
      noPreempt: stays && unhealthy === "release",
    }));

const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    interval: fc.integer({ min: 3, max: 100 }).map((steps) => 10 * steps),
    preempt: fc.constantFrom("always" as const, "never" as const, "delayed" as const),
    whenAllUnhealthy: fc.constantFrom<Unhealthy>("keep", "release"),
    primaryAddressIsHigher: fc.boolean(),
    noise: fc.nat(),
  })
  .chain(({ interval, noise, preempt, ...choices }) =>
    fc.oneof(anyTimers, soundTimers(preempt === "never", choices.whenAllUnhealthy)).map((timers) => ({
      interval,
      noise,
      vip: {
        vip: "public",
        name: "public",
        primary: "primary",
        backup: "backup",
        link: "the wire",
        trackers: ["haproxy", "haproxy_answers"],
        preempt: preempt === "delayed" ? { kind: preempt, delay: 3 * interval } : { kind: preempt },
        ...choices,
        timers,
      },
    })),
  );

const machine = fc.constantFrom(0 as const, 1 as const);
const fault = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("machine" as const), machine }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("tracker" as const), machine, tracker: fc.nat({ max: 1 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("link" as const), link: fc.constant(0) }) },
);

/** Between 0.1 and 2 ms: far below an interval, as on a wire; a linear congruential generator, so that a run can be repeated. */
function latencies(noise: number): () => number {
  let state = noise;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return 0.1 + (1.9 * state) / 2_147_483_648;
  };
}

/** The pair as its two keepalived.conf have it: nopreempt on both machines, the delay on the primary. Both are off. */
function simulate({ vip, interval, noise }: Drawn): SimulatedPair {
  const weights = vip.trackers.map(() => vip.timers.trackerWeight);
  const shared = { preemptMode: !vip.timers.noPreempt, interval, weights };
  const delay = vip.preempt.kind === "delayed" ? vip.preempt.delay : 0;
  const [low, high] = [11, 12];
  const wire = latencies(noise);
  return new SimulatedPair(
    [
      { ...shared, priority: vip.timers.primaryPriority, preemptDelay: delay, address: vip.primaryAddressIsHigher ? high : low },
      { ...shared, priority: vip.timers.backupPriority, preemptDelay: 0, address: vip.primaryAddressIsHigher ? low : high },
    ],
    wire,
  );
}

/** A fault that is not there comes, one that is there goes. */
function happeningOf(event: Fault, there: Set<string>): Happening {
  const key = JSON.stringify(event);
  const comes = !there.has(key);
  if (comes) there.add(key);
  else there.delete(key);
  if (event.kind === "machine") return { kind: "machine", index: event.machine, up: !comes };
  if (event.kind === "link") return { kind: "link", linked: !comes };
  return { kind: "tracker", index: event.machine, tracker: event.tracker, failing: comes };
}

/** Who holds the VIP after the machines started, one after the other, and after each event. */
function play(pair: SimulatedPair, first: 0 | 1, events: readonly Fault[], phases: readonly number[]): readonly (readonly string[])[] {
  const holders = (): readonly string[] => {
    pair.settle();
    return pair.holders().map((index) => machines[index] ?? "");
  };
  for (const index of first === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
    pair.happen({ kind: "machine", index, up: true });
    pair.settle();
  }
  const there = new Set<string>();
  const start = holders();
  const later = events.map((event, index) => {
    // Each event falls into another part of the interval.
    pair.run(phases[index] ?? 0);
    pair.happen(happeningOf(event, there));
    return holders();
  });
  return [start, ...later];
}

describe("the simulator agrees with the prover", () => {
  it(`on ${numRuns} random pairs, after each of their events`, () => {
    let [events, wrong, stories, steps] = [0, 0, 0, 0];
    const started = performance.now();
    fc.assert(
      fc.property(drawn, fc.array(fc.record({ fault, phase: fc.nat({ max: 999 }) }), { minLength: 1, maxLength: 8 }), (each, plan) => {
        const happened = plan.map((one) => one.fault);
        const phases = plan.map(({ phase }) => phase);
        const pair = simulate(each);
        expect(play(pair, 0, happened, phases)).toEqual(replay(each.vip, happened));
        events += happened.length;
        steps += pair.steps;
        // A pair that the prover refuses fails in the simulator too, in the way that its story tells.
        const counterexamples = prove([each.vip]).flatMap(({ vips }) => vips.flatMap((proof) => proof.counterexamples));
        if (counterexamples.length > 0) wrong += 1;
        for (const { story, events: told } of counterexamples) {
          const told0 = story.map(({ holders }) => holders);
          const first = told0[0]?.[0] === "backup" ? 1 : 0;
          const again = simulate(each);
          expect(play(again, first, told, phases)).toEqual(told0);
          stories += 1;
          steps += again.steps;
        }
      }),
      { numRuns, seed },
    );
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `simulator: seed ${seed}, ${numRuns} pairs (${wrong} of them refused by the prover), ${events} events, ${stories} counterexamples played, ${steps} timers and packets, ${seconds} s`,
    );
    expect(wrong).toBeGreaterThan(numRuns / 10);
    expect(wrong).toBeLessThan(numRuns - numRuns / 10);
  }, 300_000);
});
