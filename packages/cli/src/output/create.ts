import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { errorCode } from "./disk.js";
import { OutputError } from "./errors.js";

const says: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EEXIST: "a part of its path is a file",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of its path is a file",
  EROFS: "the file system is read-only",
};

function explain(error: unknown, path: string): OutputError {
  const code = errorCode(error);
  const why = says[code] ?? (code || String(error));
  return new OutputError("not-writable", `${path} cannot be written: ${why}`, "check the folder and its permissions", { cause: error });
}

/** Writes a file that is not there yet; false when something is, which is left as it is. @throws OutputError when it cannot be written. */
export async function createNewFile(path: string, text: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw explain(error, path);
  });
  try {
    await writeFile(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw explain(error, path);
  }
}
