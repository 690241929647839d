import { type Rule, suggest } from "@edgewright/core";

/** Raw lines for an instance that is there. */
export const rawInstanceKnown: Rule = {
  id: "raw-instance-known",
  law: "raw.keepalived.instances names VIPs of the document",
  why: "lines for an instance that is not there are written nowhere, and nobody is told",
  source: "the rendered keepalived.conf",
  severity: "error",
  safety: true,
  breaks: `raw: { keepalived: { instances: { pubilc: ["garp_master_refresh_repeat 2"] } } }`,
  keeps: `raw: { keepalived: { instances: { public: ["garp_master_refresh_repeat 2"] } } }`,
  fix: "the name of a VIP",
  check: (plan, report) => {
    if (plan.holes.has("vips")) return;
    const known = plan.vips.map((vip) => vip.name);
    for (const { name, path } of plan.raw.keepalived.instances) {
      if (known.includes(name)) continue;
      const meant = suggest(name, known);
      report({
        message: `no VIP is called "${name}"`,
        path,
        part: "key",
        fix: meant === null ? `one of ${known.join(", ")}` : `${meant}: …`,
      });
    }
  },
};
