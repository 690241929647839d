import type { EdgeInput } from "@edgewright/core";
import * as fc from "fast-check";
import type { Settings } from "./options.js";
import { durationText, fewOf, someOf } from "./values.js";

type PairVip = Extract<NonNullable<EdgeInput["vips"]>[number], { virtualRouterId: number }>;
export type FailoverInput = NonNullable<PairVip["failover"]>;
type TimersInput = NonNullable<FailoverInput["timers"]>;
type CheckInput = NonNullable<TimersInput["check"]>;

const checkSeed = someOf<{ interval: number; timeout: number; fall: number; rise: number }>({
  interval: fc.nat({ max: 40 }),
  timeout: fc.nat({ max: 100 }),
  fall: fc.integer({ min: 1, max: 5 }),
  rise: fc.integer({ min: 1, max: 9 }),
});
type CheckSeed = typeof checkSeed extends fc.Arbitrary<infer T> ? T : never;

const timersSeed = someOf<{
  interval: number;
  priorities: { gap: number; height: number };
  weight: { size: number; positive: boolean };
  check: CheckSeed;
}>({
  interval: fc.nat({ max: 97 }),
  priorities: fc.record({ gap: fc.integer({ min: 1, max: 20 }), height: fc.nat({ max: 252 }) }),
  weight: fc.record({ size: fc.nat({ max: 60 }), positive: fc.boolean() }),
  check: checkSeed,
});

export const failoverSeed = ({ notifyScripts }: Settings) =>
  fewOf<{
    max: number;
    maxHung: number;
    preempt: boolean | { delay: string };
    whenAllUnhealthy: "keep" | "release";
    auth: "env" | "file";
    notify: string;
    timers: typeof timersSeed extends fc.Arbitrary<infer T> ? T : never;
  }>({
    max: fc.nat({ max: 400 }),
    maxHung: fc.nat({ max: 50 }),
    preempt: fc.oneof(
      fc.boolean(),
      fc.integer({ min: 1, max: 1000 }).map((seconds) => ({ delay: `${seconds}s` })),
      fc.integer({ min: 1, max: 9999 }).map((ms) => ({ delay: `${ms}ms` })),
    ),
    whenAllUnhealthy: fc.constantFrom("keep", "release"),
    auth: fc.constantFrom("env", "file"),
    notify: fc.constantFrom(...notifyScripts),
    timers: timersSeed,
  });
export type FailoverSeed = ReturnType<typeof failoverSeed> extends fc.Arbitrary<infer T> ? T : never;

interface Priorities {
  readonly primary: number;
  readonly backup: number;
}

interface Weighing {
  readonly priorities?: Priorities;
  readonly weight?: number;
}

/** A number within a range, from any number. */
const within = (seed: number, min: number, max: number): number => min + (seed % (max - min + 1));

/** Priorities and a weight that fit each other and what the VIP asks: rules priorities-differ and weight-exceeds-gap. */
function weigh(seed: FailoverSeed, keep: boolean): Weighing {
  const { priorities, weight } = seed.timers ?? {};
  const gap = keep && seed.preempt === false ? 0 : (priorities?.gap ?? 1);
  if (!keep) {
    const backup = within(priorities?.height ?? 0, 1, 254 - gap);
    return {
      ...(priorities === undefined ? {} : { priorities: { primary: backup + gap, backup } }),
      ...(weight === undefined ? {} : { weight: 0 }),
    };
  }
  if (priorities === undefined) return weight === undefined ? {} : { weight: -within(weight.size, 2, 126) };
  // Without a weight of its own the VIP has the default one, -100, and both trackers together must leave at least 1.
  const size = weight === undefined ? 100 : gap + 1 + weight.size;
  const positive = weight?.positive === true;
  const backup = positive ? within(priorities.height, 1, 254 - 2 * size - gap) : within(priorities.height, 2 * size + 1, 254 - gap);
  return { priorities: { primary: backup + gap, backup }, ...(weight === undefined ? {} : { weight: positive ? size : -size }) };
}

/** A check whose timeout is below its interval; before keepalived 2.3 the interval is whole seconds. */
function assembleCheck(seed: CheckSeed, fractions: boolean): CheckInput {
  const interval = seed.interval === undefined ? 1000 : fractions ? 100 + 50 * seed.interval : 1000 * within(seed.interval, 1, 4);
  const needsTimeout = interval <= 800 || seed.timeout !== undefined;
  const timeout = Math.max(10, Math.floor((interval * within(seed.timeout ?? 50, 1, 99)) / 1000) * 10);
  return {
    ...(seed.interval === undefined ? {} : { interval: durationText(interval) }),
    ...(needsTimeout ? { timeout: durationText(timeout) } : {}),
    ...(seed.fall === undefined ? {} : { fall: seed.fall }),
    ...(seed.rise === undefined ? {} : { rise: seed.rise }),
  };
}

/** The longest that failover may take, the allowance of 100 ms included: three advertisements and a whole interval of skew cover any priority. */
const longestElection = (interval: number): number => 4 * interval + 100;

const millisecondsIn = (text: string | undefined, otherwise: number): number =>
  text === undefined ? otherwise : text.endsWith("ms") ? Number(text.slice(0, -2)) : Number(text.slice(0, -1)) * 1000;

interface Bounds {
  readonly max?: string;
  readonly maxHung?: string;
}

interface PromiseContext {
  readonly authenticated: boolean;
  readonly fractions: boolean;
}

/** Promises that the timers keep: rule failover-within-budget. */
function promise(seed: FailoverSeed, weighing: Weighing, check: CheckInput, interval: number | null, context: PromiseContext): Bounds {
  const { authenticated, fractions } = context;
  const slack = 10 * (seed.max ?? 0);
  // Without an interval of its own VRRPv3 gets one from `max`; 200 ms is the least at the default priorities, 220 ms at any.
  const derived = (weighing.priorities === undefined ? 200 : 220) + slack;
  const given = interval ?? (authenticated ? 1000 : null);
  const max = given === null ? derived : longestElection(given) + slack;
  const mayOmit = authenticated || given === null || longestElection(given) <= 500;
  const saysMax = seed.max !== undefined || !mayOmit;
  const fall = check.fall ?? 2;
  const usual = fall * millisecondsIn(check.interval, 1000) + millisecondsIn(check.timeout, 800) + Math.max(500, max);
  // A check that is not set by hand is derived from maxHung, down to each 250 ms where fractions are known, with a timeout of 200 ms.
  const isDerived = check.interval === undefined && check.timeout === undefined;
  const fastest = isDerived ? fall * (fractions ? 250 : 1000) + 200 + Math.max(500, max) : usual;
  const saysHung = seed.maxHung !== undefined || usual > 4000;
  return {
    ...(saysMax ? { max: durationText(max) } : {}),
    ...(saysHung ? { maxHung: durationText(seed.maxHung === undefined ? usual : fastest + 100 * seed.maxHung) } : {}),
  };
}

/** The name of a VIP's secret: a variable, or a file. */
const secretOf = (kind: "env" | "file", index: number): { env: string } | { file: string } =>
  kind === "env" ? { env: `VRRP_${index}` } : { file: `/run/secrets/vrrp-${index}` };

export interface FailoverContext {
  readonly index: number;
  /** VRRPv2, which has authentication, has no IPv6. */
  readonly mayAuthenticate: boolean;
  /** Whether keepalived can check more often than each second. */
  readonly fractions: boolean;
}

/** A `failover` without errors; the empty one where nothing is asked. */
export function assembleFailover(seed: FailoverSeed, { index, mayAuthenticate, fractions }: FailoverContext): FailoverInput {
  const keep = seed.whenAllUnhealthy !== "release";
  const auth = mayAuthenticate ? seed.auth : undefined;
  const weighing = weigh(seed, keep);
  const check = assembleCheck(seed.timers?.check ?? {}, fractions);
  const step = seed.timers?.interval;
  const interval = step === undefined ? null : auth === undefined ? 30 + 10 * step : 1000 * within(step, 1, 3);
  const timers: TimersInput = {
    ...(interval === null ? {} : { advertisementInterval: durationText(interval) }),
    ...weighing,
    ...(seed.timers?.check === undefined ? {} : { check }),
  };
  return {
    ...promise(seed, weighing, check, interval, { authenticated: auth !== undefined, fractions }),
    ...(seed.preempt === undefined ? {} : { preempt: seed.preempt }),
    ...(seed.whenAllUnhealthy === undefined ? {} : { whenAllUnhealthy: seed.whenAllUnhealthy }),
    ...(auth === undefined ? {} : { auth: { password: secretOf(auth, index) } }),
    ...(seed.notify === undefined ? {} : { notify: seed.notify }),
    ...(seed.timers === undefined ? {} : { timers }),
  };
}
