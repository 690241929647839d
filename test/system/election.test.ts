import { type Fault, type ProvedVip, replay } from "edgewright";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Lab, openLab, remains } from "./lab/lab.js";
import { createNetwork } from "./lab/namespaces.js";
import { type ElectionPair, openElectionPair, type PairSpec, type Role } from "./support/election-pair.js";

const P: readonly Role[] = ["primary"];
const B: readonly Role[] = ["backup"];
const BOTH: readonly Role[] = ["primary", "backup"];
const NOBODY: readonly Role[] = [];

/** Events: each lets a fault come, and the next time go. */
const primaryFails: Fault = { kind: "tracker", machine: 0, tracker: 0 };
const backupFails: Fault = { kind: "tracker", machine: 1, tracker: 0 };
const primaryFailsToo: Fault = { kind: "tracker", machine: 0, tracker: 1 };
const primaryStops: Fault = { kind: "machine", machine: 0 };
const backupStops: Fault = { kind: "machine", machine: 1 };
const link: Fault = { kind: "link", link: 0 };

interface Case {
  readonly title: string;
  readonly priorities: readonly [primary: number, backup: number];
  readonly weight: number;
  readonly noPreempt?: boolean;
  readonly primaryAddressIsHigher?: boolean;
  readonly trackers?: number;
  readonly lines?: PairSpec["lines"];
  /** Each event, and who holds the VIP when it has come to rest. At first the primary does. */
  readonly story: readonly (readonly [event: Fault, holders: readonly Role[]])[];
}

/** Pairs that work and pairs that do not: neither `keepalived -t` nor the daemons say a word about the second kind. */
const CASES: readonly Case[] = [
  {
    title: "a weight above the gap moves the VIP and returns it; when both fail, one holds it",
    priorities: [254, 253],
    weight: -100,
    story: [
      [primaryFails, B],
      [backupFails, P],
      [primaryFails, P],
      [backupFails, P],
    ],
  },
  {
    title: "when both fail, it is where there is less to lose; back with the backup alone",
    priorities: [254, 253],
    weight: -100,
    story: [
      [backupFails, P],
      [primaryFails, P],
      [backupFails, B],
      [primaryFails, P],
    ],
  },
  {
    title: "a weight below the gap never fails over",
    priorities: [103, 100],
    weight: -2,
    story: [
      [primaryFails, P],
      [backupFails, P],
      [primaryFails, P],
    ],
  },
  { title: "nor does one that equals it", priorities: [103, 100], weight: -3, story: [[primaryFails, P]] },
  {
    title: "a positive weight above the gap",
    priorities: [100, 90],
    weight: 20,
    story: [
      [primaryFails, B],
      [primaryFails, P],
    ],
  },
  { title: "a positive weight below the gap", priorities: [100, 90], weight: 5, story: [[primaryFails, P]] },
  {
    title: "nopreempt switches the weights off: a failing primary keeps the VIP",
    priorities: [254, 253],
    weight: -100,
    noPreempt: true,
    story: [
      [primaryFails, P],
      [primaryFails, P],
      [primaryStops, B],
      [primaryStops, B],
    ],
  },
  {
    title: "weight 0 is a fault: the VIP moves, and is dropped when both fail",
    priorities: [254, 253],
    weight: 0,
    story: [
      [primaryFails, B],
      [backupFails, NOBODY],
      [primaryFails, P],
      [backupFails, P],
    ],
  },
  {
    title: "weight 0 and nopreempt: the VIP stays where it is well",
    priorities: [254, 253],
    weight: 0,
    noPreempt: true,
    story: [
      [primaryFails, B],
      [primaryFails, B],
      [backupFails, P],
    ],
  },
  {
    title: "equal priorities and weights: the VIP stays, and of two that meet the higher address keeps it",
    priorities: [254, 254],
    weight: -100,
    story: [
      [primaryFails, B],
      [primaryFails, B],
      [backupFails, P],
      [backupFails, P],
      [link, BOTH],
      [link, B],
    ],
  },
  {
    title: "equal priorities, the primary at the higher address",
    priorities: [254, 254],
    weight: -100,
    primaryAddressIsHigher: true,
    story: [
      [link, BOTH],
      [link, P],
    ],
  },
  {
    title: "a cut link makes two holders, and healed it leaves the higher priority",
    priorities: [254, 253],
    weight: -100,
    story: [
      [link, BOTH],
      [link, P],
      [primaryFails, B],
      [link, BOTH],
      [link, B],
    ],
  },
  {
    title: "machines that stop and start",
    priorities: [254, 253],
    weight: 0,
    story: [
      [primaryStops, B],
      [backupStops, NOBODY],
      [backupStops, B],
      [primaryStops, P],
    ],
  },
  {
    title: "two trackers: who has more to lose loses",
    priorities: [254, 253],
    weight: -100,
    trackers: 2,
    story: [
      [primaryFails, B],
      [primaryFailsToo, B],
      [backupFails, B],
      [primaryFails, P],
    ],
  },
  {
    title: "a weight that is cut off at 1 makes both equal: the VIP stays with the last that failed",
    priorities: [120, 110],
    weight: -200,
    story: [
      [primaryFails, B],
      [backupFails, B],
      [primaryFails, P],
    ],
  },
  { title: "priority 255 is the owner's, whom no weight touches", priorities: [255, 253], weight: -100, story: [[primaryFails, P]] },
];

/** What the prover does not know, since it leaves time to the budget: at least and at most how long each event of the story takes, in milliseconds. */
interface DelayedCase extends Case {
  readonly took: readonly (readonly [least: number, most: number])[];
}

const DELAYED: readonly DelayedCase[] = [
  {
    title: "a preemption delay on the primary delays the return alone",
    priorities: [254, 253],
    weight: -100,
    lines: [["preempt_delay 5"], []],
    story: [
      [primaryFails, B],
      [primaryFails, P],
    ],
    took: [
      [0, 4000],
      [4500, 10_000],
    ],
  },
  {
    title: "a preemption delay on the backup delays failover",
    priorities: [254, 253],
    weight: -100,
    lines: [[], ["preempt_delay 5"]],
    story: [
      [primaryFails, B],
      [primaryFails, P],
    ],
    took: [
      [4500, 10_000],
      [0, 4000],
    ],
  },
];

const vipOf = ({ priorities, weight, noPreempt = false, primaryAddressIsHigher = false, trackers = 1 }: Case): ProvedVip => ({
  vip: "vip",
  name: "vip",
  primary: "primary",
  backup: "backup",
  primaryAddressIsHigher,
  link: "ens160",
  timers: { primaryPriority: priorities[0], backupPriority: priorities[1], trackerWeight: weight, noPreempt },
  preempt: noPreempt ? { kind: "never" } : { kind: "always" },
  whenAllUnhealthy: weight === 0 ? "release" : "keep",
  trackers: Array.from({ length: trackers }, (_, tracker) => `tracker${tracker}`),
});

interface Seen {
  /** At first, and after each event. */
  readonly holders: readonly (readonly Role[])[];
  /** From each event's being noticed until the VIP was where the story says, in milliseconds. */
  readonly took: readonly number[];
}

const follow = async (pair: ElectionPair, story: Case["story"]): Promise<Seen> => {
  const holders = [await pair.settled(P)];
  const took: number[] = [];
  for (const [event, expected] of story) {
    await pair.happen(event);
    const noticed = performance.now();
    holders.push(await pair.settled(expected));
    took.push(performance.now() - noticed);
  }
  return { holders, took };
};

let lab: Lab;
const stories = new Map<Case, Promise<Seen>>();
const seenOf = async (one: Case): Promise<Seen> => (await stories.get(one)) ?? expect.fail("its pair did not start");

/** All stories at once: each pair is on a segment of its own, and a story is mostly waiting. */
beforeAll(async () => {
  lab = openLab();
  const network = createNetwork(lab);
  for (const [index, one] of [...CASES, ...DELAYED].entries()) {
    const pair = await openElectionPair(lab, network, { name: `pair${index}`, vip: vipOf(one), lines: one.lines ?? [[], []] });
    await pair.start();
    const told = follow(pair, one.story);
    // It is awaited by its own test, which may be later.
    told.catch(() => undefined);
    stories.set(one, told);
  }
});
beforeEach(({ onTestFailed }) => onTestFailed(() => void process.stderr.write(`${lab.logs()}\n`)));
afterAll(() => {
  lab.remove();
  expect(remains(lab.id)).toEqual([]);
});

const events = ({ story }: Case): readonly Fault[] => story.map(([event]) => event);
const holdersOf = ({ story }: Case): readonly (readonly Role[])[] => [P, ...story.map(([, holders]) => holders)];

describe("the real daemons, the prover and the reader agree", () => {
  it.each(CASES)("$title", async (one) => {
    const { holders } = await seenOf(one);
    expect(holders).toEqual(holdersOf(one));
    expect(holders).toEqual(replay(vipOf(one), events(one)));
  });

  it.each(DELAYED)("$title", async (one) => {
    const { holders, took } = await seenOf(one);
    expect(holders).toEqual(holdersOf(one));
    expect(holders).toEqual(replay(vipOf(one), events(one)));
    for (const [index, [least, most]] of one.took.entries()) {
      expect(took[index]).toBeGreaterThanOrEqual(least);
      expect(took[index]).toBeLessThanOrEqual(most);
    }
  });
});
