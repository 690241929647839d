import { conventions, type FailoverTimers, type Machine, type Plan, type PlanVip, type VrrpInstance, vipsOf } from "@edgewright/core";
import { type KeepalivedWord, plainWord, quoteCommand, quotePath, quoteSeconds, rawLine, secretWord } from "../quote.js";
import { keepalivedHas } from "../versions.js";
import type { InstanceView, KeepalivedView, ScriptView } from "../view.js";

const hostPrefix = { ipv4: 32, ipv6: 128 } as const;

const checkKey = (timers: FailoverTimers): string =>
  [timers.checkInterval, timers.checkTimeout, timers.checkFall, timers.checkRise].join(" ");

/** One script for each set of check timers; VIPs that share their timers share it. */
function scriptNames(vips: readonly PlanVip[]): ReadonlyMap<string, string> {
  const keys = [...new Set(vips.map((vip) => checkKey(vip.failover.timers)))];
  return new Map(keys.map((key, index) => [key, index === 0 ? "haproxy_answers" : `haproxy_answers_${index + 1}`]));
}

/** A check's interval in the digits that the target reads: rule script-fits-interval has refused the others. */
function checkInterval({ targets }: Plan, { checkInterval: milliseconds }: FailoverTimers): KeepalivedWord {
  if (milliseconds % 1000 !== 0 && !keepalivedHas(targets.keepalived, "fractionalChecks"))
    throw new Error("an interval that this keepalived cannot read reached keepalived.conf");
  return quoteSeconds(milliseconds);
}

function lowerScripts(plan: Plan, vips: readonly PlanVip[], names: ReadonlyMap<string, string>): ScriptView[] {
  return [...names].flatMap(([key, name]) => {
    const timers = vips.find((vip) => checkKey(vip.failover.timers) === key)?.failover.timers;
    if (timers === undefined) return [];
    const command = quoteCommand(conventions.checkScript, quoteSeconds(timers.checkTimeout));
    return [{ name: plainWord(name), command, interval: checkInterval(plan, timers), fall: timers.checkFall, rise: timers.checkRise }];
  });
}

function lowerInstance(plan: Plan, machine: Machine, vip: PlanVip, instance: VrrpInstance, script: string): InstanceView {
  const isPrimary = vip.primary === machine;
  const [own, other] = isPrimary ? [instance.primary, instance.backup] : [instance.backup, instance.primary];
  const { timers, password, notify } = vip.failover;
  return {
    name: plainWord(instance.name),
    role: isPrimary ? "primary" : "backup",
    peer: plainWord(other.machine.name),
    interface: plainWord(own.interface.name),
    virtualRouterId: instance.virtualRouterId,
    version: timers.vrrpVersion,
    priority: isPrimary ? timers.primaryPriority : timers.backupPriority,
    advertisementInterval: quoteSeconds(timers.advertisementInterval),
    sourceAddress: plainWord(own.address.address),
    peerAddress: plainWord(other.address.address),
    checksTtl: instance.family === "ipv4",
    address: plainWord(`${instance.address}/${hostPrefix[instance.family]}`),
    noPreempt: timers.noPreempt,
    preemptDelay: isPrimary && timers.preemptDelay !== null ? quoteSeconds(timers.preemptDelay) : null,
    password: password === null ? null : secretWord(password),
    notify: notify === null ? null : quotePath(notify),
    script: plainWord(script),
    trackerWeight: timers.trackerWeight === 0 ? null : timers.trackerWeight,
    raw: (plan.raw.keepalived.instances.find((section) => section.name === vip.name)?.lines ?? []).map(rawLine),
  };
}

/** Everything that keepalived.conf of one machine says: an instance for each address of each VIP that it may hold. */
export function lower(plan: Plan, machine: Machine): KeepalivedView {
  const vips = vipsOf(plan, machine);
  const names = scriptNames(vips);
  return {
    edge: plainWord(plan.name),
    machine: plainWord(machine.name),
    scriptUser: plainWord(conventions.checkUser),
    scripts: lowerScripts(plan, vips, names),
    instances: vips.flatMap((vip) => {
      const script = names.get(checkKey(vip.failover.timers)) ?? "";
      return vip.instances.map((instance) => lowerInstance(plan, machine, vip, instance, script));
    }),
    rawGlobal: plan.raw.keepalived.global.map(rawLine),
  };
}
