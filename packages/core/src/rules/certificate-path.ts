import type { Rule } from "./rule.js";

/** Termination names its certificate, and only termination does. */
export const certificatePath: Rule = {
  id: "certificate-path",
  law: "a listener that terminates TLS names a certificate's absolute path, and no other listener names one",
  why: "HAProxy does not start without it; and a certificate beside passthrough is believed to be in use and is not",
  source: "HAProxy configuration manual, section 5.1, crt",
  severity: "error",
  safety: false,
  breaks: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    listeners: { https: { mode: terminate } }`,
  keeps: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    listeners: { https: { mode: terminate, certificate: /etc/haproxy/certs/shop.pem } }`,
  fix: "certificate: /etc/haproxy/certs/NAME.pem",
  check: (plan, report) => {
    for (const vip of plan.vips) {
      const { mode, certificate } = vip.listeners.https;
      const path = [...vip.path, "listeners", "https"];
      if (mode === "terminate" && certificate === null)
        report({
          message: `VIP "${vip.name}" terminates TLS without a certificate`,
          path: [...path, "mode"],
          fix: `certificate: /etc/haproxy/certs/${vip.name}.pem`,
        });
      if (mode !== "terminate" && certificate !== null) {
        report({
          message: `VIP "${vip.name}" names a certificate, and its https listener is ${mode}`,
          path: [...path, "certificate"],
          fix: "mode: terminate, or take the certificate out",
        });
      }
    }
  },
};
