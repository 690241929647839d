import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeCertificate, pemOf } from "./lab/certificate.js";
import type { Target } from "./lab/client.js";
import { type Changes, renderExample } from "./support/examples.js";
import { useEdge } from "./support/use-edge.js";

const VIP = "192.168.103.10";
const CLIENT = "192.168.103.100";
const PASSWORD = `p"a'\\s$ #1`;
const SECRETS = { STATS_PASSWORD: PASSWORD };

const placeholder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "edge-certificate-"));
  const pem = pemOf(makeCertificate(folder));
  rmSync(folder, { recursive: true });
  return pem;
};
const ownFiles = new Map([["/etc/haproxy/certs/shop.pem", { text: placeholder(), mode: 0o600 }]]);

interface Case {
  readonly title: string;
  readonly changes: Changes;
  readonly http: number;
  readonly https: number;
  readonly authority: string;
}
const CASES: readonly Case[] = [
  { title: "as it is", changes: {}, http: 80, https: 443, authority: "shop.example.com" },
  {
    title: "on other ports",
    changes: { "vips.0.listeners.http.port": 8080, "vips.0.listeners.https.port": 8443 },
    http: 8080,
    https: 8443,
    authority: "shop.example.com:8443",
  },
];

/** All that a client may try to make the controller believe it is somebody else. */
const LIES = {
  "X-Forwarded-For": "203.0.113.66",
  "x-forwarded-for": "203.0.113.67",
  "X-FORWARDED-PROTO": "gopher",
  "X-Forwarded-Host": "evil.example.com",
  "X-Forwarded-Prefix": "/evil",
  "X-Real-IP": "203.0.113.68",
  Forwarded: "for=203.0.113.69;proto=gopher",
};

describe.each(CASES)("the tls-termination example $title", ({ changes, http, https, authority }) => {
  const edge = useEdge(renderExample("tls-termination", changes, SECRETS), { ownFiles });
  const plain: Target = { address: VIP, port: http, host: "shop.example.com" };
  const secure: Target = { ...plain, port: https, tls: true };

  it.each([
    { title: "an honest client", headers: {} },
    { title: "one that lies", headers: LIES },
  ])("tells the pod the address of $title", async ({ headers }) => {
    const attempt = await edge().client.fetch({ ...secure, headers });
    expect(attempt).toMatchObject({
      outcome: "answered",
      answer: { pod: "shop", client: CLIENT, forwardedFor: CLIENT, forwardedProto: "https" },
    });
    const seen = attempt.answer?.headers ?? {};
    expect(seen["x-forwarded-host"]).toBe("shop.example.com");
    expect(JSON.stringify(seen)).not.toMatch(/203\.0\.113|gopher|evil/);
  });

  it.each([
    { host: "shop.example.com", path: "/" },
    { host: "shop.example.com", path: "/cart?item=1&next=/a%20b" },
    { host: `shop.example.com:${http}`, path: "/cart" },
  ])("redirects http://$host$path to HTTPS", async ({ host, path }) => {
    const location = `https://${authority}${path}`;
    expect(await edge().client.fetch({ ...plain, host, path })).toMatchObject({ outcome: "status", status: 308, location });
  });
});

describe("statistics and metrics of the tls-termination example", () => {
  const edge = useEdge(renderExample("tls-termination", {}, SECRETS), { ownFiles });
  const basic = (text: string): Readonly<Record<string, string>> => ({ Authorization: `Basic ${Buffer.from(text).toString("base64")}` });
  const STATS = { address: "192.168.103.11", port: 8404, host: "hapxy1" };
  const METRICS = { ...STATS, port: 8405, path: "/metrics" };

  it.each<[string, Target, object]>([
    ["statistics without a password", STATS, { status: 401 }],
    ["statistics with a wrong password", { ...STATS, headers: basic("ops:wrong") }, { status: 401 }],
    ["statistics with the password", { ...STATS, headers: basic(`ops:${PASSWORD}`) }, { status: 200 }],
    ["statistics of the backup", { ...STATS, address: "192.168.103.12" }, { status: 401 }],
    ["metrics", METRICS, { status: 200 }],
    ["metrics of the backup", { ...METRICS, address: "192.168.103.12" }, { status: 200 }],
    ["nothing else beside the metrics", { ...METRICS, path: "/" }, { status: 404 }],
    ["no statistics on the VIP", { ...STATS, address: VIP }, { outcome: "refused" }],
    ["no metrics on the VIP", { ...METRICS, address: VIP }, { outcome: "refused" }],
  ])("%s", async (_title, target, expected) => {
    expect(await edge().client.fetch(target)).toMatchObject(expected);
  });
});
