import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allHolders, type Holders } from "./election.js";
import { electionsOf } from "./elections.js";
import { type Exploration, everyStart, explore, type Reached } from "./explore.js";
import type { VipKind } from "./laws.js";
import { type ProvedVip, prove, replay, routerOf } from "./prove.js";
import { faultIndex, flip } from "./scenarios.js";
import { namesOf, tellStory } from "./story.js";

const vip: ProvedVip = {
  vip: "public",
  name: "public",
  primary: "hapxy1",
  backup: "hapxy2",
  primaryAddressIsHigher: false,
  link: "192.168.103.0/24",
  timers: { primaryPriority: 254, backupPriority: 253, trackerWeight: -100, noPreempt: false },
  preempt: { kind: "always" },
  whenAllUnhealthy: "keep",
  trackers: ["haproxy", "haproxy_answers"],
};
type More = Partial<Omit<ProvedVip, "timers">>;
const changed = (more: More, timers: Partial<ProvedVip["timers"]>): ProvedVip => ({
  ...vip,
  ...more,
  timers: { ...vip.timers, ...timers },
});
const stays = { preempt: { kind: "never" } } as const;
const release = { whenAllUnhealthy: "release" } as const;

/** What is broken, as it is told. */
const told = (...vips: readonly ProvedVip[]) =>
  prove(vips)
    .flatMap((pair) => pair.vips)
    .map(({ counterexamples }) => Object.fromEntries(counterexamples.map(({ law, story }) => [law, tellStory(story)])));

describe("what we choose is proved", () => {
  it.each<[string, ProvedVip]>([
    ["keep", vip],
    ["release", changed(release, { trackerWeight: 0 })],
    ["keep, preempt: false: equal priorities", changed(stays, { backupPriority: 254 })],
    ["release, preempt: false: nopreempt and no weights", changed({ ...stays, ...release }, { trackerWeight: 0, noPreempt: true })],
    ["a delay", changed({ preempt: { kind: "delayed", delay: 30_000 } }, {})],
    ["positive weights above the gap", changed({}, { primaryPriority: 101, backupPriority: 100, trackerWeight: 2 })],
  ])("%s", (_, each) => {
    expect(told(each)).toEqual([{}]);
  });
});

describe("what was measured to be wrong is refused, with its story", () => {
  const start = "both machines start, all is well: hapxy1 holds it";
  const stuck = [start, "hapxy1's HAProxy dies: hapxy1 still holds it"];

  it.each<[string, ProvedVip, object]>([
    ["weight 2, gap 3", changed({}, { primaryPriority: 103, backupPriority: 100, trackerWeight: -2 }), { "healthy-wins": stuck }],
    [
      "a weight that only reaches the other",
      changed({}, { primaryPriority: 103, backupPriority: 100, trackerWeight: -3 }),
      { "healthy-wins": stuck },
    ],
    ["nopreempt and a weighted tracker", changed(stays, { noPreempt: true }), { "healthy-wins": stuck }],
    ["nopreempt and a weighted tracker, equal", changed(stays, { noPreempt: true, backupPriority: 254 }), { "healthy-wins": stuck }],
  ])("%s", (_, each, expected) => {
    expect(told(each)).toEqual([expected]);
  });
});

describe("each law has a pair that breaks it", () => {
  const start = "both machines start, all is well: hapxy1 holds it";
  const dies = "hapxy1's HAProxy dies: hapxy2 holds it";

  it.each<[string, ProvedVip, object]>([
    [
      "the backup is preferred",
      changed({}, { primaryPriority: 200 }),
      { "primary-first": ["both machines start, all is well: hapxy2 holds it"] },
    ],
    ["neither is", changed({}, { backupPriority: 254 }), { "primary-first": ["both machines start, all is well: hapxy2 holds it"] }],
    [
      "a fault, where it is to be kept",
      changed({}, { trackerWeight: 0 }),
      { "all-unhealthy": [start, dies, "hapxy2's HAProxy dies: nobody holds it"] },
    ],
    [
      "a weight, where it is to be released",
      changed(release, {}),
      { "all-unhealthy": [start, dies, "hapxy2's HAProxy dies: hapxy1 holds it"] },
    ],
    [
      "the primary is preferred, where it is to stay",
      changed(stays, {}),
      { stays: [start, dies, "hapxy1's HAProxy lives again: hapxy1 holds it"] },
    ],
    [
      "positive weights that are cut off at 254",
      changed({}, { trackerWeight: 10 }),
      {
        "healthy-wins": [start, "hapxy1's HAProxy dies: hapxy1 still holds it"],
        "primary-first": ["both machines start, all is well: hapxy2 holds it"],
      },
    ],
    [
      "nopreempt without weights, where it is to come back",
      changed(release, { trackerWeight: 0, noPreempt: true }),
      { "primary-first": ["both machines start, all is well: hapxy2 holds it"] },
    ],
  ])("%s", (_, each, expected) => {
    expect(told(each)).toEqual([expected]);
  });
});

describe("what a proof says", () => {
  const backwards = changed({ name: "partner", vip: "partner", primary: "hapxy2", backup: "hapxy1" }, {});

  it("over how many states: 2 machines, 2 trackers on each, 1 link, 4 holders before", () => {
    const [pair] = prove([vip]);
    expect(pair).toMatchObject({ machines: ["hapxy1", "hapxy2"], together: { states: 128, transitions: 640 } });
    expect(pair?.vips).toMatchObject([{ vip: "public", name: "public", states: 512, transitions: 640, counterexamples: [] }]);
    expect(pair?.vips[0]?.laws.map(({ id }) => id)).toEqual([
      "one-holder",
      "healthy-wins",
      "all-unhealthy",
      "primary-first",
      "comes-back",
      "quiet",
    ]);
  });

  it("a law that is broken is not among those that hold", () => {
    const [pair] = prove([changed({}, { trackerWeight: 0 })]);
    expect(pair?.vips[0]?.laws.map(({ id }) => id)).not.toContain("all-unhealthy");
    expect(pair?.vips[0]?.laws).toHaveLength(5);
  });

  it("the VIPs of one pair are explored together, whichever machine is the primary of which", () => {
    const [pair, ...others] = prove([vip, backwards]);
    expect(others).toEqual([]);
    expect(pair?.vips.map(({ name }) => name)).toEqual(["public", "partner"]);
    expect(pair?.together).toEqual({ states: 128, transitions: 640 });
  });

  it("those that are alike move as one; what stays makes more states; another link doubles them", () => {
    const alike = { ...vip, name: "other" };
    const staying = changed({ ...stays, name: "staying" }, { backupPriority: 254 });
    const elsewhere = { ...vip, name: "elsewhere", link: "198.51.100.0/24" };
    const states = (...vips: readonly ProvedVip[]): number | undefined => prove(vips)[0]?.together.states;
    expect(states(vip, alike)).toBe(states(vip));
    expect(states(vip, staying)).toBe(states(staying));
    expect(states(staying)).toBeGreaterThan(128);
    expect(states(vip, elsewhere)).toBe(256);
  });

  it("five kinds are four and one: no document makes the states explode", () => {
    const kinds = [-100, -90, -80, -70, -60].map((trackerWeight) => changed({ name: `weight ${trackerWeight}` }, { trackerWeight }));
    expect(prove(kinds)[0]?.together).toEqual({ states: 256, transitions: 1280 });
  });

  it("pairs of other machines are proved apart, and alike ones give the same", () => {
    const other = { ...vip, primary: "hapxy3", backup: "hapxy4" };
    const [first, second] = prove([vip, other]);
    expect(first?.machines).toEqual(["hapxy1", "hapxy2"]);
    expect(second?.machines).toEqual(["hapxy3", "hapxy4"]);
    expect(second?.vips).toEqual(first?.vips);
  });

  it("a story has each machine's own name, and its events can be played", () => {
    const wrong = { ...backwards, timers: { ...backwards.timers, primaryPriority: 103, backupPriority: 100, trackerWeight: -2 } };
    const [pair] = prove([vip, wrong]);
    expect(pair?.vips[1]?.counterexamples).toEqual([
      {
        law: "healthy-wins",
        breach: "it stays on a machine that is not well, while the other one is",
        story: [
          { event: "both machines start, all is well", holders: ["hapxy2"] },
          { event: "hapxy2's HAProxy dies", holders: ["hapxy2"] },
        ],
        events: [{ kind: "tracker", machine: 0, tracker: 0 }],
      },
    ]);
  });

  it("no VIP, no pair", () => {
    expect(prove([])).toEqual([]);
  });
});

it("events are played from both machines starting on", () => {
  const lost = { kind: "machine", machine: 0 } as const;
  const cut = { kind: "link", link: 0 } as const;
  const hangs = { kind: "tracker", machine: 1, tracker: 1 } as const;
  expect(replay(vip, [lost, lost, hangs, cut, cut])).toEqual([
    ["hapxy1"],
    ["hapxy2"],
    ["hapxy1"],
    ["hapxy1"],
    ["hapxy1", "hapxy2"],
    ["hapxy1"],
  ]);
});

describe("laws of any proof, of any pair", () => {
  const priority = fc.oneof(fc.integer({ min: 1, max: 254 }), fc.integer({ min: 99, max: 102 }));
  const any = fc
    .record({
      primaryPriority: priority,
      backupPriority: priority,
      trackerWeight: fc.oneof(fc.constant(0), fc.integer({ min: -5, max: 5 }), fc.integer({ min: -253, max: 253 })),
      noPreempt: fc.boolean(),
      stays: fc.boolean(),
      keep: fc.boolean(),
      primaryAddressIsHigher: fc.boolean(),
    })
    .map(({ stays: staying, keep, primaryAddressIsHigher, ...timers }) =>
      changed({ primaryAddressIsHigher, ...(staying ? stays : {}), ...(keep ? {} : release) }, timers),
    );
  const runs = { numRuns: 200 };

  const kindOf = (each: ProvedVip): VipKind => ({
    router: routerOf(each),
    stays: each.preempt.kind === "never",
    whenAllUnhealthy: each.whenAllUnhealthy,
  });
  const broken = (each: ProvedVip) => prove([each]).flatMap(({ vips }) => vips.flatMap(({ counterexamples }) => counterexamples));

  it("stories can be replayed: the election gives those holders after each event", () => {
    fc.assert(
      fc.property(any, (each) => {
        const { situationIn } = electionsOf(kindOf(each));
        for (const { story, events } of broken(each)) {
          expect(events).toHaveLength(story.length - 1);
          let before: Holders = "nobody";
          let state = 0;
          for (const index of story.keys()) {
            const event = events[index - 1];
            if (event !== undefined) state = flip(state, faultIndex(event, 2));
            const step = story[index]?.holders.join();
            const next: Holders | undefined = situationIn(state).outcomes[before].settled.find(
              (holders) => namesOf(holders, each).join() === step,
            );
            before = next ?? expect.fail(`${step} is no outcome`);
          }
        }
      }),
      runs,
    );
  });

  it("no shorter story breaks the law", () => {
    /** The laws that states break which so many events lead to, or fewer. */
    const brokenWithin = (kind: VipKind, most: number): ReadonlySet<string> => {
      const { faults, situationIn } = electionsOf(kind);
      const laws = new Set<string>();
      const visit = (state: number, before: Holders, left: number): void => {
        const { outcomes, broken: breaks } = situationIn(state);
        for (const holders of outcomes[before].settled) {
          for (const law of breaks[holders]) laws.add(law);
          if (left > 0) for (const fault of faults.keys()) visit(flip(state, fault), holders, left - 1);
        }
      };
      visit(0, "nobody", most);
      return laws;
    };
    fc.assert(
      fc.property(any, (each) => {
        for (const { law, events } of broken(each)) {
          expect(events.length).toBeLessThanOrEqual(3);
          if (events.length > 0) expect(brokenWithin(kindOf(each), events.length - 1)).not.toContain(law);
        }
      }),
      runs,
    );
  });

  /** All that was explored, each state by its number: its way back to the start is long, and would be compared for every state anew. */
  const flat = ({ reached, transitions, broken: breaks }: Exploration): string => {
    const numbers = new Map<Reached | null, number>(reached.map((at, number) => [at, number]));
    const entry = ({ state, holders, event, before }: Reached) => [state, holders, event, numbers.get(before) ?? (before && "elsewhere")];
    return JSON.stringify([reached.map(entry), transitions, breaks.map(({ law, subject, at }) => [law, subject, entry(at)])]);
  };

  it("whatever is combined with whoever held it before, the events have led there too", () => {
    fc.assert(
      fc.property(any, (each) => {
        const elections = electionsOf(kindOf(each));
        const subject = { elections, faults: elections.faults.map((_, index) => index) };
        const [fromStart, fromAnywhere] = [
          explore([subject], elections.faults),
          explore([subject], elections.faults, everyStart(elections.faults)),
        ];
        expect(everyStart(elections.faults)).toHaveLength(128 * allHolders.length);
        expect(flat(fromAnywhere)).toBe(flat(fromStart));
      }),
      runs,
    );
  });
});
