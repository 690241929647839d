// npm test: sets everything up, the daemons included, and runs every test. Under CI=true a skipped test is a failure.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installDaemons } from "./daemons.mjs";
import { buildAll, checkNode, installPackages, must, root, run, say } from "./lib.mjs";

const strict = process.env.CI === "true";

/** Runs one vitest project; gives its counts, or null when it did not come to an end. */
function runProject(project, folder) {
  const file = join(folder, `${project}.json`);
  const vitest = join(root, "node_modules", ".bin", "vitest");
  const ok = run(vitest, ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`]);
  try {
    const {
      numPassedTests: passed,
      numFailedTests: failed,
      numPendingTests: pending,
      numTodoTests: todo,
    } = JSON.parse(readFileSync(file, "utf8"));
    return { ok, passed, failed, skipped: pending + todo };
  } catch {
    return null;
  }
}

checkNode();
installPackages();
const noDaemons = installDaemons();
buildAll();
must(process.execPath, ["scripts/lint.mjs"]);

const folder = mkdtempSync(join(tmpdir(), "edgewright-test-"));
const skips = noDaemons === null ? [] : [`test/system (real daemons in network namespaces): ${noDaemons}`];
const results = [];
for (const project of noDaemons === null ? ["unit", "system"] : ["unit"]) {
  say(`tests: ${project}`);
  const result = runProject(project, folder);
  if (result === null || !result.ok) console.error(`\nthe ${project} tests failed`);
  results.push(result ?? { ok: false, passed: 0, failed: 1, skipped: 0 });
}
rmSync(folder, { recursive: true, force: true });

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
if (sum("skipped") > 0) skips.push(`${sum("skipped")} single tests, named above`);
say("result");
for (const skip of skips) console.log(`skipped: ${skip}`);
console.log(`${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);
process.exitCode = results.every((result) => result.ok) && (!strict || skips.length === 0) ? 0 : 1;
if (strict && skips.length > 0) console.error("under CI=true a skip is a failure");
