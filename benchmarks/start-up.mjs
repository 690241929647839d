// Whole processes side by side in one run, medians and ratios. Build first.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "./median.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = "packages/cli/dist/bin.js";
const runs = 15;
const floorName = "node -e 0";

const subjects = (out) => ({
  [floorName]: ["-e", "0"],
  "edgewright --version": [bin, "--version"],
  "edgewright check, on-prem": [bin, "check", "examples/on-prem/edge.yaml"],
  "edgewright render, on-prem": [bin, "render", "examples/on-prem/edge.yaml", "--out", out],
});

function milliseconds(args) {
  const start = process.hrtime.bigint();
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "ignore" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Lines of Markdown. */
export function startUpTable() {
  const out = mkdtempSync(join(tmpdir(), "edgewright-bench-"));
  const commands = Object.entries(subjects(out));
  const times = Object.fromEntries(commands.map(([name]) => [name, []]));
  // In turn, so that a machine whose speed drifts drifts for all of them.
  for (let run = 0; run < runs; run++) for (const [name, args] of commands) times[name].push(milliseconds(args));
  rmSync(out, { recursive: true, force: true });
  const floor = median(times[floorName]);
  const rows = Object.entries(times).map(
    ([name, values]) => `| \`${name}\` | ${median(values).toFixed(0)} ms | ${(median(values) / floor).toFixed(2)} |`,
  );
  return ["| process | median | × bare node |", "| --- | ---: | ---: |", ...rows];
}
