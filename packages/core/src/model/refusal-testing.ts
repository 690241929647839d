import type { z } from "zod";
import type { Refusal } from "./text.js";

/** What a primitive says of a value: `message → what to write instead (what to know of that)`, or null where it takes it. */
export function refusalOf(type: z.ZodType, value: unknown): string | null {
  const result = type.safeParse(value);
  if (result.success) return null;
  const [issue] = result.error.issues;
  if (issue?.code !== "custom") return issue?.code ?? "no issue";
  const refusal = refusalIn(issue.params);
  return `${refusal.message} → ${refusal.instead}${refusal.note === null ? "" : ` (${refusal.note})`}`;
}

/** zod hands `params` on as they are: `text` and `wholeNumber` put a refusal there. */
function refusalIn(params: Readonly<Record<string, unknown>> | undefined): Refusal {
  const { refusal } = params as { readonly refusal: Refusal };
  return refusal;
}
