import type { Diagnostic, Severity, SourceMap, SourceSpan } from "./diagnostic.js";
import { FRAME_WIDTH, frameLines } from "./frame.js";
import { linesOf } from "./lines.js";
import { formatPath } from "./path.js";
import { fileOf, relatedText, shownRelated } from "./place.js";
import { sourceOf } from "./region.js";
import { visible, widthOf } from "./visible.js";

export interface PrettyOptions {
  /** ANSI colours; without them the text holds no control character but the line feed. */
  readonly color: boolean;
}

type Style = "bold" | "dim" | Severity;
type Paint = (style: Style, text: string) => string;

// ECMA-48, 8.3.117 (SGR): bold, faint, red, yellow, cyan.
const SGR: Readonly<Record<Style, string>> = { bold: "1", dim: "2", error: "1;31", warning: "1;33", info: "1;36" };
const plain: Paint = (_style, text) => text;
const colored: Paint = (style, text) => `\u001b[${SGR[style]}m${text}\u001b[0m`;

interface Mark {
  readonly span: SourceSpan;
  readonly source: SourceMap;
  readonly label: string;
}

function headline({ source, path, severity, code, message }: Diagnostic, sources: readonly SourceMap[], paint: Paint): string {
  const words = source === null ? [fileOf(sources), formatPath(path)] : [`${source.file}:${source.line}:${source.column}`];
  const place = visible(words.filter((word) => word !== "").join(" "));
  const head = place === "" ? "" : `${paint("bold", place)} `;
  return `${head}${paint(severity, `${severity} ${visible(code)}`)}: ${visible(message)}`;
}

function paintFrame({ source, span, label }: Mark, digits: number, severity: Severity, paint: Paint): readonly string[] {
  const { line, column, length } = span;
  const text = linesOf(source).lineText(line);
  // A caret under nothing shows nothing.
  if (text.trim() === "" && label === "") return [];
  const [shown, carets] = frameLines({ line, text, start: column - 1, length, label }, digits);
  const gutter = digits + 2;
  return [
    `${paint("dim", shown.slice(0, gutter))}${shown.slice(gutter)}`,
    `${paint("dim", carets.slice(0, gutter))}${paint(severity, carets.slice(gutter))}`,
  ];
}

/** The first related place shares the caret's line; each further one has a frame of its own, or a line where there is no text to show. */
function body(diagnostic: Diagnostic, sources: readonly SourceMap[], paint: Paint): readonly string[] {
  const { shown, more } = shownRelated(diagnostic.related);
  const [first, ...others] = shown;
  const file = diagnostic.source?.file ?? null;
  const labelOf = (related: typeof first): string => (related === undefined ? "" : visible(relatedText(related, file)));
  const entries = [
    { span: diagnostic.source, label: labelOf(first) },
    ...others.map((related) => ({ span: related.source, label: labelOf(related) })),
  ];
  const digits = Math.max(1, ...entries.map(({ span }) => String(span?.line ?? "").length));
  const bare = (text: string): string => `${" ".repeat(digits)} ${paint("dim", "|")} ${text}`;
  const frames = entries.flatMap(({ span, label }) => {
    const source = sourceOf(span, sources);
    if (source !== null && span !== null) return paintFrame({ span, source, label }, digits, diagnostic.severity, paint);
    return label === "" ? [] : [bare(label)];
  });
  return more === null ? frames : [...frames, bare(more)];
}

function advice({ fix, code }: Diagnostic, paint: Paint): readonly string[] {
  const why = `why: edgewright rule ${visible(code)}`;
  if (fix === "") return [paint("dim", why)];
  // A fix may be several lines of the document; those after the first stand under it.
  const lines = fix.split("\n").map(visible);
  const shown = `${paint("bold", "fix:")} ${lines.join("\n     ")}`;
  const gap = " ".repeat(8);
  const oneLine = lines.length === 1 && widthOf(`fix: ${lines.join("")}${gap}${why}`) <= FRAME_WIDTH;
  return oneLine ? [`${shown}${gap}${paint("dim", why)}`] : [shown, paint("dim", why)];
}

/**
 * Diagnostics as a person reads them, in the order given, an empty line between two. Text of the document and of messages is shown with every
 * control and bidirectional character escaped, so that a document cannot write to the terminal.
 */
export function formatPretty(diagnostics: readonly Diagnostic[], sources: readonly SourceMap[], { color }: PrettyOptions): string {
  const paint = color ? colored : plain;
  const blocks = diagnostics.map((diagnostic) => [
    headline(diagnostic, sources, paint),
    ...body(diagnostic, sources, paint),
    ...advice(diagnostic, paint),
  ]);
  return blocks.map((lines) => `${lines.join("\n")}\n`).join("\n");
}
