import type { Diagnostic, Severity, SourceMap, SourceSpan } from "./diagnostic.js";
import { formatPath } from "./path.js";
import { relatedText, shownRelated } from "./place.js";
import { regionOf } from "./region.js";
import { visible } from "./visible.js";

const COMMAND: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/** GitHub Actions, "Workflow commands": data escapes the percent sign and line breaks; properties the separators as well. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(visible(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** The runner takes columns only of an annotation within one line, and drops them of any other. */
function placeOf(span: SourceSpan, sources: readonly SourceMap[]): readonly (readonly [string, string])[] {
  const { startLine, startColumn, endLine, endColumn } = regionOf(span, sources);
  const columns = { col: startColumn, endColumn };
  const numbers = { line: startLine, endLine, ...(startLine === endLine ? columns : {}) };
  return [["file", span.file], ...Object.entries(numbers).map(([name, value]) => [name, String(value)] as const)];
}

function formatOne({ code, severity, message, path, source, related, fix }: Diagnostic, sources: readonly SourceMap[]): string {
  const place = source === null ? [] : placeOf(source, sources);
  const properties = [...place, ["title", code] as const].map(([name, value]) => `${name}=${escapeProperty(value)}`);
  const where = source === null && path.length > 0 ? `${formatPath(path)}: ` : "";
  const { shown, more } = shownRelated(related);
  const others = shown.map((other) => relatedText(other, source?.file ?? null));
  const lines = [`${where}${message}`, ...others, ...(more === null ? [] : [more]), ...(fix === "" ? [] : [`fix: ${fix}`])];
  return `::${COMMAND[severity]} ${properties.join(",")}::${escapeData(lines.map(visible).join("\n"))}\n`;
}

/**
 * Diagnostics as workflow commands, one a line, which GitHub shows beside the line of the pull request. `sources` tell where a span of several
 * lines ends.
 */
export function formatGithub(diagnostics: readonly Diagnostic[], sources: readonly SourceMap[] = []): string {
  return diagnostics.map((diagnostic) => formatOne(diagnostic, sources)).join("");
}
