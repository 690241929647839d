import { describe, expect, it } from "vitest";
import { certificatePath } from "./certificate-path.js";
import { violations, vip } from "./rule-testing.js";

const https = (fields: string): string => vip(`listeners: { https: { ${fields} } }`);
const certificate = "certificate: /etc/haproxy/certs/shop.pem";

it.each(["mode: passthrough", "mode: 'off'", "port: 8443", `mode: terminate, ${certificate}`])("keeps the law: %s", (fields) => {
  expect(violations(certificatePath, https(fields))).toEqual([]);
});

describe("breaks the law", () => {
  it("termination without a certificate", () => {
    expect(violations(certificatePath, https("mode: terminate"))).toEqual([
      {
        message: 'VIP "public" terminates TLS without a certificate',
        path: "vips[0].listeners.https.mode",
        fix: "certificate: /etc/haproxy/certs/public.pem",
      },
    ]);
  });

  it.each([
    [`mode: passthrough, ${certificate}`, "passthrough"],
    [`mode: 'off', ${certificate}`, "off"],
    [certificate, "passthrough"],
  ])("a certificate that nobody uses: %s", (fields, mode) => {
    expect(violations(certificatePath, https(fields))).toEqual([
      {
        message: `VIP "public" names a certificate, and its https listener is ${mode}`,
        path: "vips[0].listeners.https.certificate",
        fix: "mode: terminate, or take the certificate out",
      },
    ]);
  });
});
