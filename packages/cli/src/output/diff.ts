import { join } from "node:path";
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from "diff";
import { type Comparison, describeDifference, formatMode, inspectOutput } from "./compare.js";
import { explainReadError } from "./errors.js";
import type { OutputFile } from "./layout.js";
import { maskFound } from "./mask.js";
import type { Difference } from "./plan.js";
import type { OutputOptions } from "./write.js";

const nowhere = "/dev/null";

// Beyond this a comparison line by line takes longer than anyone reads.
const maxEdits = 20_000;
const maxBytes = 8 * 1024 * 1024;

/** Control characters other than tab and line feed, written out: a file that someone else changed must not drive the terminal. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

const note = (path: string, says: string): string => `${path}: ${says}\n`;

function patch(path: string, names: readonly [string, string], before: string, after: string): string {
  const text = createTwoFilesPatch(names[0], names[1], before, after, undefined, undefined, {
    context: 3,
    maxEditLength: maxEdits,
    headerOptions: FILE_HEADERS_ONLY,
  });
  return text ?? note(path, "differs in too many lines to show");
}

const forEveryone = (mode: number): boolean => (mode & 0o004) !== 0;

async function readFound(
  { disk, root, ledger }: Comparison,
  path: string,
): Promise<{ readonly text: string | null; readonly restricted: boolean }> {
  const at = join(root, ...path.split("/"));
  const entry = await disk.lstat(at);
  const restricted = !forEveryone(entry?.mode ?? 0) || !forEveryone(ledger.files.get(path)?.mode ?? 0);
  if (entry === null || entry.size > maxBytes) return { text: null, restricted };
  return { text: Buffer.from(await disk.readFile(at)).toString("utf8"), restricted };
}

async function diffChanged(comparison: Comparison, file: OutputFile): Promise<string> {
  const { path, redacted } = file;
  const { text, restricted } = await readFound(comparison, path);
  if (text === null) return note(path, "changed; too big to show");
  const masked = restricted || file.text !== redacted ? maskFound(text, file) : text;
  if (masked === redacted) return note(path, "changed in what is not shown: the value of a secret");
  return patch(path, [`a/${path}`, `b/${path}`], printable(masked), redacted);
}

async function diffRemoved(comparison: Comparison, path: string): Promise<string> {
  const { text, restricted } = await readFound(comparison, path);
  if (restricted) return note(path, "would be removed; its text is not shown, since it can hold a secret");
  if (text === null) return note(path, "would be removed; too big to show");
  return patch(path, [`a/${path}`, nowhere], printable(text), "");
}

async function diffOne(comparison: Comparison, difference: Difference, file: OutputFile | undefined): Promise<string> {
  const { path, kind } = difference;
  if (kind === "removed") return diffRemoved(comparison, path);
  if (kind === "blocked" || file === undefined) return note(path, describeDifference(difference));
  if (kind === "missing") return patch(path, [nowhere, `b/${path}`], "", file.redacted);
  const mode =
    difference.mode === undefined ? "" : `${path}: mode ${formatMode(difference.mode.found)} → ${formatMode(difference.mode.wanted)}\n`;
  return kind === "mode" ? mode : `${mode}${await diffChanged(comparison, file)}`;
}

/**
 * The differences between a folder and what would be written into it, as unified diffs with a line of words where there is no
 * text to show; empty when there are none. No secret's value appears in it, neither a rendered one nor one found on disk.
 * @throws OutputError as compareOutput does.
 */
export async function diffOutput(dir: string, files: readonly OutputFile[], options: OutputOptions = {}): Promise<string> {
  const comparison = await inspectOutput(dir, files, options);
  const rendered = new Map(files.map((file) => [file.path, file]));
  const parts: string[] = [];
  try {
    for (const difference of comparison.report.differences)
      parts.push(await diffOne(comparison, difference, rendered.get(difference.path)));
  } catch (error) {
    throw explainReadError(error, dir);
  }
  return parts.join("");
}
