#!/usr/bin/env node
import { run } from "./cli.js";
import { systemTerminal } from "./terminal.js";

// `edgewright … | head` closes our output: that is no error of anyone's.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});
process.exitCode = await run(process.argv.slice(2), systemTerminal());
