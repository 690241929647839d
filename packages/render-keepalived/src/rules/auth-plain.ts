import { type Rule, redacted } from "@edgewright/core";
import { isPlainWord } from "../quote.js";

/** A password that keepalived reads as it is. */
export const authPlain: Rule = {
  id: "auth-plain",
  law: "a VRRP password has letters, digits and . _ + : / = % ^ & * ? , - only",
  why: "keepalived's files know comments, variables and braces and no escape for them: another character is cut off or ends the block",
  source: "keepalived.conf(5), configuration file format; tried on 2.2.7: a quoted } ends the block",
  severity: "error",
  safety: true,
  breaks: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { auth: { password: { env: VRRP_WITH_BRACE } } }`,
  keeps: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { auth: { password: { env: VRRP } } }`,
  fix: "choose a password of letters and digits",
  check: (plan, report) => {
    for (const { name, failover } of plan.vips) {
      const { password } = failover;
      if (password === null || password.value === redacted(password.name) || isPlainWord(password.value)) continue;
      report({
        message: `the password of VIP "${name}" has a character that keepalived.conf cannot hold`,
        path: password.path,
      });
    }
  },
};
