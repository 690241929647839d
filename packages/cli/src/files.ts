/** The command line's only way to the disk: reading the document and its secrets, writing and comparing the output folder. */
import type { diffOutput as diff } from "./output/diff.js";

export { type CompareReport, compareOutput, describeDifference } from "./output/compare.js";
export { createNewFile } from "./output/create.js";
export { type Disk, type Entry, type NewFile, nodeDisk, type RunId } from "./output/disk.js";
export { OutputError, type OutputErrorCode } from "./output/errors.js";
export { entryAt, type Gathered, type GatheredFile, gatherFiles } from "./output/gather.js";
export {
  InputError,
  type InputErrorCode,
  type InputOptions,
  maxInputBytes,
  readInput,
  readSecret,
  type SecretSource,
} from "./output/input.js";
export { isSafePath, type OutputFile } from "./output/layout.js";
export type { Difference } from "./output/plan.js";
export { formatTree, type TreeOptions } from "./output/tree.js";
export { type OutputOptions, type WriteReport, writeOutput } from "./output/write.js";

/** Loaded when it is called: comparing texts is a library that nobody else needs. */
export const diffOutput: typeof diff = async (...given) => (await import("./output/diff.js")).diffOutput(...given);
