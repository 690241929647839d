import { describe, expect, it } from "vitest";
import { violations } from "../plan-testing.js";
import { layer7InTcpMode } from "./layer7-in-tcp-mode.js";

const raw = (kind: "frontends" | "backends", name: string, ...lines: readonly string[]): string =>
  `raw: { haproxy: { ${kind}: { ${name}: ${JSON.stringify(lines)} } } }\n`;
const vip = (listeners: string): string => `vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2, listeners: { ${listeners} } }
`;
const terminate = vip("https: { mode: terminate, certificate: /c.pem }");
const stream = "streams: [{ name: db, vip: public, port: 5432, nodes: [worker-1] }]\n";
const deny = "http-request deny if { path_beg /admin }";

describe("keeps the law", () => {
  it.each([
    ["no raw line", ""],
    [
      "lines of layer 4",
      raw("frontends", "vip_public_http", "tcp-request connection reject", "option tcpka", "maxconn 5", "no option tcplog"),
    ],
    ["a hash of layer 4", raw("backends", "ingress_http", "balance source", "balance rdp-cookie")],
    ["a check by HTTP, which any mode has", raw("backends", "ingress_http", "option httpchk", "http-check send meth GET uri /x")],
    ["HTTP mode where TLS ends", raw("frontends", "vip_public_https", deny) + terminate],
    ["HTTP mode beside it", raw("frontends", "vip_public_http", deny) + terminate],
    ["HTTP mode of a redirect", raw("frontends", "vip_public_http", deny) + vip("http: { mode: redirect }")],
    ["its backend", raw("backends", "ingress_http_proxy", deny) + terminate],
    ["a section that names its mode", raw("frontends", "vip_public_http", "mode http", deny)],
    ["a section that names its mode with an indent", raw("frontends", "vip_public_http", "  mode http", deny)],
    ["a section that is not there, which is another mistake", raw("frontends", "vip_other_http", deny)],
  ])("%s", (_, fields) => {
    expect(violations(layer7InTcpMode, fields)).toEqual([]);
  });
});

const ignored = (part: string, section: string, path: string) => ({
  message: `"${part}" has no effect in ${section}, which is in TCP mode`,
  path,
});

describe("breaks the law", () => {
  it.each([
    ["http-request deny", "http-request"],
    ["  http-response   set-header X a", "http-response"],
    ["http-after-response set-header X a", "http-after-response"],
    ["http-error status 503", "http-error"],
    ["'http-request' deny", "http-request"],
    ["redirect scheme https", "redirect"],
    ["capture request header Host len 10", "capture"],
    ["compression algo gzip", "compression"],
    ["monitor-uri /x", "monitor-uri"],
    ["stats enable", "stats"],
    ["option forwardfor", "option forwardfor"],
    ["option  httplog", "option httplog"],
    ["no option http-server-close", "option http-server-close"],
    ["option http-buffer-request", "option http-buffer-request"],
  ])("%s", (line, part) => {
    expect(violations(layer7InTcpMode, raw("frontends", "vip_public_http", "maxconn 5", line))).toEqual([
      ignored(part, "frontend vip_public_http", "raw.haproxy.frontends.vip_public_http[1]"),
    ]);
  });

  it.each([
    ["balance uri", "balance uri"],
    ["balance url_param id", "balance url_param"],
    ["balance hdr(host)", "balance hdr(host)"],
    ["cookie SRV insert", "cookie"],
    ["http-reuse safe", "http-reuse"],
    ["http-send-name-header X", "http-send-name-header"],
  ])("in a backend: %s", (line, part) => {
    expect(violations(layer7InTcpMode, raw("backends", "ingress_https", line))).toEqual([
      ignored(part, "backend ingress_https", "raw.haproxy.backends.ingress_https[0]"),
    ]);
  });

  it.each([
    ["TLS that is passed through", "frontends", "vip_public_https", ""],
    ["a stream", "frontends", "stream_db", stream],
    ["a stream's backend", "backends", "stream_db", stream],
  ] as const)("%s", (_, kind, name, fields) => {
    expect(violations(layer7InTcpMode, raw(kind, name, deny) + fields)).toEqual([
      ignored("http-request", `${kind.slice(0, -1)} ${name}`, `raw.haproxy.${kind}.${name}[0]`),
    ]);
  });

  it("a section of whose mode only a comment speaks", () => {
    expect(violations(layer7InTcpMode, raw("frontends", "vip_public_http", "# no mode http", deny))).toEqual([
      ignored("http-request", "frontend vip_public_http", "raw.haproxy.frontends.vip_public_http[1]"),
    ]);
  });
});
