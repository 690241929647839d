import { z } from "zod";
import { Failover } from "./failover.js";
import { Addresses } from "./node.js";
import { AbsolutePath, DnsLabel, InterfaceName, Port, VirtualRouterId } from "./primitives.js";

const HttpListener = z
  .strictObject({
    port: Port.optional().meta({ default: 80 }),
    mode: z
      .enum(["forward", "redirect", "off"])
      .optional()
      .meta({ default: "forward", examples: ["redirect"], description: "`forward` to the controller, `redirect` to HTTPS, or `off`" }),
  })
  .meta({ description: "the plain HTTP listener" });

const HttpsListener = z
  .strictObject({
    port: Port.optional().meta({ default: 443 }),
    mode: z
      .enum(["passthrough", "terminate", "off"])
      .optional()
      .meta({
        default: "passthrough",
        examples: ["terminate"],
        description: "`passthrough` leaves TLS to the controller, `terminate` ends it at HAProxy, or `off`",
      }),
    certificate: AbsolutePath.optional().meta({ description: "for `terminate`: a PEM file with certificate and key, or a folder of them" }),
  })
  .meta({ description: "the HTTPS listener" });

const Listeners = z
  .strictObject({ http: HttpListener.optional(), https: HttpsListener.optional() })
  .meta({ description: "what the VIP answers on, beside the streams" });

const shared = {
  name: DnsLabel.meta({ description: "the VIP's name", examples: ["public"] }),
  address: Addresses.meta({ description: "the virtual IP, or one per family (dual stack)", examples: ["192.168.103.10"] }),
  listeners: Listeners.optional(),
};

/** A virtual IP that keepalived holds on one machine of a pair. */
const PairVip = z.strictObject({
  ...shared,
  heldBy: z.literal("keepalived").optional().meta({ default: "keepalived", description: "who holds the address" }),
  interface: InterfaceName.optional().meta({
    description: "the interface that holds the VIP; the default is the one whose subnet it is in",
  }),
  virtualRouterId: VirtualRouterId,
  primary: DnsLabel.meta({ description: "the load balancer that holds the VIP when all is well", examples: ["hapxy1"] }),
  backup: DnsLabel.meta({ description: "the load balancer that takes over", examples: ["hapxy2"] }),
  failover: Failover.optional(),
  reservedRouterIds: z
    .array(VirtualRouterId)
    .optional()
    .meta({ description: "router IDs that neighbours use on this segment", examples: [[52, 53]] }),
});

/** A virtual IP that MetalLB announces from the cluster's nodes: there is no router ID and no pair. */
const MetallbVip = z.strictObject({ ...shared, heldBy: z.literal("metallb").meta({ description: "MetalLB holds the address" }) });

export const Vip = z.union([PairVip, MetallbVip]).meta({ description: "a virtual IP" });
export type Vip = z.infer<typeof Vip>;
