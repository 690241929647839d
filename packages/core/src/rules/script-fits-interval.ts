import { keepalivedFeatures, keepalivedHas } from "../failover/keepalived.js";
import { formatVersion } from "../model/version.js";
import type { Rule } from "./rule.js";

const first = formatVersion(keepalivedFeatures.fractionalChecks);

/** A check ends before the next begins. */
export const scriptFitsInterval: Rule = {
  id: "script-fits-interval",
  law: "a check's timeout is below its interval, and before keepalived 2.3 the interval is whole seconds",
  why: "a check that outlasts its interval is skipped in silence, and detection takes twice as long as it says",
  source: "keepalived.conf(5), vrrp_script; tried: 2.2.7 refuses a fraction, 2.3.3 accepts it",
  severity: "error",
  safety: true,
  breaks: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { timers: { check: { interval: 1s, timeout: 1s } } }`,
  keeps: `vips:
  - name: public
    address: 192.168.103.10
    virtualRouterId: 51
    primary: hapxy1
    backup: hapxy2
    failover: { timers: { check: { interval: 1s, timeout: 700ms } } }`,
  fix: "check: { interval: 1s, timeout: 800ms }",
  check: (plan, report) => {
    const { keepalived } = plan.targets;
    const fractions = keepalivedHas(keepalived, "fractionalChecks");
    for (const { name, path, failover } of plan.vips) {
      const { checkInterval, checkTimeout } = failover.timers;
      const place = [...path, "failover", "timers", "check"];
      if (checkTimeout >= checkInterval)
        report({
          message: `VIP "${name}": a check may take ${checkTimeout} ms and the next begins after ${checkInterval} ms`,
          path: [...place, "timeout"],
        });
      if (!fractions && checkInterval % 1000 !== 0) {
        report({
          message: `VIP "${name}": keepalived ${formatVersion(keepalived)} checks at whole seconds only, not every ${checkInterval} ms; ${first} can`,
          path: [...place, "interval"],
          fix: `interval: 1s, or targets: { keepalived: "${first}" }`,
        });
      }
    }
  },
};
