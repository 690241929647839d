import type { Diagnostic, Severity } from "./diagnostic.js";

const NOUNS: readonly (readonly [Severity, string])[] = [
  ["error", "error"],
  ["warning", "warning"],
  ["info", "note"],
];

/**
 * The last line of a run: `1 error; nothing was written.` The outcome is given without its full stop.
 * Without diagnostics the count says `no errors`.
 */
export function formatSummary(diagnostics: readonly Diagnostic[], outcome: string): string {
  const counts = NOUNS.flatMap(([severity, noun]) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return count === 0 ? [] : [`${count} ${noun}${count === 1 ? "" : "s"}`];
  });
  return `${counts.length === 0 ? "no errors" : counts.join(", ")}; ${outcome}.\n`;
}
