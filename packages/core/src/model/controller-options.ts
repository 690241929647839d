import type { Controller } from "./ingress.js";
import type { RouteOptions } from "./route.js";

/** What a route may ask for, each as a controller can or cannot do it. Plain HTTP to the pods is no option: every controller speaks it. */
export const optionNames = [
  "redirectToHttps",
  "backendProtocol: https",
  "backendProtocol: grpc",
  "maxBodySize",
  "timeouts.connect",
  "timeouts.read",
  "timeouts.send",
  "allowedSources",
  "rewriteTo",
  "rewriteTo with groups",
  "affinity",
  "rateLimit",
] as const;
export type OptionName = (typeof optionNames)[number];

/** How a controller honours an option, in its own word; or why it cannot. */
export type Support = { readonly honoured: true; readonly by: string } | { readonly honoured: false; readonly since: string };

const by = (setting: string): Support => ({ honoured: true, by: setting });
const not = (since: string): Support => ({ honoured: false, since });

/**
 * From each controller's documentation: an annotation of the Ingress, or a resource of the controller's own that a renderer can write.
 * What is read from the application's Service does not count, since that is not the document's.
 */
export const controllerOptions: Readonly<Record<Controller, Readonly<Record<OptionName, Support>>>> = {
  // kubernetes.github.io/ingress-nginx, NGINX configuration: annotations.
  "ingress-nginx": {
    redirectToHttps: by("force-ssl-redirect"),
    "backendProtocol: https": by("backend-protocol: HTTPS"),
    "backendProtocol: grpc": by("backend-protocol: GRPC"),
    maxBodySize: by("proxy-body-size"),
    "timeouts.connect": by("proxy-connect-timeout"),
    "timeouts.read": by("proxy-read-timeout"),
    "timeouts.send": by("proxy-send-timeout"),
    allowedSources: by("whitelist-source-range"),
    rewriteTo: by("rewrite-target"),
    "rewriteTo with groups": by("rewrite-target"),
    affinity: by("affinity: cookie"),
    rateLimit: by("limit-rps, limit-burst-multiplier"),
  },
  // haproxy-ingress.github.io, configuration keys. Groups: issue 1361, mended in all of 0.14 to 0.17.
  "haproxy-ingress": {
    redirectToHttps: by("ssl-redirect"),
    "backendProtocol: https": by("backend-protocol: h1-ssl"),
    "backendProtocol: grpc": by("backend-protocol: h2"),
    maxBodySize: by("proxy-body-size"),
    "timeouts.connect": by("timeout-connect"),
    "timeouts.read": by("timeout-server"),
    "timeouts.send": not("timeout-server bounds both directions, and timeout-client is one for all routes"),
    allowedSources: by("allowlist-source-range"),
    rewriteTo: by("rewrite-target"),
    "rewriteTo with groups": by("path-type: regex, rewrite-target"),
    affinity: by("affinity: cookie"),
    rateLimit: not("limit-rps counts connections, and has no burst"),
  },
  // haproxytech/kubernetes-ingress, documentation/annotations.md (3.2).
  haproxy: {
    redirectToHttps: by("ssl-redirect"),
    "backendProtocol: https": by("server-ssl"),
    "backendProtocol: grpc": by("server-proto: h2"),
    maxBodySize: not("it has no annotation that limits a body"),
    "timeouts.connect": not("timeout-connect is read from its ConfigMap only, one for all routes"),
    "timeouts.read": by("timeout-server"),
    "timeouts.send": not("timeout-server bounds both directions, and timeout-client is one for all routes"),
    allowedSources: by("allow-list"),
    rewriteTo: by("path-rewrite"),
    "rewriteTo with groups": by("path-rewrite"),
    affinity: not("cookie-persistence is read from the Service and from its ConfigMap only"),
    // `burst` requests within burst/requestsPerSecond seconds.
    rateLimit: by("rate-limit-requests, rate-limit-period"),
  },
  // doc.traefik.io, Kubernetes CRD: IngressRoute, Middleware, ServersTransport.
  traefik: {
    redirectToHttps: by("Middleware redirectScheme"),
    "backendProtocol: https": by("IngressRoute services[].scheme: https"),
    "backendProtocol: grpc": by("IngressRoute services[].scheme: h2c"),
    maxBodySize: by("Middleware buffering.maxRequestBodyBytes"),
    "timeouts.connect": by("ServersTransport forwardingTimeouts.dialTimeout"),
    "timeouts.read": by("ServersTransport forwardingTimeouts.responseHeaderTimeout"),
    "timeouts.send": not("its entry points have one timeout for all routes"),
    allowedSources: by("Middleware ipAllowList"),
    rewriteTo: by("Middleware replacePathRegex"),
    "rewriteTo with groups": by("Middleware replacePathRegex"),
    affinity: by("IngressRoute services[].sticky.cookie"),
    rateLimit: by("Middleware rateLimit: average, burst"),
  },
  // docs.nginx.com, NGINX Ingress Controller: annotations; Policy resources through nginx.org/policies (5.4); sticky cookies from NGINX 1.29.6.
  nginx: {
    redirectToHttps: by("nginx.org/ssl-redirect, nginx.org/redirect-to-https"),
    "backendProtocol: https": by("nginx.org/ssl-services"),
    "backendProtocol: grpc": by("nginx.org/grpc-services"),
    maxBodySize: by("nginx.org/client-max-body-size"),
    "timeouts.connect": by("nginx.org/proxy-connect-timeout"),
    "timeouts.read": by("nginx.org/proxy-read-timeout"),
    "timeouts.send": by("nginx.org/proxy-send-timeout"),
    allowedSources: by("nginx.org/policies: accessControl"),
    rewriteTo: by("nginx.org/rewrite-target"),
    "rewriteTo with groups": by("nginx.org/path-regex, nginx.org/rewrite-target"),
    affinity: by("nginx.org/sticky-cookie-services"),
    rateLimit: by("nginx.org/limit-req-rate, nginx.org/limit-req-burst"),
  },
  // gateway-api.sigs.k8s.io, the standard channel (timeouts: GEP-1742; sessions: GEP-1619, experimental; backend TLS: GEP-1897).
  "gateway-api": {
    redirectToHttps: by("HTTPRoute RequestRedirect"),
    "backendProtocol: https": by("BackendTLSPolicy"),
    "backendProtocol: grpc": by("GRPCRoute"),
    maxBodySize: not("no route limits a body"),
    "timeouts.connect": not("HTTPRoute has timeouts of whole requests only"),
    "timeouts.read": not("HTTPRoute has timeouts of whole requests only, which end a long answer that still flows"),
    "timeouts.send": not("HTTPRoute has timeouts of whole requests only"),
    allowedSources: not("no route asks who the client is"),
    rewriteTo: by("HTTPRoute URLRewrite"),
    "rewriteTo with groups": not("URLRewrite replaces a prefix or the whole path, by no pattern"),
    affinity: not("session persistence is in the experimental channel"),
    rateLimit: not("no route limits a rate"),
  },
};

interface UsedOption {
  readonly name: OptionName;
  /** Where it stands below the route's options. */
  readonly path: readonly string[];
}

const said =
  (name: OptionName & keyof RouteOptions) =>
  (options: RouteOptions): readonly UsedOption[] =>
    options[name] === undefined ? [] : [{ name, path: [name] }];

/** Every field of the options says what it asks of a controller: a new one does not compile without. */
const used: Readonly<Record<keyof RouteOptions, (options: RouteOptions) => readonly UsedOption[]>> = {
  redirectToHttps: said("redirectToHttps"),
  backendProtocol: ({ backendProtocol: protocol }) =>
    protocol === undefined || protocol === "http" ? [] : [{ name: `backendProtocol: ${protocol}`, path: ["backendProtocol"] }],
  maxBodySize: said("maxBodySize"),
  timeouts: ({ timeouts }) =>
    (["connect", "read", "send"] as const).flatMap((each): readonly UsedOption[] =>
      timeouts?.[each] === undefined ? [] : [{ name: `timeouts.${each}`, path: ["timeouts", each] }],
    ),
  allowedSources: said("allowedSources"),
  rewriteTo: ({ rewriteTo: target }) =>
    target === undefined ? [] : [{ name: target.includes("$") ? "rewriteTo with groups" : "rewriteTo", path: ["rewriteTo"] }],
  affinity: said("affinity"),
  rateLimit: said("rateLimit"),
};

/** What a route's options ask of its controller. */
export const usedOptions = (options: RouteOptions): readonly UsedOption[] => Object.values(used).flatMap((ask) => ask(options));

/** The controllers that honour an option. */
export const controllersThat = (name: OptionName, controllers: readonly Controller[]): readonly Controller[] =>
  controllers.filter((controller) => controllerOptions[controller][name].honoured);
