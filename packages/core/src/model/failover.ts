import { z } from "zod";
import { AbsolutePath, Count, Duration, Priority } from "./primitives.js";
import { Secret } from "./secret.js";
import { wholeNumber } from "./text.js";

const TrackerWeight = wholeNumber("TrackerWeight", {
  code: "number-out-of-range",
  what: "tracker weight",
  why: "keepalived takes weights from -253 to 253; 0 makes a failing tracker a fault, which releases the VIP",
  description: "what a tracker of HAProxy adds to the priority: negative when it fails, positive when it passes, 0 a fault",
  example: -100,
  min: -253,
  max: 253,
});

/** Timers set by hand: checked, not derived. What is left out is derived as always. */
const Timers = z
  .strictObject({
    advertisementInterval: Duration.optional().meta({
      description: "the time between two VRRP advertisements, in steps of 10 ms",
      examples: ["130ms"],
    }),
    priorities: z.strictObject({ primary: Priority, backup: Priority }).optional().meta({ description: "the base priorities" }),
    weight: TrackerWeight.optional(),
    check: z
      .strictObject({
        interval: Duration.optional().meta({
          description: "the time between two checks of HAProxy; whole seconds before keepalived 2.3",
          examples: ["1s"],
        }),
        timeout: Duration.optional().meta({
          description: "how long HAProxy may take to answer a check; below the interval",
          examples: ["800ms"],
        }),
        fall: Count.optional().meta({ description: "failed checks in a row that mean dead", examples: [2] }),
        rise: Count.optional().meta({ description: "passed checks in a row that mean alive again", examples: [3] }),
      })
      .optional()
      .meta({ description: "the check that HAProxy answers" }),
  })
  .meta({ description: "timers set by hand: checked, not derived" });

const Preempt = z.union([z.boolean(), z.strictObject({ delay: Duration })]).meta({
  default: true,
  examples: [false, { delay: "30s" }],
  description: "whether the primary takes the VIP back when it is well again: `true`, `false` (the VIP stays), or after a delay",
});

/** How fast and by which rules the VIP moves. */
export const Failover = z
  .strictObject({
    max: Duration.optional().meta({
      default: "500ms",
      description:
        "the longest time until new connections are answered again when HAProxy is killed, the machine or its link is lost, or keepalived is stopped",
    }),
    maxHung: Duration.optional().meta({
      default: "4s",
      examples: ["4s"],
      description: "the same for an HAProxy that is alive and does not answer; down to 2.4 s on keepalived 2.2, to 0.9 s on 2.3",
    }),
    preempt: Preempt.optional(),
    whenAllUnhealthy: z
      .enum(["keep", "release"])
      .optional()
      .meta({
        default: "keep",
        examples: ["release"],
        description: "when HAProxy fails on both machines: `keep` holds the VIP somewhere, `release` drops it and fails over faster",
      }),
    auth: z.strictObject({ password: Secret }).optional().meta({
      description: "a VRRPv2 password, in clear text on the wire, 8 bytes at most: selects VRRPv2 and whole-second advertisements",
    }),
    notify: AbsolutePath.optional().meta({
      description: "a script on the load balancer, called at each change of state",
      examples: ["/usr/local/bin/vip-changed"],
    }),
    timers: Timers.optional(),
  })
  .meta({ description: "how fast, and by which rules, the VIP moves" });
export type Failover = z.infer<typeof Failover>;
