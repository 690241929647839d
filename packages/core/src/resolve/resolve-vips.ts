import type { Path } from "../diagnostics/diagnostic.js";
import { canonicalAddress, type Family, familyOf, type IpAddress, subnetHolds } from "../model/address.js";
import type { AbsolutePath, InterfaceName } from "../model/primitives.js";
import { Port } from "../model/primitives.js";
import type { Vip } from "../model/vip.js";
import type { Placed } from "./parse.js";
import type { InstanceMember, Machine, MachineInterface, PlanListeners, PlanVip, VrrpInstance } from "./plan.js";
import { follow } from "./references.js";
import { type FailoverContext, resolveFailover } from "./resolve-failover.js";
import { asList } from "./resolve-machines.js";

type PairVip = Exclude<Vip, { heldBy: "metallb" }>;

interface VipContext extends FailoverContext {
  readonly machines: ReadonlyMap<string, Machine>;
  /** Whether there is an ingress controller for the listeners to forward to. */
  readonly hasIngress: boolean;
}

const familyLabel: Readonly<Record<Family, string>> = { ipv4: "IPv4", ipv6: "IPv6" };

/** The L2 segment of an address: the interface's own name for it, or its subnet. */
const segmentOf = (member: InstanceMember): string => member.interface.segment ?? member.address.subnet.text;

const subnetsOf = (machine: Machine): string =>
  machine.interfaces.flatMap((leg) => leg.addresses.map(({ subnet }) => `${subnet.text} on ${leg.name}`)).join(", ");

function memberOn(machine: Machine, leg: MachineInterface, address: IpAddress): InstanceMember | null {
  const own = leg.addresses.find(({ subnet }) => subnetHolds(subnet, address));
  return own === undefined ? null : { machine, interface: leg, address: own };
}

/** Where a VIP lives on a machine: the named interface, or the one whose subnet holds it. */
function findMember(context: VipContext, vip: Placed<PairVip>, machine: Machine, address: IpAddress, path: Path): InstanceMember | null {
  const name: InterfaceName | undefined = vip.value.interface;
  const legs = name === undefined ? machine.interfaces : machine.interfaces.filter((leg) => leg.name === name);
  if (name !== undefined && legs.length === 0) {
    follow(context, `interface of ${machine.name}`, new Map(machine.interfaces.map((leg) => [leg.name, leg])), name, [
      ...vip.path,
      "interface",
    ]);
    return null;
  }
  const members = legs.flatMap((leg) => memberOn(machine, leg, address) ?? []);
  const found = members[0];
  if (found !== undefined) return found;
  context.report({
    code: "vip-address-sane",
    message: `VIP ${address} is in no subnet of ${machine.name}${name === undefined ? "" : `'s interface ${name}`}`,
    path,
    related: [{ message: `${machine.name} has ${subnetsOf(machine)}`, path: [...(legs[0]?.path ?? machine.path), "address"] }],
    why: `the machines announce a VIP to the segment that it is on, and need an ${familyLabel[familyOf(address)]} address there for VRRP`,
    fix: `an address in ${subnetsOf(machine)}, or give ${machine.name} an address in the VIP's subnet`,
  });
  return null;
}

function resolveInstance(
  context: VipContext,
  vip: Placed<PairVip>,
  pair: { readonly primary: Machine; readonly backup: Machine },
  address: IpAddress,
  place: { readonly index: number; readonly dual: boolean },
): VrrpInstance | null {
  const path = place.dual ? [...vip.path, "address", place.index] : [...vip.path, "address"];
  const primary = findMember(context, vip, pair.primary, address, path);
  // An address that fits neither machine is one mistake.
  const backup = primary === null || pair.primary === pair.backup ? primary : findMember(context, vip, pair.backup, address, path);
  if (primary === null || backup === null) return null;
  const family = familyOf(address);
  const name = place.dual ? `${vip.value.name}-${family}` : vip.value.name;
  return {
    path: vip.path,
    name,
    family,
    address,
    virtualRouterId: vip.value.virtualRouterId,
    primary,
    backup,
    segment: segmentOf(primary),
  };
}

function resolveListeners(listeners: Vip["listeners"], hasIngress: boolean): PlanListeners {
  const certificate: AbsolutePath | undefined = listeners?.https?.certificate;
  return {
    http: { mode: listeners?.http?.mode ?? (hasIngress ? "forward" : "off"), port: listeners?.http?.port ?? Port.parse(80) },
    https: {
      mode: listeners?.https?.mode ?? (hasIngress ? "passthrough" : "off"),
      port: listeners?.https?.port ?? Port.parse(443),
      certificate: certificate ?? null,
    },
  };
}

/** Follows a VIP's references and finds its place on both machines; null where that fails, which is reported. */
export function resolveVip(context: VipContext, vip: Placed<PairVip>): PlanVip | null {
  const { value, path } = vip;
  const primary = follow(context, "load balancer", context.machines, value.primary, [...path, "primary"]);
  const backup = follow(context, "load balancer", context.machines, value.backup, [...path, "backup"]);
  const failover = resolveFailover(context, value.failover, path);
  if (primary === null || backup === null) return null;
  const addresses = asList(value.address).map(canonicalAddress);
  const dual = addresses.length > 1;
  const instances = addresses.map((address, index) => resolveInstance(context, vip, { primary, backup }, address, { index, dual }));
  const sound = instances.filter((instance) => instance !== null);
  if (sound.length < instances.length) return null;
  return {
    path,
    name: value.name,
    addresses,
    virtualRouterId: value.virtualRouterId,
    reservedRouterIds: value.reservedRouterIds ?? [],
    primary,
    backup,
    instances: sound,
    failover,
    listeners: resolveListeners(value.listeners, context.hasIngress),
  };
}
