#!/usr/bin/env node
import { run } from "./cli.js";
import { systemTerminal } from "./terminal.js";

/** `edgewright … | head` closes our output, which is no error of anyone's: what comes after goes nowhere, and the exit status stays true. */
function survive(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") return;
  process.stderr.write(`edgewright: the output cannot be written: ${error.code ?? error.message}; is the disk full?\n`);
  process.exit(2);
}

process.stdout.on("error", survive);
process.stderr.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") process.exit(2);
});
process.exitCode = await run(process.argv.slice(2), systemTerminal());
