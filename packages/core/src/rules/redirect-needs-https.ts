import type { Rule } from "./rule.js";

/** A redirect leads somewhere. */
export const redirectNeedsHttps: Rule = {
  id: "redirect-needs-https",
  law: "a VIP whose http listener redirects has an https listener",
  why: "the browser is sent to a port on which nobody answers",
  source: "RFC 9110 section 15.4.9: the target of a redirect",
  severity: "error",
  safety: false,
  breaks: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    listeners: { http: { mode: redirect }, https: { mode: "off" } }`,
  keeps: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    listeners: { http: { mode: redirect } }`,
  fix: "https: { mode: passthrough }, or http: { mode: forward }",
  check: (plan, report) => {
    for (const vip of plan.vips) {
      if (vip.listeners.http.mode !== "redirect" || vip.listeners.https.mode !== "off") continue;
      report({
        message: `VIP "${vip.name}" redirects to HTTPS, which is off`,
        path: [...vip.path, "listeners", "http", "mode"],
        related: [{ message: "https is off", path: [...vip.path, "listeners", "https", "mode"] }],
      });
    }
  },
};
