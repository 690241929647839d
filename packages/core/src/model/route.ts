import { z } from "zod";
import { Cidr } from "./address.js";
import { Count, DnsLabel, DnsSubdomain, Duration, HostName, Port, PortName, RoutePath, ServiceName } from "./primitives.js";
import { text } from "./text.js";

const CookieName = text("CookieName", {
  code: "name-invalid",
  want: "a cookie's name: letters, digits and _ -",
  why: "the name goes into Set-Cookie headers (RFC 6265 section 4.1.1)",
  description: "the name of the cookie that remembers the pod",
  example: "route",
  pattern: /^[A-Za-z0-9_-]+$/,
  maxLength: 64,
});

const BodySize = text("BodySize", {
  code: "size-invalid",
  want: "a size: a whole number and k, m or g, or 0 for no limit",
  why: "controllers read sizes with different units, so a size always says its own",
  description: "a size in bytes, with k, m or g (1024 each)",
  example: "8m",
  pattern: /^(0|[1-9]\d{0,8}[kmg]?)$/,
  fix: (value) => {
    const [, amount, unit] = /^(\d+)\s*([KMGkmg])(i?[Bb])?$/.exec(value) ?? [];
    return amount === undefined || unit === undefined ? null : `${amount}${unit.toLowerCase()}`;
  },
});

const RewriteTarget = text("RewriteTarget", {
  code: "path-valid",
  want: "an absolute path without spaces",
  why: "the controller puts it where the matched path was",
  description: "what the matched path becomes; under a Prefix path the rest of the path follows it",
  example: "/",
  pattern: /^\/[^\s"'\\;{}#]*$/,
  maxLength: 255,
});

/** A Kubernetes Service and its port, by number or name. */
export const RouteService = z
  .strictObject({
    name: ServiceName,
    port: z.union([Port, PortName]).meta({ description: "the Service's port, by number or name", examples: [80, "http"] }),
  })
  .meta({ description: "the Service that answers" });

export const pathTypes = ["Prefix", "Exact", "ImplementationSpecific"] as const;
export type PathType = (typeof pathTypes)[number];

const PathRule = z
  .strictObject({
    path: RoutePath,
    pathType: z.enum(pathTypes).meta({
      description: "`Prefix` matches whole path elements, `Exact` the path alone, `ImplementationSpecific` as the controller has it",
      examples: ["Prefix"],
    }),
    service: RouteService,
  })
  .meta({ description: "one path of the host and the Service that answers it" });

/** Options of layer 7, said once and rendered for whichever controller is named. */
export const RouteOptions = z
  .strictObject({
    redirectToHttps: z
      .boolean()
      .optional()
      .meta({ description: "whether plain HTTP is answered by a redirect to HTTPS", examples: [true] }),
    backendProtocol: z
      .enum(["http", "https", "grpc"])
      .optional()
      .meta({ description: "what the pods speak", default: "http", examples: ["grpc"] }),
    maxBodySize: BodySize.optional(),
    timeouts: z
      .strictObject({ connect: Duration.optional(), read: Duration.optional(), send: Duration.optional() })
      .optional()
      .meta({ description: "the controller's timeouts towards the pods", examples: [{ read: "2m" }] }),
    allowedSources: z
      .array(Cidr)
      .min(1)
      .optional()
      .meta({ description: "the clients that may come in", examples: [["203.0.113.0/24"]] }),
    rewriteTo: RewriteTarget.optional(),
    affinity: z.strictObject({ cookie: CookieName }).optional().meta({ description: "keep a client at one pod, by a cookie" }),
    rateLimit: z
      .strictObject({ requestsPerSecond: Count, burst: Count })
      .optional()
      .meta({ description: "requests that one client address may send" }),
  })
  .meta({ description: "options of layer 7, rendered for the controller that is named" });
export type RouteOptions = z.infer<typeof RouteOptions>;

const Tls = z
  .strictObject({
    secretName: DnsSubdomain.meta({ description: "the Secret with the certificate", examples: ["shop-tls"] }),
    issuer: z
      .union([DnsSubdomain, z.strictObject({ name: DnsSubdomain, kind: z.enum(["ClusterIssuer", "Issuer"]) })])
      .optional()
      .meta({
        description: "the cert-manager issuer that fills the Secret: a ClusterIssuer's name, or a name and a kind",
        examples: ["letsencrypt"],
      }),
  })
  .meta({ description: "TLS at the controller" });

const shared = {
  host: HostName,
  namespace: DnsLabel.optional().meta({
    default: "default",
    description: "the namespace of the Services, and so of the Ingress",
    examples: ["shop"],
  }),
  name: DnsLabel.optional().meta({ description: "the name of the Ingress; the default is made from the host", examples: ["shop"] }),
  tls: Tls.optional(),
  options: RouteOptions.optional(),
};

/** A host and the Service behind it: all its paths to one, or each path to its own. */
export const Route = z
  .union([z.strictObject({ ...shared, service: RouteService }), z.strictObject({ ...shared, paths: z.array(PathRule).min(1) })])
  .meta({ description: "a host and the Services behind it" });
export type Route = z.infer<typeof Route>;
