import { redacted } from "../resolve/secrets.js";
import { findTwice, type Rule } from "./rule.js";

const longest = 8;
/** UTF-8 bytes. Unpaired surrogates, which have none, are refused before. */
const bytes = (text: string): number => encodeURIComponent(text).replace(/%../g, "x").length;

/** A password that is used as it is written. */
export const authLength: Rule = {
  id: "auth-length",
  law: "a VRRP password is at most 8 bytes, and two virtual routers of one segment have different ones",
  why: "keepalived uses the first 8 bytes and drops the rest: two long passwords that begin alike are one",
  source: "RFC 3768 section 5.3.6; keepalived.conf(5), auth_pass",
  severity: "error",
  safety: true,
  breaks: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { auth: { password: { env: LONG_SECRET } } }`,
  keeps: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { auth: { password: { env: VRRP } } }`,
  fix: "a password of at most 8 bytes, one for each VIP",
  check: (plan, report) => {
    const secured = plan.vips.flatMap((vip) => (vip.failover.password === null ? [] : [{ vip, password: vip.failover.password }]));
    for (const { vip, password } of secured) {
      const length = bytes(password.value);
      if (length > longest && password.value !== redacted(password.name)) {
        report({
          message: `the password of VIP "${vip.name}" has ${length} bytes, of which keepalived uses ${longest}`,
          path: password.path,
        });
      }
    }
    findTwice(
      secured,
      ({ vip, password }) => JSON.stringify([password.value, vip.instances.map(({ segment }) => segment)]),
      (again, first) => {
        report({
          severity: "warning",
          message: `VIPs "${first.vip.name}" and "${again.vip.name}" have one password`,
          path: again.password.path,
          related: [{ message: "the first", path: first.password.path }],
        });
      },
    );
  },
};
