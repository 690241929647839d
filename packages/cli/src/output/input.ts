import { type FileHandle, open } from "node:fs/promises";
import { errorCode } from "./disk.js";

export type InputErrorCode = "missing" | "folder" | "unreadable" | "too-big" | "not-utf8";

/** A file could not be read. `message` is one sentence, `fix` says what to do about it. */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly code: InputErrorCode;
  readonly fix: string;

  constructor(code: InputErrorCode, message: string, fix: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.fix = fix;
  }
}

/** The biggest input that is read, in bytes. */
export const maxInputBytes = 32 * 1024 * 1024;
const maxSecretBytes = 64 * 1024;

export interface InputOptions {
  readonly maxBytes?: number | undefined;
  /** Where "-" reads from; default: standard input. */
  readonly stdin?: AsyncIterable<Uint8Array> | undefined;
}

function formatSize(bytes: number): string {
  const [size, unit] = bytes >= 1024 * 1024 ? [bytes / (1024 * 1024), "MB"] : bytes >= 1024 ? [bytes / 1024, "KB"] : [bytes, "bytes"];
  return `${Number(size.toFixed(1))} ${unit}`;
}

const tooBig = (name: string, maxBytes: number, size?: number): InputError =>
  new InputError(
    "too-big",
    `${name} is ${size === undefined ? "" : `${formatSize(size)}, `}more than the ${formatSize(maxBytes)} that are read`,
    "is it the right file?",
  );

async function collect(chunks: AsyncIterable<Uint8Array>, name: string, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxBytes) throw tooBig(name, maxBytes);
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes); // Drops a byte order mark.
  } catch (cause) {
    throw new InputError("not-utf8", `${name} is not UTF-8 text`, "save it as UTF-8", { cause });
  }
}

/** The size is asked before anything is read; pipes and the like have none, so that reading stops at the limit too. */
async function readHandle(handle: FileHandle, path: string, maxBytes: number): Promise<Uint8Array> {
  const stat = await handle.stat();
  if (stat.isDirectory()) throw new InputError("folder", `${path} is a folder, not a file`, "name a file in it");
  if (stat.size > maxBytes) throw tooBig(path, maxBytes, stat.size);
  return collect(handle.createReadStream({ autoClose: false }), path, maxBytes);
}

function explain(error: unknown, path: string): unknown {
  const code = errorCode(error);
  if (error instanceof InputError || code === "") return error;
  if (code === "ENOENT") return new InputError("missing", `${path} does not exist`, "check the name", { cause: error });
  if (code === "ENOTDIR")
    return new InputError("missing", `${path} does not exist: a part of its path is a file`, "check the name", { cause: error });
  const says = code === "EACCES" || code === "EPERM" ? "permission denied" : `the system reports ${code}`;
  return new InputError("unreadable", `${path} cannot be read: ${says}`, "make it readable for this user", { cause: error });
}

async function readPath(path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    const handle = await open(path, "r");
    return await readHandle(handle, path, maxBytes).finally(() => handle.close());
  } catch (error) {
    throw explain(error, path);
  }
}

/**
 * The text of a file, or of standard input for "-", without a byte order mark.
 * @throws InputError when it is missing, a folder, unreadable, not UTF-8, or over `maxBytes` (default 32 MB), which is not read.
 */
export async function readInput(path: string, options: InputOptions = {}): Promise<string> {
  const { maxBytes = maxInputBytes, stdin = process.stdin } = options;
  if (path !== "-") return decode(await readPath(path, maxBytes), path);
  const name = "standard input";
  try {
    return decode(await collect(stdin, name, maxBytes), name);
  } catch (error) {
    throw explain(error, name);
  }
}

/** Where a secret's value comes from. */
export type SecretSource = { readonly env: string } | { readonly file: string };

/**
 * A secret's value, null when there is none. An empty one counts as none: that is what a build server makes of a secret that
 * was never set. One line ending at the end of a file is not part of the value.
 * @throws InputError when the file is there and cannot be read.
 */
export async function readSecret(
  source: SecretSource,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<string | null> {
  const found = "env" in source ? env[source.env] : await readSecretFile(source.file);
  return found === undefined || found === "" ? null : found;
}

async function readSecretFile(path: string): Promise<string> {
  try {
    return (await readInput(path === "-" ? "./-" : path, { maxBytes: maxSecretBytes })).replace(/\r?\n$/, "");
  } catch (error) {
    if (error instanceof InputError && error.code === "missing") return "";
    throw error;
  }
}
