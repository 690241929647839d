import type { Path } from "../diagnostics/diagnostic.js";
import type { ResolvedPreempt, TimerOverrides } from "../failover/overrides.js";
import { deriveTimers, type TimerWish } from "../failover/solve.js";
import type { Failover } from "../model/failover.js";
import { type Duration, millisecondsOf } from "../model/primitives.js";
import type { Version } from "../model/version.js";
import type { PlanFailover } from "./plan.js";
import type { Context } from "./references.js";
import { resolveSecret, type Secrets } from "./secrets.js";

const defaultMax = 500;
const defaultMaxHung = 4000;

const optionalMilliseconds = (duration: Duration | undefined): number | null => (duration === undefined ? null : millisecondsOf(duration));

function resolvePreempt(preempt: Failover["preempt"]): ResolvedPreempt {
  if (preempt === undefined || preempt === true) return { kind: "always" };
  return preempt === false ? { kind: "never" } : { kind: "delayed", delay: millisecondsOf(preempt.delay) };
}

function resolveOverrides(timers: Failover["timers"]): TimerOverrides {
  return {
    advertisementInterval: optionalMilliseconds(timers?.advertisementInterval),
    primaryPriority: timers?.priorities?.primary ?? null,
    backupPriority: timers?.priorities?.backup ?? null,
    weight: timers?.weight ?? null,
    checkInterval: optionalMilliseconds(timers?.check?.interval),
    checkTimeout: optionalMilliseconds(timers?.check?.timeout),
    checkFall: timers?.check?.fall ?? null,
    checkRise: timers?.check?.rise ?? null,
  };
}

export interface FailoverContext extends Context {
  readonly secrets: Secrets;
  /** The target's version. */
  readonly keepalived: Version;
}

/** Applies the defaults of `failover` and derives its timers. */
export function resolveFailover(context: FailoverContext, failover: Failover | undefined, vipPath: Path): PlanFailover {
  const { secrets, keepalived } = context;
  const path = [...vipPath, "failover"];
  const max = optionalMilliseconds(failover?.max) ?? defaultMax;
  const preempt = resolvePreempt(failover?.preempt);
  const whenAllUnhealthy = failover?.whenAllUnhealthy ?? "keep";
  const password =
    failover?.auth === undefined ? null : resolveSecret(context, secrets, failover.auth.password, [...path, "auth", "password"]);
  const wish: TimerWish = {
    max,
    maxHung: optionalMilliseconds(failover?.maxHung),
    preempt,
    whenAllUnhealthy,
    authenticated: password !== null,
    keepalived,
    overrides: resolveOverrides(failover?.timers),
  };
  return {
    path,
    max,
    maxIsSet: failover?.max !== undefined,
    maxHung: wish.maxHung ?? defaultMaxHung,
    maxHungIsSet: wish.maxHung !== null,
    preempt,
    whenAllUnhealthy,
    password,
    notify: failover?.notify ?? null,
    wish,
    timers: deriveTimers(wish),
  };
}
