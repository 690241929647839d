import { readInput } from "./files.js";
import type { Terminal } from "./terminal.js";

/** The text of a FILE argument, `-` being standard input. @throws InputError */
export function readArgument(file: string, terminal: Terminal): Promise<string> {
  if (file === "-" && terminal.typed) terminal.err("edgewright: reading standard input; Ctrl-D ends it\n");
  return readInput(file);
}
