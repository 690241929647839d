import { type Machine, type Plan, type Renderer, vipsOf } from "@edgewright/core";
import { lower } from "./lower/lower.js";
import { authPlain } from "./rules/auth-plain.js";
import { rawInstanceKnown } from "./rules/raw-instance-known.js";
import { rawRepeatsNothing } from "./rules/raw-repeats-nothing.js";
import { rawStaysInBlock } from "./rules/raw-stays-in-block.js";
import { timerInRange } from "./rules/timer-in-range.js";
import { keepalivedConf } from "./templates.generated.js";

const holdsSecret = (plan: Plan, machine: Machine): boolean => vipsOf(plan, machine).some((vip) => vip.failover.password !== null);

/** Renders keepalived.conf, one for each load balancer. */
export const keepalived: Renderer = {
  name: "keepalived",
  rules: [timerInRange, authPlain, rawStaysInBlock, rawRepeatsNothing, rawInstanceKnown],
  pages: [],
  templates: [keepalivedConf],
  render: (plan, print) =>
    plan.machines.map((machine) => ({
      path: `${machine.name}/keepalived.conf`,
      text: print(keepalivedConf, lower(plan, machine)),
      mode: holdsSecret(plan, machine) ? 0o640 : 0o644,
    })),
};

export type { KeepalivedView } from "./view.js";
