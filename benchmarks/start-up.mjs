// npm run bench: whole processes side by side in one run, medians and ratios. Build first.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const out = mkdtempSync(join(tmpdir(), "edgewright-bench-"));
const bin = "packages/cli/dist/bin.js";
const runs = 15;

const subjects = {
  "node -e 0": ["-e", "0"],
  "edgewright --version": [bin, "--version"],
  "edgewright check, on-prem": [bin, "check", "examples/on-prem/edge.yaml"],
  "edgewright render, on-prem": [bin, "render", "examples/on-prem/edge.yaml", "--out", out],
};

function milliseconds(args) {
  const start = process.hrtime.bigint();
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "ignore" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const times = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]));
// In turn, so that a machine whose speed drifts drifts for all of them.
for (let run = 0; run < runs; run++) for (const [name, args] of Object.entries(subjects)) times[name].push(milliseconds(args));
rmSync(out, { recursive: true, force: true });

const floor = median(times["node -e 0"]);
for (const [name, values] of Object.entries(times))
  console.log(`${name.padEnd(28)} ${median(values).toFixed(0).padStart(5)} ms  ${(median(values) / floor).toFixed(2)} × bare node`);
