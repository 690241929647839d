// What the scripts share: running a program with its output shown, and saying what happens.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** The one place that says which pnpm; package.json's engines say which Node. */
const pnpmVersion = "10.34.8";
const oldestNode = [20, 19];

export const say = (text) => console.log(`\n==> ${text}`);

/** Runs a program to its end, its output shown; true when it ended well. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], ...options });
  if (error !== undefined) console.error(`${command}: ${error.message}`);
  return status === 0;
}

/** Runs a program that must end well, or ends this one. */
export function must(command, args, options = {}) {
  if (run(command, args, options)) return;
  console.error(`\nfailed: ${command} ${args.join(" ")}`);
  process.exit(1);
}

export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  console.error(`Node ${oldestNode.join(".")} or later is needed, and this is ${process.versions.node}.`);
  process.exit(1);
}

/** The packages of package.json, from the lockfile, by the pinned pnpm that npm brings. */
export function installPackages() {
  say(`npm packages, from pnpm-lock.yaml, by pnpm ${pnpmVersion}`);
  must("npx", [
    "--yes",
    `pnpm@${pnpmVersion}`,
    "install",
    "--frozen-lockfile",
    "--reporter=append-only",
    "--config.confirmModulesPurge=false",
  ]);
}

export function buildAll() {
  say("building: templates are checked and compiled, then ESM, CommonJS and types");
  must(process.execPath, ["scripts/build.mjs"]);
}

export const isRoot = process.getuid?.() === 0;
