import { z } from "zod";
import { FreeText } from "./primitives.js";

const Lines = z.array(FreeText).meta({ description: "lines, appended as they stand" });
const Sections = z.record(z.string(), Lines).meta({ description: "lines by section" });

/** The way out short of a template of one's own. The proofs cover nothing of it, and say so. */
export const Raw = z
  .strictObject({
    haproxy: z
      .strictObject({ global: Lines.optional(), defaults: Lines.optional(), frontends: Sections.optional(), backends: Sections.optional() })
      .optional()
      .meta({ description: "lines for haproxy.cfg", examples: [{ global: ["tune.bufsize 32768"] }] }),
    keepalived: z
      .strictObject({ global: Lines.optional(), instances: Sections.optional() })
      .optional()
      .meta({ description: "lines for keepalived.conf; instances by VIP" }),
  })
  .meta({ description: "lines appended to a section as they stand; nothing is proved of them" });
export type Raw = z.infer<typeof Raw>;
