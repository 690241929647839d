import { checkFiles, fileRules, fileSource, formatPretty, maskFile, readEdgeFiles } from "@edgewright/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

// The readers of files that anyone may have written: any text gives a result, its places are in the text, and time grows with its length.

const paths: readonly string[] = [
  "hapxy1/haproxy.cfg",
  "hapxy1/keepalived.conf",
  "hapxy1/host/etc/sysctl.d/90.conf",
  "hapxy1/host/etc/nftables.d/edge.nft",
  "hapxy2/haproxy.cfg",
  "hapxy2/keepalived.conf",
  "kubernetes/ingress-nginx.yaml",
];

/** Pieces of both languages, with what can go wrong between them. */
const pieces = [
  ..."global,defaults,frontend f,backend b,listen l,peers p,bind 192.0.2.1:80,bind :::443 ssl,server s 192.0.2.9:80 check,default_backend b".split(
    ",",
  ),
  ..."http-request set-header X-Forwarded-Proto https,http-check send,option httpchk,timeout client 1m,timeout tunnel 1h,mode http".split(
    ",",
  ),
  ..."vrrp_instance v,vrrp_script s,vrrp_track_process haproxy,track_script,track_process,unicast_peer,virtual_ipaddress,global_defs".split(
    ",",
  ),
  ..."state MASTER,priority 100,advert_int 0.1,version 3,virtual_router_id 51,nopreempt,weight -2,192.0.2.10/32,2001:db8::1,quorum 2,process haproxy".split(
    ",",
  ),
  ..."include x,@a b,$X=1,~SEQ(a),{,},{ },\",',\\,#,!,\t,\r,\0,\u2028,é,net.ipv4.ip_nonlocal_bind = 1,ip saddr { 192.0.2.1 } 112 accept".split(
    ",",
  ),
  ...'kind: ConfigMap,kind: Service,---,data:,  use-proxy-protocol: "true",&a [*a],metadata: { namespace: x },spec: { ports: [{ nodePort: 30000 }] }'.split(
    ",",
  ),
];
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc
    .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom("\n", " ", "\r\n", " {\n", "\n}\n", "")), { maxLength: 60 })
    .map((parts) => parts.flat().join("")),
);
const anyFiles = fc.array(fc.tuple(fc.constantFrom(...paths), anyText), { maxLength: 7 }).map((files) => {
  const unique = new Map(files);
  return [...unique].map(([path, text]) => ({ path, name: path, text }));
});

describe("files that anyone may have written", () => {
  it("give a result, whose places are in the text and whose frames can be drawn", () => {
    let found = 0;
    fc.assert(
      fc.property(anyFiles, (files) => {
        const diagnostics = checkFiles(fileRules, readEdgeFiles(files));
        found += diagnostics.length;
        const texts = new Map(files.map(({ name, text }) => [name, text.split("\n")]));
        for (const { source } of diagnostics.flatMap((each) => [each, ...each.related])) {
          const line = texts.get(source?.file ?? "")?.[(source?.line ?? 0) - 1];
          expect(source === null || (line !== undefined && source.column >= 1 && source.column <= line.length + 1)).toBe(true);
        }
        const sources = files.map((file) => fileSource(maskFile(file)));
        expect(formatPretty(diagnostics, sources, { color: false }).endsWith("\n") || diagnostics.length === 0).toBe(true);
      }),
      { numRuns: 800 },
    );
    expect(found).toBeGreaterThan(300);
  });

  const megabyte = 1024 * 1024;
  it.each([
    ["one line of blanks", "hapxy1/haproxy.cfg", " "],
    ["one long word", "hapxy1/haproxy.cfg", "x"],
    ["open quotes", "hapxy1/haproxy.cfg", '"\\'],
    ["proxies", "hapxy1/haproxy.cfg", "listen l\n bind 192.0.2.1:80\n server s 192.0.2.9:80 check\n"],
    ["defaults", "hapxy1/haproxy.cfg", "defaults d\nbackend b from d\n"],
    ["redirects", "hapxy1/haproxy.cfg", "frontend https\n bind :8443\n redirect scheme https\n"],
    ["braces", "hapxy1/keepalived.conf", "a {"],
    ["closing braces", "hapxy1/keepalived.conf", "}"],
    ["quotes", "hapxy1/keepalived.conf", '"a" '],
    ["instances", "hapxy1/keepalived.conf", "vrrp_instance v {\n virtual_ipaddress {\n 192.0.2.1\n}\n track_script {\n s\n}\n}\n"],
    ["scripts", "hapxy1/keepalived.conf", "vrrp_script s {\n script a\n}\n"],
    ["settings", "hapxy1/host/etc/sysctl.d/90.conf", "a/b.c = 1\n"],
    ["firewall rules", "hapxy1/host/etc/nftables.d/edge.nft", "ip saddr 192.0.2.1 112 accept\n"],
    ["a firewall rule", "hapxy1/host/etc/nftables.d/edge.nft", "saddr {"],
    ["manifests", "kubernetes/a.yaml", "---\nkind: ConfigMap\n"],
    ["secrets", "hapxy1/keepalived.conf", "auth_pass \t"],
  ])("take time that grows with their length: %s", (_, path, piece) => {
    const time = (size: number): number => {
      const text = piece.repeat(Math.ceil(size / piece.length));
      const other = { path: "hapxy2/keepalived.conf", name: "other", text: "vrrp_instance v {\n virtual_ipaddress {\n 192.0.2.1\n}\n}\n" };
      const start = performance.now();
      const file = { path, name: path, text };
      checkFiles(fileRules, readEdgeFiles([file, other]));
      maskFile(file);
      return performance.now() - start;
    };
    time(megabyte / 32);
    const [small, large] = [time(megabyte / 32), time(megabyte / 4)];
    // Eight times the length; a square would be 64 times.
    expect(large).toBeLessThan(24 * small + 500);
  });
});
