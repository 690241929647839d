import type { SourceMap } from "../../diagnostics/diagnostic.js";
import type { Edge } from "../../model/edge.js";
import type { Plan } from "../../resolve/plan.js";
import type { RulePage, Violation } from "../rule.js";

/** One of several documents that are checked together. */
export interface Together {
  readonly plan: Plan;
  readonly edge: Edge;
  readonly source: SourceMap;
}

/** Reports what two documents break between them, at its place in one of them. */
export type ReportAcross = (rule: Pick<RulePage, "id" | "severity" | "why" | "fix">, at: Together, violation: Violation) => void;

/** How a message names another document: its place says the file. */
export const called = ({ plan }: Together): string => `document "${plan.name}"`;

/**
 * Documents share a segment that both call by one name, or by none: then it is the subnet. Networks of two sites may look alike; whoever has
 * such names their segments.
 */
export const twoNetworks = "if these are two networks that only look alike, give each a segment of its own name";

/** True the first time that a pair of things is given: what collides in two families, or on two segments, is one mistake. */
export function oncePerPair<Left, Right>(): (left: Left, right: Right) => boolean {
  const seen = new Map<Left, Set<Right>>();
  return (left, right) => {
    const rights = seen.get(left) ?? new Set();
    if (rights.has(right)) return false;
    seen.set(left, rights.add(right));
    return true;
  };
}
