import {
  type Diagnostic,
  formatGithub,
  formatJson,
  formatPretty,
  formatSarif,
  formatSummary,
  type Renderer,
  type SourceMap,
} from "@edgewright/core";
import { closest } from "./closest.js";
import { UsageError } from "./errors.js";
import { allPagesOf } from "./pages.js";
import { renderers as builtIn } from "./renderers.js";
import type { Terminal } from "./terminal.js";
import { version } from "./version.js";

const formats = ["pretty", "json", "sarif", "github"] as const;
export type Format = (typeof formats)[number];

export const formatOption = { value: "pretty|json|sarif|github", help: "how diagnostics are written (default: pretty)" } as const;

/** @throws UsageError for a format that is none, or none of those that the command has. */
export function formatOf(given: string | null, ofCommand: readonly Format[] = formats): Format {
  const format = ofCommand.find((each) => each === (given ?? "pretty"));
  if (format !== undefined) return format;
  const meant = closest(given ?? "", ofCommand);
  throw new UsageError(
    `--format ${given} is not one of ${ofCommand.join(", ")}`,
    meant === null ? "leave it out for pretty" : `did you mean ${meant}?`,
  );
}

/** Writes diagnostics to standard error, and for people how it ended. `renderers` are those in use: SARIF has their rules' pages. */
export function report(
  terminal: Terminal,
  format: Format,
  diagnostics: readonly Diagnostic[],
  sources: readonly SourceMap[],
  outcome: string,
  renderers: readonly Renderer[] = builtIn,
): void {
  const write = (text: string): void => terminal.err(`${text.trimEnd()}\n`);
  // Whoever reads one of these wants a whole document of it, also when there is nothing to say.
  if (format === "json") write(formatJson(diagnostics));
  else if (format === "sarif") write(formatSarif(diagnostics, sources, { version, rules: allPagesOf(renderers) }));
  else if (diagnostics.length === 0) return;
  else if (format === "github") write(formatGithub(diagnostics, sources));
  else write(`${formatPretty(diagnostics, sources, { color: terminal.color }).trimEnd()}\n${formatSummary(diagnostics, outcome)}`);
}
