import type { Diagnostic, Severity } from "./diagnostic.js";
import { formatPath } from "./path.js";
import { relatedText, shownRelated } from "./place.js";
import { visible } from "./visible.js";

const COMMAND: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice" };

/** GitHub Actions, "Workflow commands": data escapes the percent sign and line breaks; properties the separators as well. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(visible(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function formatOne({ code, severity, message, path, source, related, fix }: Diagnostic): string {
  const place: readonly (readonly [string, string])[] =
    source === null
      ? []
      : [
          ["file", source.file],
          ["line", String(source.line)],
          ["col", String(source.column)],
        ];
  const properties = [...place, ["title", code] as const].map(([name, value]) => `${name}=${escapeProperty(value)}`);
  const where = source === null && path.length > 0 ? `${formatPath(path)}: ` : "";
  const { shown, more } = shownRelated(related);
  const others = shown.map((other) => relatedText(other, source?.file ?? null));
  const lines = [`${where}${message}`, ...others, ...(more === null ? [] : [more]), ...(fix === "" ? [] : [`fix: ${fix}`])];
  return `::${COMMAND[severity]} ${properties.join(",")}::${escapeData(lines.map(visible).join("\n"))}\n`;
}

/** Diagnostics as workflow commands, one a line, which GitHub shows beside the line of the pull request. */
export function formatGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(formatOne).join("");
}
