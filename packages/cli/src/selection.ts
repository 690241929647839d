import type { RenderedFile } from "@edgewright/core";
import { closest } from "./closest.js";
import type { CompiledDocument } from "./compile-documents.js";
import { UsageError } from "./errors.js";

/** "did you mean …?" where a name is near, else the names that there are. */
function hintFor(name: string, names: readonly string[]): string {
  const meant = closest(name, names);
  const listed = names.length > 12 ? [...names.slice(0, 12), "…"] : names;
  return meant === null ? `there is ${listed.join(", ")}` : `did you mean ${meant}?`;
}

/**
 * The files of a run. With several documents each has a folder of its own name, so that two machines of one name do not meet.
 * @throws UsageError when two documents have one name.
 */
export function mergeDocuments(documents: readonly CompiledDocument[]): readonly RenderedFile[] {
  const [only] = documents;
  if (only !== undefined && documents.length === 1) return only.files;
  for (const [index, { file, name }] of documents.entries()) {
    const first = documents.findIndex((other) => other.name === name);
    if (first === index) continue;
    throw new UsageError(
      `${documents[first]?.file} and ${file} are both called ${name}; nothing was written`,
      "give each document a name of its own: it is its folder",
    );
  }
  return documents.flatMap(({ name, files }) => files.map((file) => ({ ...file, path: `${name}/${file.path}` })));
}

/** The first folder of a path: a machine or `kubernetes`, or a document where there are several. */
export const topOf = (path: string): string => path.split("/", 1)[0] ?? path;

/** What to say of an `--only` that names no folder. */
export function unknownFolder(names: readonly string[], files: readonly RenderedFile[]): UsageError {
  const folders = [...new Set(files.map((file) => topOf(file.path)))];
  const unknown = names.find((name) => !folders.includes(name)) ?? "";
  return new UsageError(`--only ${unknown} is no folder of the output; nothing was written`, hintFor(unknown, folders));
}

/** The file that `--print` names. @throws UsageError when none is rendered there. */
export function findFile(path: string, files: readonly RenderedFile[]): RenderedFile {
  const file = files.find((each) => each.path === path);
  if (file !== undefined) return file;
  throw new UsageError(
    `nothing is rendered to ${path}`,
    hintFor(
      path,
      files.map((each) => each.path),
    ),
  );
}
