import { z } from "zod";
import { DnsLabel, DnsSubdomain, NodeSelector, Port } from "./primitives.js";

export const controllers = ["ingress-nginx", "haproxy-ingress", "haproxy", "traefik", "nginx", "gateway-api"] as const;
export type Controller = (typeof controllers)[number];

/** The ingress controller, which routes by host and path behind the load balancers. */
export const Ingress = z
  .strictObject({
    controller: z.enum(controllers).meta({
      description: "the ingress controller that runs in the cluster; this version renders for ingress-nginx only",
      examples: ["ingress-nginx"],
    }),
    className: DnsSubdomain.optional().meta({
      description: "the IngressClass; the default is the controller's usual one",
      examples: ["nginx"],
    }),
    namespace: DnsLabel.optional().meta({
      description: "the controller's namespace; the default is its usual one",
      examples: ["ingress-nginx"],
    }),
    nodePorts: z
      .strictObject({
        http: Port.meta({ description: "the node port of the controller's HTTP port", examples: [32729] }),
        https: Port.meta({ description: "the node port of the controller's HTTPS port", examples: [32366] }),
        health: Port.optional().meta({
          description: "the node port of the controller's health endpoint; checks then ask it over HTTP",
          examples: [32254],
        }),
      })
      .meta({ description: "the ports that the controller's Service opens on every node" }),
    externalTrafficPolicy: z
      .enum(["Cluster", "Local"])
      .optional()
      .meta({
        default: "Cluster",
        examples: ["Local"],
        description: "`Local` answers only on nodes that run the controller, and keeps the client's address one hop longer",
      }),
    nodes: NodeSelector.optional().meta({
      description: "the nodes that get ingress traffic; the default is all but those labelled control-plane",
    }),
    gateway: z
      .strictObject({ name: DnsLabel, className: DnsSubdomain })
      .optional()
      .meta({ description: "the Gateway, for `controller: gateway-api`" }),
  })
  .meta({ description: "the ingress controller and how it is reached from outside" });
export type Ingress = z.infer<typeof Ingress>;
