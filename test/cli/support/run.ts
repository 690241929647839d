import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withoutStanding } from "./standing.js";

export const root = fileURLToPath(new URL("../../..", import.meta.url));
export const bin = join(root, "packages/cli/dist/bin.js");

export interface RunOptions {
  readonly cwd: string;
  readonly input?: string | Uint8Array | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Without root's right to read and write whatever the permissions say. */
  readonly unprivileged?: boolean | undefined;
  readonly nodeOptions?: readonly string[] | undefined;
  /** Whether standard error is to be as it was written, the remark on every document included. */
  readonly whole?: boolean | undefined;
}

export interface RunResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function newestSource(): number {
  const packages = readdirSync(join(root, "packages")).map((name) => join(root, "packages", name, "src"));
  const files = packages.flatMap((src) =>
    readdirSync(src, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(ts|njk)$/.test(file) && !/(\.test|\.generated)\.ts$/.test(file))
      .map((file) => statSync(join(src, file)).mtimeMs),
  );
  return Math.max(...files);
}

let checked = false;

/** These tests run what was built: a stale build would pass for what the sources say. */
function assertBuilt(): void {
  if (checked) return;
  if (!existsSync(bin)) throw new Error("packages/cli/dist/bin.js is not there: run `node scripts/build.mjs` first");
  if (statSync(bin).mtimeMs < newestSource())
    throw new Error("packages/cli/dist is older than the sources: run `node scripts/build.mjs` again");
  checked = true;
}

const isRoot = process.getuid?.() === 0;

/** Root that may do no more than any owner of a file (capabilities(7), CAP_DAC_OVERRIDE): wherever the checkout is, it stays readable. */
const withoutRights = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--"];

/** The command line that runs `edgewright` with these arguments. */
export function commandLine(
  args: readonly string[],
  { unprivileged = false, nodeOptions = [] }: Partial<RunOptions> = {},
): readonly string[] {
  assertBuilt();
  return [...(unprivileged && isRoot ? withoutRights : []), process.execPath, ...nodeOptions, bin, ...args];
}

/** Nothing of the environment that runs the tests reaches the command but what finds programs. */
export const environment = (env: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  PATH: process.env["PATH"] ?? "",
  HOME: process.env["HOME"] ?? "/",
  LC_ALL: "C.UTF-8",
  ...env,
});

/** Runs the built command to its end. */
export function run(args: readonly string[], options: RunOptions): RunResult {
  const [program = "", ...words] = commandLine(args, options);
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    cwd: options.cwd,
    env: environment(options.env),
    input: options.input ?? "",
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    timeout: 60_000,
  });
  if (error !== undefined && !("code" in error && error.code === "EPIPE")) throw error;
  return { status, stdout, stderr: options.whole === true ? stderr : withoutStanding(stderr) };
}
