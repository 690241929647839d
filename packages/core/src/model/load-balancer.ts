import { z } from "zod";
import { InterfaceAddress } from "./address.js";
import { DnsLabel, InterfaceName, SegmentName } from "./primitives.js";

/** One interface address, or one per family. */
const InterfaceAddresses = z
  .union([InterfaceAddress, z.array(InterfaceAddress).min(1).max(2)])
  .meta({ description: "one address with its prefix length, or a list of one per family", examples: ["192.168.103.11/24"] });

const NetworkInterface = z
  .strictObject({
    name: InterfaceName,
    address: InterfaceAddresses,
    segment: SegmentName.optional(),
  })
  .meta({ description: "one leg of a machine" });

const named = { name: DnsLabel.meta({ description: "the machine's name, and its folder below DIR", examples: ["hapxy1"] }) };

/** A machine that runs HAProxy and keepalived: with one leg, or with several. */
export const LoadBalancer = z
  .union([
    z.strictObject({ ...named, address: InterfaceAddresses, interface: InterfaceName, segment: SegmentName.optional() }),
    z.strictObject({ ...named, interfaces: z.array(NetworkInterface).min(1) }),
  ])
  .meta({ description: "a machine that runs HAProxy and keepalived" });
export type LoadBalancer = z.infer<typeof LoadBalancer>;
