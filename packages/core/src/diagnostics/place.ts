import type { Related, SourceMap } from "./diagnostic.js";
import { formatPath } from "./path.js";

/** A diagnostic without a place belongs to the document without positions, or to the only one there is; "" where that cannot be told. */
export function fileOf(sources: readonly SourceMap[]): string {
  const candidates = sources.length === 1 ? sources : sources.filter((source) => source.text === null);
  return candidates.length === 1 ? (candidates[0]?.file ?? "") : "";
}

function placeText(related: Related, file: string | null): string {
  const { source, path } = related;
  if (source === null) return formatPath(path);
  return `${source.file === file ? "" : `${source.file}:`}${source.line}:${source.column}`;
}

/** A diagnostic may speak of ten thousand places (the findings that a rule hides): people are shown the first ones, JSON and SARIF have all. */
const MOST = 6;

export function shownRelated(related: readonly Related[]): { readonly shown: readonly Related[]; readonly more: string | null } {
  const rest = related.length - MOST;
  if (rest <= 0) return { shown: related, more: null };
  return { shown: related.slice(0, MOST), more: `and ${rest} more ${rest === 1 ? "place" : "places"}` };
}

/**
 * Another place in one line: `first written here (at 5:3)`. A question is a suggestion ("did you mean …?"), and its place is where the
 * suggested name was declared. The file is named only where it is another one.
 */
export function relatedText(related: Related, file: string | null): string {
  const place = placeText(related, file);
  if (place === "") return related.message;
  return `${related.message} (${related.message.endsWith("?") ? "declared at" : "at"} ${place})`;
}
