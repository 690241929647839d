import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { root } from "./blocks.js";

const folder = mkdtempSync(join(tmpdir(), "edgewright-clone-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The files that a clone of this state would have: neither what is built nor what is installed. */
function clone(): void {
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { cwd: root, encoding: "utf8" }).split("\0");
  for (const file of files)
    if (file !== "" && existsSync(join(root, file))) cpSync(join(root, file), join(folder, file), { recursive: true });
}

describe("npm start, in a clone that nobody has touched", () => {
  it("sets everything up, renders the on-prem example, and says where each file goes", () => {
    clone();
    const { status, stdout, stderr } = spawnSync("npm", ["start"], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    expect({ status, stderr: status === 0 ? "" : `${stdout}${stderr}` }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/haproxy\.cfg +→ \/etc\/haproxy\/haproxy\.cfg/);
    for (const path of ["hapxy1/haproxy.cfg", "hapxy2/keepalived.conf", "kubernetes/default.yaml"]) {
      const expected = readFileSync(join(root, dirname("examples/on-prem/expected/x"), path), "utf8");
      expect(readFileSync(join(folder, "out", path), "utf8"), path).toBe(expected);
    }
  }, 300_000);
});
