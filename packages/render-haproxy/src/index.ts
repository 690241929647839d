import type { Renderer } from "@edgewright/core";
import { lower } from "./lower/lower.js";
import { layer7InTcpMode } from "./rules/layer7-in-tcp-mode.js";
import { rawSectionKnown } from "./rules/raw-section-known.js";
import { rawStaysInSection } from "./rules/raw-stays-in-section.js";
import { haproxyCfg } from "./templates.generated.js";

/** The file holds the password of the statistics page, if there is one: then its group alone may read it. */
const modeOf = (holdsSecret: boolean): number => (holdsSecret ? 0o640 : 0o644);

/** Renders haproxy.cfg, one for each load balancer. */
export const haproxy: Renderer = {
  name: "haproxy",
  rules: [rawStaysInSection, rawSectionKnown, layer7InTcpMode],
  pages: [],
  templates: [haproxyCfg],
  render: (plan, print) =>
    plan.machines.map((machine) => ({
      path: `${machine.name}/haproxy.cfg`,
      text: print(haproxyCfg, lower(plan, machine)),
      mode: modeOf((plan.observability.stats?.auth ?? null) !== null),
    })),
};

export type { HaproxyView } from "./view.js";
