import type { Certificate } from "./certificate.js";

/** What nginx, as the ingress controller, does with one host. */
export interface IngressRoute {
  /** May be a wildcard, `*.example.com`. */
  readonly host: string;
  /** Default `/`, which with `Prefix` is every path. */
  readonly path?: string;
  readonly pathType?: "Prefix" | "Exact" | "ImplementationSpecific";
  /** The Ingress asks for regular expressions (`use-regex`): then every path of the host is one. */
  readonly regex?: boolean;
  readonly rewriteTarget?: string;
  /** Name of the pod (of this node) that answers. */
  readonly pod: string;
}

export interface NodePorts {
  readonly http: number;
  readonly https: number;
  readonly health?: number;
}

/** How the controller learns the client's address; the values of the document's `clientIp`. */
export type ClientIp = "none" | "proxy-protocol" | "forwarded-for";

export interface NginxOptions {
  readonly node: string;
  readonly nodePorts: NodePorts;
  readonly clientIp: ClientIp;
  readonly routes: readonly IngressRoute[];
  /** Each pod's port on 127.0.0.1. */
  readonly podPorts: ReadonlyMap<string, number>;
  readonly certificate: Certificate;
}

/** A configuration that stands for ingress-nginx's: routing by host and path, /healthz, and its client-address settings. */
export const nginxConf = (options: NginxOptions): string => `daemon off;
master_process off;
pid nginx.pid;
error_log stderr error;
events { worker_connections 8192; }
http {
  access_log off;
  ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path temp-${kind};`).join(" ")}
  ssl_certificate ${options.certificate.certificate};
  ssl_certificate_key ${options.certificate.key};
  ${CLIENT_ADDRESS[options.clientIp]}
  proxy_http_version 1.1;
  proxy_set_header Host $http_host;
  proxy_set_header Connection "";
  proxy_set_header X-Real-IP $remote_addr;
  proxy_set_header X-Forwarded-Proto ${options.clientIp === "forwarded-for" ? "$http_x_forwarded_proto" : "$scheme"};
  proxy_set_header X-Forwarded-For ${options.clientIp === "forwarded-for" ? "$http_x_forwarded_for" : "$remote_addr"};
${healthServer(options)}${server(options, "_", ` location / { return 404 "default backend of ${options.node}"; }`)}
${[...byHost(options.routes)].map(([host, routes]) => server(options, host, locations(options, routes))).join("\n")}
}
`;

/** ingress-nginx with `use-proxy-protocol`, `use-forwarded-headers` and neither: both trust whoever connects (field notes of its ConfigMap). */
const CLIENT_ADDRESS: Readonly<Record<ClientIp, string>> = {
  none: "",
  "proxy-protocol": "real_ip_header proxy_protocol; set_real_ip_from 0.0.0.0/0; set_real_ip_from ::/0;",
  "forwarded-for": "real_ip_header X-Forwarded-For; set_real_ip_from 0.0.0.0/0; set_real_ip_from ::/0;",
};

const HEALTHZ = "location = /healthz { return 200 ok; }";

const server = (options: NginxOptions, host: string, body: string): string =>
  `  server {\n    server_name ${serverName(host)};\n    ${listens(options, host === "_")}\n    ${HEALTHZ}\n   ${body}\n  }`;

/** A wildcard is one label, as ingress-nginx writes it; nginx's own `*.` would be any number of them. */
const serverName = (host: string): string => (host.startsWith("*.") ? `"~^[\\w-]+${host.slice(1).replaceAll(".", "\\.")}$"` : host);

const listens = ({ nodePorts, clientIp }: NginxOptions, isDefault: boolean): string => {
  const proxy = clientIp === "proxy-protocol" ? " proxy_protocol" : "";
  const both = (port: number, rest: string): string => `listen ${port}${rest}; listen [::]:${port}${rest};`;
  return `${both(nodePorts.http, `${isDefault ? " default_server" : ""}${proxy}`)} ${both(nodePorts.https, `${isDefault ? " default_server" : ""} ssl${proxy}`)}`;
};

const healthServer = ({ nodePorts: { health } }: NginxOptions): string =>
  health === undefined ? "" : `  server { listen ${health}; listen [::]:${health}; ${HEALTHZ} location / { return 404; } }\n`;

const byHost = (routes: readonly IngressRoute[]): Map<string, IngressRoute[]> => {
  const hosts = new Map<string, IngressRoute[]>();
  for (const route of routes) hosts.set(route.host, [...(hosts.get(route.host) ?? []), route]);
  return hosts;
};

/**
 * Kubernetes' Prefix is by path element: /foo matches /foo and /foo/bar, not /foobar. Written as ingress-nginx does: two locations,
 * of which `=` is left out beside an Exact of the same path. */
const locations = (options: NginxOptions, routes: readonly IngressRoute[]): string => {
  if (routes.some(({ regex }) => regex)) return expressions(options, routes);
  const exact = new Set(routes.filter(({ pathType }) => pathType === "Exact").map(({ path }) => path));
  const written = routes.flatMap(({ path = "/", pathType = "Prefix", pod }) => {
    const matches = plainMatches(path, pathType, exact.has(path));
    return matches.map((match) => ` location ${match} { proxy_pass http://127.0.0.1:${portOf(options, pod)}; }`);
  });
  const fallback = written.some((line) => line.startsWith(" location / {")) ? "" : " location / { return 404; }";
  return `${written.join("\n   ")}${fallback}`;
};

const plainMatches = (path: string, pathType: string, hasTwin: boolean): readonly string[] => {
  if (pathType === "Exact") return [`= ${path}`];
  if (pathType === "ImplementationSpecific") return [path];
  if (path === "/") return ["/"];
  return [...(hasTwin ? [] : [`= ${path}`]), path.endsWith("/") ? path : `${path}/`];
};

/** ingress-nginx under `use-regex`: case-insensitive expressions, the longest path first (its user guide, "Ingress Path Matching"). */
const expressions = (options: NginxOptions, routes: readonly IngressRoute[]): string => {
  const sorted = routes
    .map((route) => ({ path: "/", ...route }))
    .toSorted((a, b) => b.path.length - a.path.length || (a.path < b.path ? 1 : -1));
  const written = sorted.map(({ path, pod, rewriteTarget }) => {
    const rewrite = rewriteTarget === undefined ? "" : `rewrite "(?i)^${path}" ${rewriteTarget} break; `;
    return ` location ~* "^${path}" { ${rewrite}proxy_pass http://127.0.0.1:${portOf(options, pod)}; }`;
  });
  return `${written.join("\n   ")} location / { return 404; }`;
};

const portOf = ({ podPorts, node }: NginxOptions, pod: string): number => {
  const port = podPorts.get(pod);
  if (port === undefined) throw new Error(`${node} has no pod ${pod}`);
  return port;
};
