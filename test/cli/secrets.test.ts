import { chmodSync, statSync } from "node:fs";
import { expect, it } from "vitest";
import { withSecrets } from "./support/documents.js";
import { type Folder, folder, withMode } from "./support/folder.js";

const env = { VRRP: "s3cret-a", STATS: "s3cret-b" };
const fromEnv = withSecrets("{ env: VRRP }", "{ env: STATS }");
const modeOf = (place: Folder, name: string): string => (statSync(place.path(name)).mode & 0o777).toString(8);

it("takes them from the environment, and keeps the files that hold them from others", () => {
  const place = folder({ "edge.yaml": fromEnv });
  const { status, stdout, stderr } = place.run("render edge.yaml --out out", { env });
  expect(status).toBe(0);
  expect(place.read("out/hapxy1/keepalived.conf")).toContain("s3cret-a");
  expect(place.read("out/hapxy1/haproxy.cfg")).toContain("s3cret-b");
  expect(stdout + stderr).not.toContain("s3cret");
  expect(modeOf(place, "out/hapxy1/keepalived.conf")).toBe("640");
  expect(modeOf(place, "out/hapxy2/haproxy.cfg")).toBe("640");
  expect(modeOf(place, "out/hapxy1/host/etc/sysctl.d/90-edgewright.conf")).toBe("644");
});

it("takes them from files, without the line's end", () => {
  const place = folder({ "vrrp.txt": "s3cret-a\n", "stats.txt": "s3cret-b\r\n" });
  place.write("edge.yaml", withSecrets(`{ file: ${place.path("vrrp.txt")} }`, `{ file: ${place.path("stats.txt")} }`));
  expect(place.run("render edge.yaml --out out").status).toBe(0);
  expect(place.read("out/hapxy1/keepalived.conf")).toContain("s3cret-a\n");
  expect(place.read("out/hapxy1/haproxy.cfg")).toContain("s3cret-b\n");
});

it("shows none: --print has their names, --diff neither the old value nor the new", () => {
  const place = folder({ "edge.yaml": fromEnv });
  place.run("render edge.yaml --out out", { env });
  const printed = place.run("render edge.yaml --print hapxy1/keepalived.conf", { env }).stdout;
  expect(printed).toContain("<secret VRRP>");
  expect(printed).not.toContain("s3cret");
  const rotated = { VRRP: "n3w-one", STATS: env.STATS };
  const { status, stdout } = place.run("render edge.yaml --out out --diff", { env: rotated });
  expect(status).toBe(1);
  expect(stdout).not.toMatch(/s3cret|n3w-one/);
  expect(stdout.split("\n").filter((line) => /^[-+] /.test(line))).toEqual([
    "-        auth_pass <hidden>",
    '+        auth_pass "<secret VRRP>"',
    "-        auth_pass <hidden>",
    '+        auth_pass "<secret VRRP>"',
  ]);
});

it("names the one that is missing, and writes nothing", async () => {
  const place = folder({ "edge.yaml": fromEnv.replace("{ env: STATS }", "{ file: /nowhere/stats.txt }") });
  const { status, stdout, stderr } = place.run("render edge.yaml --out out", { env: { VRRP: "" } });
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  await expect(stderr).toMatchFileSnapshot("golden/secrets-missing.txt");
  expect(Object.keys(place.tree())).toEqual(["edge.yaml"]);
});

it("says so when the file of one cannot be read", () => {
  const place = folder({ "vrrp.txt": "s3cret-a\n" });
  const file = place.path("vrrp.txt");
  place.write("edge.yaml", withSecrets(`{ file: ${file} }`, "{ env: STATS }"));
  withMode(place, "vrrp.txt", 0o000);
  const result = place.run("render edge.yaml --out out", { env, unprivileged: true });
  expect(result).toEqual({
    status: 2,
    stdout: "",
    stderr: `edgewright: ${file} cannot be read: permission denied; make it readable for this user\n`,
  });
  chmodSync(file, 0o644);
  expect(Object.keys(place.tree())).toEqual(["edge.yaml", "vrrp.txt"]);
});

it("refuses a value that is in the document itself", async () => {
  const place = folder({ "edge.yaml": withSecrets("s3cret-a", "{ env: STATS }") });
  const { status, stderr } = place.run("check edge.yaml", { env });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^edge\.yaml:15:\d+ error /);
});
