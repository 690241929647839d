import { planWith } from "../rules/rule-testing.js";
import { explainRequest } from "./explain.js";
import { parseRequest } from "./request.js";
import type { Step, Way } from "./way.js";

/** The way of a request through the smallest document with some of its top-level fields replaced. */
export function explained(fields: string, url: string, down: readonly string[] = [], name: string | null = null): Way {
  const parsed = parseRequest(url);
  if (!parsed.ok) throw new Error(parsed.message);
  return explainRequest(planWith(fields), parsed.request, { down, vip: name });
}

export const kinds = ({ steps }: Way): string => steps.map(({ kind }) => kind).join(" ");

/** The first step of a kind, which must be there. */
export function step(way: Way, kind: Step["kind"]): Step {
  const found = way.steps.find((each) => each.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} in ${kinds(way)}`);
  return found;
}

export const shop = "https://shop.example.com/";
