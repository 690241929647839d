import { z } from "zod";
import { IpAddress } from "./address.js";
import { DnsSubdomain, Labels, NodeWeight } from "./primitives.js";

/** One address, or one per family. */
export const Addresses = z.union([IpAddress, z.array(IpAddress).min(1).max(2)]).meta({
  description: "one address, or a list of one per family (dual stack)",
  examples: ["192.168.103.21", ["192.0.2.21", "2001:db8::21"]],
});

/** A node of the cluster: HAProxy sends connections to its node ports. */
export const ClusterNode = z
  .strictObject({
    name: DnsSubdomain,
    address: Addresses,
    weight: NodeWeight.optional().meta({ default: 1 }),
    state: z
      .enum(["active", "drain", "disabled"])
      .optional()
      .meta({
        default: "active",
        examples: ["drain"],
        description: "`drain` gets no new connections and keeps the old ones; `disabled` gets none and is not checked",
      }),
    labels: Labels.optional(),
  })
  .meta({ description: "a node of the cluster" });
export type ClusterNode = z.infer<typeof ClusterNode>;
