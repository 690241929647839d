import type { Path } from "../diagnostics/diagnostic.js";
import { familyOf, type InterfaceAddress, splitInterfaceAddress } from "../model/address.js";
import type { LoadBalancer } from "../model/load-balancer.js";
import type { InterfaceName, SegmentName } from "../model/primitives.js";
import type { Placed } from "./parse.js";
import type { Machine, MachineAddress, MachineInterface } from "./plan.js";

/** One value or a list of them, as a list. */
export const asList = <T extends string>(value: T | readonly T[]): readonly T[] => (typeof value === "string" ? [value] : value);

function machineAddress(text: InterfaceAddress): MachineAddress {
  const { address, subnet } = splitInterfaceAddress(text);
  return { address, family: familyOf(address), subnet };
}

function networkInterface(
  name: InterfaceName,
  address: InterfaceAddress | readonly InterfaceAddress[],
  segment: SegmentName | undefined,
  path: Path,
  nameField: "name" | "interface",
): MachineInterface {
  return { path, name, namePath: [...path, nameField], addresses: asList(address).map(machineAddress), segment: segment ?? null };
}

export function resolveMachine({ value, path }: Placed<LoadBalancer>): Machine {
  if (!("interfaces" in value))
    return { path, name: value.name, interfaces: [networkInterface(value.interface, value.address, value.segment, path, "interface")] };
  const interfaces = value.interfaces.map((each, index) =>
    networkInterface(each.name, each.address, each.segment, [...path, "interfaces", index], "name"),
  );
  return { path, name: value.name, interfaces };
}
