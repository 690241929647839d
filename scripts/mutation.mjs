// npm run mutation: all of it, and docs/mutation.md from it; with files or globs named, these alone and no page. Stryker's options pass through.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./lib.mjs";
import { mutationPage } from "./mutation/page.mjs";

const words = process.argv.slice(2);
const files = words.filter((word) => !word.startsWith("-"));
const options = words.filter((word) => word.startsWith("-"));
const report = join(root, "reports", "mutation.json");

rmSync(report, { force: true });
const portion = files.length === 0 ? [] : ["--mutate", files.join(",")];
const ended = run(join(root, "node_modules", ".bin", "stryker"), ["run", ...options, ...portion]);
if (files.length === 0) writeFileSync(join(root, "docs", "mutation.md"), mutationPage(JSON.parse(readFileSync(report, "utf8"))));
process.exitCode = ended ? 0 : 1;
