import { z } from "zod";
import { IpAddress } from "./address.js";
import { Port } from "./primitives.js";
import { Secret } from "./secret.js";
import { text } from "./text.js";

const UserName = text("UserName", {
  code: "name-invalid",
  want: "a user's name: letters, digits and . _ -",
  why: "HTTP's basic authentication ends the name at the first colon (RFC 7617)",
  description: "the user of the statistics page",
  example: "ops",
  pattern: /^[A-Za-z0-9._-]+$/,
  maxLength: 64,
});

/** What people and monitoring see. Statistics and metrics are on the machine's own address, never on a VIP. */
export const Observability = z
  .strictObject({
    stats: z
      .strictObject({
        port: Port.meta({ examples: [8404] }),
        auth: z
          .strictObject({ username: UserName, password: Secret })
          .optional()
          .meta({ description: "basic authentication of the statistics page" }),
      })
      .optional()
      .meta({ description: "HAProxy's statistics page" }),
    prometheus: z
      .strictObject({ port: Port.meta({ examples: [8405] }) })
      .optional()
      .meta({ description: "HAProxy's metrics, at /metrics" }),
    syslog: z
      .strictObject({ address: IpAddress })
      .optional()
      .meta({ description: "a syslog server (UDP port 514); the default is the machine's journal" }),
  })
  .meta({ description: "statistics, metrics and logs" });
