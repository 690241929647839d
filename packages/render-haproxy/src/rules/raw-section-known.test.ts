import { describe, expect, it } from "vitest";
import { violations } from "../plan-testing.js";
import { rawSectionKnown } from "./raw-section-known.js";

const raw = (kind: "frontends" | "backends", ...names: readonly string[]): string =>
  `raw: { haproxy: { ${kind}: { ${names.map((name) => `${name}: [maxconn 100]`).join(", ")} } } }\n`;
const stream = "streams: [{ name: kube-api, vip: public, port: 6443, nodes: [worker-1, worker-2] }]\n";
const listeners = (fields: string): string =>
  `vips: [{ name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2, listeners: { ${fields} } }]\n`;
const terminate = "https: { mode: terminate, certificate: /etc/haproxy/certs/shop.pem }";

describe("keeps the law", () => {
  it.each([
    ["no raw lines", ""],
    ["the VIP's frontends", raw("frontends", "vip_public_http", "vip_public_https")],
    ["the controller's backends", raw("backends", "ingress_http", "ingress_https")],
    ["the backend of termination", listeners(terminate) + raw("backends", "ingress_http_proxy")],
    ["a stream's", stream + raw("frontends", "stream_kube-api") + ""],
    ["a stream's backend", stream + raw("backends", "stream_kube-api")],
  ])("%s", (_, fields) => {
    expect(violations(rawSectionKnown, fields)).toEqual([]);
  });

  it("says nothing while the VIP was refused", () => {
    const refused = "vips: [{ name: public, address: 192.168.103.10, virtualRouterId: 0, primary: hapxy1, backup: hapxy2 }]\n";
    expect(violations(rawSectionKnown, refused + raw("frontends", "vip_public_http"))).toEqual([]);
  });
});

describe("breaks the law", () => {
  it("a misspelt frontend", () => {
    expect(violations(rawSectionKnown, raw("frontends", "vip_pubilc_http"))).toEqual([
      {
        message: 'haproxy.cfg has no frontend "vip_pubilc_http"',
        path: "raw.haproxy.frontends.vip_pubilc_http",
        part: "key",
        fix: "vip_public_http: …",
      },
    ]);
  });

  it("a backend that nobody could mean", () => {
    expect(violations(rawSectionKnown, raw("backends", "mysql"))).toEqual([
      {
        message: 'haproxy.cfg has no backend "mysql"',
        path: "raw.haproxy.backends.mysql",
        part: "key",
        fix: "one of ingress_http, ingress_https",
      },
    ]);
  });

  it.each([
    ["both listeners", "", "vip_public_http, vip_public_https"],
    ["https alone", listeners("http: { mode: 'off' }"), "vip_public_https"],
    ["http alone", listeners("https: { mode: 'off' }"), "vip_public_http"],
    ["a listener and a stream", listeners("https: { mode: 'off' }") + stream, "vip_public_http, stream_kube-api"],
  ])("a frontend that nobody could mean: %s", (_, fields, known) => {
    expect(violations(rawSectionKnown, fields + raw("frontends", "mysql")).map(({ fix }) => fix)).toEqual([`one of ${known}`]);
  });

  it.each([
    ["a listener that is off", listeners("http: { mode: 'off' }") + raw("frontends", "vip_public_http")],
    ["a backend that no listener leads to", listeners(terminate) + raw("backends", "ingress_https")],
    ["a backend of a redirect", listeners("http: { mode: redirect }") + raw("backends", "ingress_http")],
    [
      "a frontend that is there does not excuse a backend that is not",
      "raw: { haproxy: { frontends: { vip_public_http: [a] }, backends: { b: [a] } } }",
    ],
    ["a frontend among the backends", raw("backends", "vip_public_http")],
  ])("%s", (_, fields) => {
    expect(violations(rawSectionKnown, fields).length).toBe(1);
  });
});
