import { describe, expect, it } from "vitest";
import { redirectNeedsHttps } from "./redirect-needs-https.js";
import { violations, vip } from "./rule-testing.js";

const listeners = (http: string, https: string): string => vip(`listeners: { http: { mode: ${http} }, https: { mode: ${https} } }`);
const certificate = "terminate, certificate: /etc/haproxy/certs/shop.pem";

it.each([
  ["redirect", "passthrough"],
  ["redirect", certificate],
  ["forward", "off"],
  ["off", "off"],
])("keeps the law: %s and %s", (http, https) => {
  expect(violations(redirectNeedsHttps, listeners(http, https))).toEqual([]);
});

describe("breaks the law", () => {
  const violation = {
    message: 'VIP "public" redirects to HTTPS, which is off',
    path: "vips[0].listeners.http.mode",
    related: ["https is off: vips[0].listeners.https.mode"],
  };

  it("https is off", () => {
    expect(violations(redirectNeedsHttps, listeners("redirect", "off"))).toEqual([violation]);
  });

  it("https is off since there is no controller to forward to", () => {
    const alone = "cluster: { nodes: [{ name: worker-1, address: 192.168.103.21 }] }\n";
    expect(violations(redirectNeedsHttps, alone + vip("listeners: { http: { mode: redirect } }"))).toEqual([violation]);
  });
});
