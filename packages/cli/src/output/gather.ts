import { join } from "node:path";
import { type Entry, nodeDisk } from "./disk.js";
import { InputError, maxInputBytes, readInput } from "./input.js";
import { byName } from "./layout.js";

/** A file of a folder that was read. `path` is relative to the folder, with `/` between its parts. */
export interface GatheredFile {
  readonly path: string;
  readonly text: string;
}

export interface Gathered {
  readonly files: readonly GatheredFile[];
  /** The folders below, as far as they were entered, relative. */
  readonly folders: readonly string[];
  /** What would have been read and was not: links, pipes and the like. */
  readonly skipped: readonly string[];
}

/** What is wanted of a folder, by relative path. */
export interface Wanted {
  readonly file: (path: string) => boolean;
  readonly folder: (path: string) => boolean;
}

/** A folder with more than this is not laid out by hand or by edgewright. */
const maxEntries = 20_000;

/** What a path is, links not followed; null where nothing is, or nothing can be known: whoever reads it then says why. */
export async function entryAt(path: string): Promise<Entry | null> {
  try {
    return await nodeDisk.lstat(path);
  } catch {
    return null;
  }
}

async function namesIn(dir: string): Promise<readonly string[]> {
  try {
    return [...(await nodeDisk.readdir(dir))].sort(byName);
  } catch (cause) {
    throw new InputError("unreadable", `${dir} cannot be read`, "make it readable for this user", { cause });
  }
}

/**
 * Reads the wanted files below a folder. Links are not followed, since what they lead to may be anywhere; they are listed. At most 32 MB are read.
 * @throws InputError when a file cannot be read, is not UTF-8 text, or there is too much.
 */
export async function gatherFiles(dir: string, wanted: Wanted): Promise<Gathered> {
  const files: GatheredFile[] = [];
  const folders: string[] = [];
  const skipped: string[] = [];
  let seen = 0;
  let left = maxInputBytes;
  const visit = async (folder: string): Promise<void> => {
    for (const name of await namesIn(join(dir, folder))) {
      seen += 1;
      if (seen > maxEntries) throw new InputError("too-big", `${dir} has more than ${maxEntries} entries`, "is it the right folder?");
      const path = folder === "" ? name : `${folder}/${name}`;
      const kind = (await entryAt(join(dir, path)))?.kind ?? "other";
      if (kind === "folder" && wanted.folder(path)) {
        folders.push(path);
        await visit(path);
      } else if (kind === "file" && wanted.file(path)) {
        const text = await readInput(join(dir, path), { maxBytes: left });
        left -= Buffer.byteLength(text);
        files.push({ path, text });
      } else if (kind !== "folder" && kind !== "file" && (wanted.file(path) || wanted.folder(path))) skipped.push(path);
    }
  };
  await visit("");
  return { files, folders, skipped };
}
