import { failoverBudget } from "../failover/budget.js";
import { type IpAddress, subnetHolds } from "../model/address.js";
import { formatDuration } from "../model/primitives.js";
import type { InstanceMember, Machine, Plan, PlanVip, VrrpInstance } from "../resolve/plan.js";
import { instanceMark } from "./marks.js";
import type { Step } from "./way.js";

/** Who answers for a VIP, and the step that says so. */
export interface Held {
  readonly member: InstanceMember | null;
  readonly step: Step;
}

type HolderStep = Extract<Step, { kind: "holder" | "end" }>;

/** The longest that the other machine takes when this one is lost without a goodbye. Milliseconds. */
const lossBudget = (vip: PlanVip): number | null =>
  failoverBudget(vip.failover.timers).find(({ failure }) => failure === "machine-lost")?.total ?? null;

function whenWell(vip: PlanVip, instance: VrrpInstance): HolderStep {
  const { name } = instance.primary.machine;
  const other = instance.backup.machine.name;
  const within = lossBudget(vip);
  const { preempt, timers } = vip.failover;
  const stays = preempt.kind === "never";
  const back = preempt.kind === "delayed" ? `, and takes it back ${formatDuration(preempt.delay)} after it is well again` : "";
  return {
    kind: "holder",
    text: stays
      ? `${name} holds it, or ${other} if that took it last: preempt is false, so it stays where it is`
      : `${name} holds it: the primary, while it is well${back}`,
    details: [`${other} takes over within ${within} ms when ${name} is lost; edgewright prove has the other failures`],
    path: [...vip.path, "primary"],
    mark: instanceMark(instance.primary.machine, instance, `priority ${timers.primaryPriority}`),
    machine: name,
    within,
  };
}

function whenBackup(vip: PlanVip, instance: VrrpInstance): HolderStep {
  const { machine } = instance.backup;
  const within = lossBudget(vip);
  return {
    kind: "holder",
    text: `${machine.name} holds it: ${instance.primary.machine.name} is down`,
    details: [`it answers within ${within} ms of the loss; connections through ${instance.primary.machine.name} are cut`],
    path: [...vip.path, "backup"],
    mark: instanceMark(machine, instance, `priority ${vip.failover.timers.backupPriority}`),
    machine: machine.name,
    within,
  };
}

function whenLone(vip: PlanVip, instance: VrrpInstance): HolderStep {
  const { machine } = instance.primary;
  return {
    kind: "holder",
    text: `${machine.name} holds it: ${instance.backup.machine.name} is down, so nobody takes over when ${machine.name} fails too`,
    details: [],
    path: [...vip.path, "primary"],
    mark: instanceMark(machine, instance, `priority ${vip.failover.timers.primaryPriority}`),
    machine: machine.name,
    within: null,
  };
}

function whenGone(vip: PlanVip): HolderStep {
  return {
    kind: "end",
    text: `nobody holds it: ${vip.primary.name} and ${vip.backup.name} are both down`,
    details: ["connections time out: no machine answers ARP for the address, or neighbour discovery"],
    path: vip.path,
    mark: null,
    answer: "nobody holds the address",
  };
}

/** `raw.keepalived` may change anything that the step says. */
function rawNotes({ raw }: Plan, vip: PlanVip): readonly string[] {
  const { global, instances } = raw.keepalived;
  const where = [
    ...(instances.some(({ name, lines }) => name === vip.name && lines.length > 0) ? [`VIP ${vip.name}`] : []),
    ...(global.length > 0 ? ["all VIPs"] : []),
  ];
  return where.length === 0
    ? []
    : [
        `raw.keepalived adds lines for ${where.join(" and ")}, of which this knows nothing: who holds it, and how soon, is by the timers without them`,
      ];
}

/** Who holds one address of a VIP when the machines of `down` are gone. */
export function holderOf(plan: Plan, vip: PlanVip, instance: VrrpInstance, down: ReadonlySet<string>): Held {
  const gone = ({ machine }: InstanceMember): boolean => down.has(machine.name);
  if (gone(instance.primary) && gone(instance.backup)) return { member: null, step: whenGone(vip) };
  const backupHolds = gone(instance.primary);
  const step = backupHolds ? whenBackup(vip, instance) : gone(instance.backup) ? whenLone(vip, instance) : whenWell(vip, instance);
  return {
    member: backupHolds ? instance.backup : instance.primary,
    step: { ...step, details: [...step.details, ...rawNotes(plan, vip)] },
  };
}

/** The machine's own address towards a node: of the subnet that they share, else null, as its routes decide. */
export function sourceAddress(machine: Machine, towards: IpAddress): IpAddress | null {
  const own = machine.interfaces.flatMap((leg) => leg.addresses);
  return own.find(({ subnet }) => subnetHolds(subnet, towards))?.address ?? null;
}
