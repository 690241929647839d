import type { Diagnostic } from "edgewright";

/**
 * Remarks about a choice that a sound document makes, true as long as it makes it: nearly every document here names ingress-nginx. They have
 * goldens of their own; beside every other diagnostic they would hide what the golden is about.
 */
const standing: ReadonlySet<string> = new Set(["controller-retired", "client-ip-change-needs-second-port"]);

/** The diagnostics but for those remarks, unless one of them is what the test is about. */
export const beyondStanding = (diagnostics: readonly Diagnostic[], about = ""): readonly Diagnostic[] =>
  diagnostics.filter(({ code }) => code === about || !standing.has(code));
