import { z } from "zod";
import { type Refusal, text } from "./text.js";

/** What a document can make of a rule: the severities, and `off`. */
export const ruleSeverities = ["off", "info", "warning", "error"] as const;
export type RuleSeverity = (typeof ruleSeverities)[number];

const why = "whoever reads the document next must know whether the reason still holds";

const RuleReason = text("RuleReason", {
  code: "rule-reason",
  want: "a reason, in words",
  why,
  description: "why: it is shown wherever the change shows",
  example: "we move to another controller in January",
  pattern: /\S/,
  maxLength: 500,
});

/** `ID: off` says what and not why: refused with the whole line as it must be. */
function refuseShort(input: unknown): string | undefined {
  if (typeof input !== "string" && typeof input !== "boolean") return undefined;
  const severity = ruleSeverities.find((each) => each === input) ?? "off";
  const refusal: Refusal = {
    code: "rule-reason",
    message: `a rule is changed with a reason, and ${JSON.stringify(input)} alone gives none`,
    why,
    instead: { severity, reason: "why it is right here" },
    note: null,
  };
  return JSON.stringify(refusal);
}

const RuleSetting = z
  .strictObject(
    {
      severity: z.enum(ruleSeverities).meta({
        examples: ["off"],
        description:
          "how the rule's findings count: `error` stops the rendering, `off` hides them; a rule that guards safety can only be raised",
      }),
      reason: RuleReason,
    },
    { error: ({ input }) => refuseShort(input) },
  )
  .meta({ examples: [{ severity: "off", reason: "we move to another controller in January" }], description: "the setting of one rule" });

/** Rules by id; which ids there are depends on the renderers, so it is checked where those are known. */
export const RuleSettings = z.record(z.string(), RuleSetting).meta({
  examples: [{ "controller-retired": { severity: "off", reason: "we move to another controller in January" } }],
  description: "rules whose severity is changed for this document, by id (`edgewright rule` lists them), each with a reason",
});
export type RuleSettings = z.infer<typeof RuleSettings>;
