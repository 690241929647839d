import { type Diagnostic, formatGithub, formatJson, formatPretty, formatSummary, type SourceMap } from "@edgewright/core";
import { closest } from "./closest.js";
import { UsageError } from "./errors.js";
import type { Terminal } from "./terminal.js";

const formats = ["pretty", "json", "github"] as const;
export type Format = (typeof formats)[number];

export const formatOption = { value: "pretty|json|github", help: "how diagnostics are written (default: pretty)" } as const;

/** @throws UsageError for a format that is none. */
export function formatOf(given: string | null): Format {
  const format = formats.find((each) => each === (given ?? "pretty"));
  if (format !== undefined) return format;
  const meant = closest(given ?? "", formats);
  throw new UsageError(
    `--format ${given} is not one of ${formats.join(", ")}`,
    meant === null ? "leave it out for pretty" : `did you mean ${meant}?`,
  );
}

/** Writes diagnostics to standard error, and for people how it ended. */
export function report(
  terminal: Terminal,
  format: Format,
  diagnostics: readonly Diagnostic[],
  sources: readonly SourceMap[],
  outcome: string,
): void {
  if (format === "json") terminal.err(`${formatJson(diagnostics).trimEnd()}\n`);
  else if (diagnostics.length === 0) return;
  else if (format === "github") terminal.err(`${formatGithub(diagnostics).trimEnd()}\n`);
  else
    terminal.err(
      `${formatPretty(diagnostics, sources, { color: terminal.color }).trimEnd()}\n${formatSummary(diagnostics, outcome).trimEnd()}\n`,
    );
}
