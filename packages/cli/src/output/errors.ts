import { errorCode } from "./disk.js";

export type OutputErrorCode =
  | "not-a-folder"
  | "not-writable"
  | "disk-full"
  | "not-ours"
  | "folder-in-the-way"
  | "file-in-the-way"
  | "link-in-the-way"
  | "manifest-unreadable"
  | "busy"
  | "unknown-folder"
  | "disk-error";

/** Output could not be written or compared. `message` is one sentence, `fix` says what to do about it. */
export class OutputError extends Error {
  override readonly name = "OutputError";
  readonly code: OutputErrorCode;
  readonly fix: string;

  constructor(code: OutputErrorCode, message: string, fix: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.fix = fix;
  }
}

/** How far an update had come when it failed: before the journal stands, no file of the folder has been touched. */
export type Stage = "before" | "after";

const consequence: Readonly<Record<Stage, string>> = {
  before: "nothing was changed",
  after: "the update was cut short: every file is whole, old or new",
};

const again: Readonly<Record<Stage, string>> = { before: "render again", after: "render again to complete it" };

interface Cause {
  readonly code: OutputErrorCode;
  readonly says: string;
  readonly fix: string;
}

const full: Cause = { code: "disk-full", says: "the disk is full", fix: "free some space" };
const denied: Cause = {
  code: "not-writable",
  says: "permission denied",
  fix: "make the folder and what is in it writable for this user, or name another with --out",
};
const noFolder: Cause = { code: "not-a-folder", says: "it, or a part of its path, is a file", fix: "name a folder with --out" };

const causes: ReadonlyMap<string, Cause> = new Map([
  ["ENOSPC", full],
  ["EDQUOT", { ...full, says: "the disk quota is used up" }],
  ["EACCES", denied],
  ["EPERM", denied],
  ["EROFS", { ...denied, says: "the file system is read-only", fix: "name another folder with --out" }],
  ["ENOTDIR", noFolder],
  ["EEXIST", noFolder],
]);

/** A system error as an OutputError; anything else is returned as it came. */
export function explainSystemError(error: unknown, dir: string, stage: Stage): unknown {
  const code = errorCode(error);
  if (error instanceof OutputError || code === "") return error;
  const cause = causes.get(code) ?? { code: "disk-error", says: `the system reports ${code}`, fix: "look at the disk" };
  return new OutputError(cause.code, `cannot write to ${dir}: ${cause.says}; ${consequence[stage]}`, `${cause.fix}, then ${again[stage]}`, {
    cause: error,
  });
}

/** As explainSystemError, for a run that only reads. */
export function explainReadError(error: unknown, dir: string): unknown {
  const code = errorCode(error);
  if (error instanceof OutputError || code === "") return error;
  if (code === "ENOTDIR")
    return new OutputError("not-a-folder", `${dir} is not a folder: ${noFolder.says}`, noFolder.fix, { cause: error });
  const says = code === "EACCES" ? "permission denied" : `the system reports ${code}`;
  return new OutputError("disk-error", `cannot read ${dir}: ${says}`, "make the folder and what is in it readable for this user", {
    cause: error,
  });
}
