import { z } from "zod";
import { CheckPath, DnsLabel, NodeSelector, Port } from "./primitives.js";

const HttpCheck = z.strictObject({
  http: z.strictObject({
    path: CheckPath,
    tls: z.boolean().optional().meta({ default: false, description: "whether the check speaks TLS; the certificate is not verified" }),
  }),
});

/** A layer-4 service on a VIP: the Kubernetes API server above all. */
export const Stream = z
  .strictObject({
    name: DnsLabel.meta({ description: "the stream's name", examples: ["kube-api"] }),
    vip: DnsLabel.meta({ description: "the VIP that it is on", examples: ["public"] }),
    port: Port.meta({ description: "the port on the VIP", examples: [6443] }),
    targetPort: Port.optional().meta({ description: "the port on the nodes; the default is `port`", examples: [6443] }),
    nodes: NodeSelector,
    check: z
      .union([z.literal("tcp"), HttpCheck])
      .optional()
      .meta({
        default: "tcp",
        description: "how a node is checked: by a connection, or by an HTTP request",
        examples: ["tcp", { http: { path: "/readyz", tls: true } }],
      }),
    proxyProtocol: z
      .boolean()
      .optional()
      .meta({ default: false, description: "whether the nodes are told the client's address by PROXY protocol" }),
  })
  .meta({ description: "a layer-4 service on a VIP" });
export type Stream = z.infer<typeof Stream>;
