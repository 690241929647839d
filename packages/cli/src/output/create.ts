import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { errorCode } from "./disk.js";
import { OutputError } from "./errors.js";

/** Writes a file that is not there yet; false when something is, which is left as it is. @throws OutputError when it cannot be written. */
export async function createNewFile(path: string, text: string): Promise<boolean> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: "wx" });
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw new OutputError(
      "not-writable",
      `${path} cannot be written: ${errorCode(error) || String(error)}`,
      "check the folder and its permissions",
      { cause: error },
    );
  }
}
