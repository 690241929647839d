import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leftovers, openLab, remains } from "./lab.js";
import { until } from "./run.js";

const folder = mkdtempSync(join(tmpdir(), "lab-test-"));
const program = join(folder, "lab-process.mjs");

beforeAll(() => {
  const entry = fileURLToPath(new URL("lab-process.ts", import.meta.url));
  buildSync({ entryPoints: [entry], outfile: program, bundle: true, platform: "node", format: "esm", target: "node20" });
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly id: string;
  readonly child: ChildProcess;
}

const startRun = async (): Promise<Run> => {
  const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
  let id = "";
  child.stdout.on("data", (data) => {
    id += String(data);
  });
  await until("the run has built its lab", () => id.endsWith("\n"), 10_000);
  // Its daemon has been started, and enters its namespace a moment later.
  await until("its daemon is inside", () => remains(id.trim()).some((line) => line.startsWith("process")), 10_000);
  return { id: id.trim(), child };
};

const end = (child: ChildProcess, signal: NodeJS.Signals): Promise<unknown> => {
  const ended = new Promise((resolve) => void child.once("exit", (_code, by) => resolve(by)));
  child.kill(signal);
  return ended;
};

describe("a lab", () => {
  it.each(["SIGINT", "SIGTERM"] as const)("is removed when its run is interrupted by %s", async (signal) => {
    const { id, child } = await startRun();
    expect(remains(id).length).toBeGreaterThan(2);
    expect(await end(child, signal)).toBe(signal);
    expect(remains(id)).toEqual([]);
  });

  it("of a killed run is removed by the next one, and no process outlives it", async () => {
    const { id, child } = await startRun();
    await end(child, "SIGKILL");
    await until("the kernel has ended its daemons", () => !remains(id).some((line) => line.startsWith("process")), 2000);
    expect(leftovers()).toContain(id);
    openLab().remove();
    expect(remains(id)).toEqual([]);
  });

  it("of a run that is still going is left alone", async () => {
    const { id, child } = await startRun();
    const before = remains(id);
    openLab().remove();
    expect(remains(id)).toEqual(before);
    await end(child, "SIGTERM");
  });
});
