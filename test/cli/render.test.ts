import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { change, smallest } from "./support/documents.js";
import { example, folder, renderedFolder } from "./support/folder.js";

const fine = (stdout: string) => ({ status: 0, stdout, stderr: "" });
const differs = (stdout: string) => ({ status: 1, stdout, stderr: "" });
const pathsIn = (tree: Readonly<Record<string, string>>): readonly string[] =>
  Object.keys(tree).filter((path) => !path.startsWith(".edgewright"));

describe("render FILE --out DIR", () => {
  it("writes the example, and shows where each file goes", async () => {
    const place = folder({ "edge.yaml": example("on-prem") });
    const { status, stdout, stderr } = place.run("render edge.yaml --out out");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    await expect(stdout).toMatchFileSnapshot("golden/render-tree.txt");
    expect(pathsIn(place.tree("out"))).toHaveLength(18);
  });

  it("makes the folders above DIR", () => {
    const place = folder({ "edge.yaml": smallest });
    expect(place.run("render edge.yaml --out a/b/c").status).toBe(0);
    expect(existsSync(place.path("a/b/c/hapxy1/haproxy.cfg"))).toBe(true);
  });

  it("changes nothing the second time, whatever the order of the fields", () => {
    const place = renderedFolder();
    const before = place.tree("out");
    const [head = "", routes = ""] = smallest.split(/^(?=routes:)/m);
    place.write("other.yaml", routes + head);
    expect(place.run("render other.yaml --out out").stdout).toMatch(/\n0 written, 18 unchanged\n$/);
    expect(place.tree("out")).toEqual(before);
  });

  it("reads Windows line endings, a byte order mark, JSON and standard input alike", () => {
    const place = renderedFolder();
    place.write("crlf.yaml", smallest.replaceAll("\n", "\r\n"));
    place.write("bom.yaml", `\ufeff${smallest}`);
    for (const file of ["crlf.yaml", "bom.yaml"]) expect(place.run(`render ${file} --out out --check`)).toEqual(fine("out: up to date\n"));
    expect(place.run("render - --out out --check", { input: smallest })).toEqual(fine("out: up to date\n"));
  });

  it("renders with warnings, which it shows", () => {
    const place = folder({ "edge.yaml": smallest.replace(/ +- \{ name: worker-[23].*\n/g, "") });
    const { status, stdout, stderr } = place.run("render edge.yaml --out out");
    expect(status).toBe(0);
    expect(stdout).toMatch(/\n18 written, 0 unchanged\n$/);
    expect(stderr).toMatch(/^edge\.yaml:4:3 warning some-node-active: /);
    expect(stderr).toMatch(/\n1 warning; the files are written all the same\.\n$/);
  });

  it("removes what is no longer rendered: a renamed machine's old folder goes, others' files stay", () => {
    const place = renderedFolder();
    place.write("edge.yaml", smallest.replaceAll("hapxy2", "lb-b"));
    const { status, stdout } = place.run("render edge.yaml --out out");
    expect(status).toBe(0);
    expect(stdout).toContain("hapxy2/haproxy.cfg: no longer rendered; removed\n");
    expect(stdout).toMatch(/\n\d+ written, \d+ unchanged, 8 removed\n$/);
    expect(existsSync(place.path("out/hapxy2"))).toBe(false);
    expect(place.read("out/notes.txt")).toBe("not edgewright's\n");
  });

  it("keeps what is no longer rendered and was changed by someone", () => {
    const place = renderedFolder();
    place.write("out/hapxy2/haproxy.cfg", "# by hand\n");
    place.write("edge.yaml", smallest.replaceAll("hapxy2", "lb-b"));
    const { stdout } = place.run("render edge.yaml --out out");
    expect(stdout).toContain("hapxy2/haproxy.cfg: no longer rendered, but changed by someone, so it stays; remove it if nobody needs it\n");
    expect(pathsIn(place.tree("out")).filter((path) => path.startsWith("hapxy2/"))).toEqual(["hapxy2/haproxy.cfg"]);
  });
});

describe("--only", () => {
  it("writes one folder and leaves the others", () => {
    const place = renderedFolder();
    const before = place.tree("out");
    place.write("edge.yaml", change("virtualRouterId: 51", "virtualRouterId: 52"));
    const { status, stdout } = place.run("render edge.yaml --out out --only hapxy1");
    expect(status).toBe(0);
    expect(stdout).not.toContain("hapxy2");
    const changed = Object.entries(place.tree("out")).filter(([path, text]) => before[path] !== text);
    expect(changed.map(([path]) => path)).toEqual([".edgewright/manifest.json", "hapxy1/keepalived.conf"]);
    expect(place.run("render edge.yaml --out out --check").stdout).toBe(
      "hapxy2/keepalived.conf: changed\nout: 1 file differs from what the document says\n",
    );
  });

  it("removes the folder of a machine that is gone, when that is named", () => {
    const place = renderedFolder();
    place.write("edge.yaml", smallest.replaceAll("hapxy2", "lb-b"));
    expect(place.run("render edge.yaml --out out --only hapxy2").stdout).toMatch(/\n0 written, 0 unchanged, 8 removed\n$/);
    expect(existsSync(place.path("out/hapxy2"))).toBe(false);
    expect(existsSync(place.path("out/lb-b"))).toBe(false);
  });
});

describe("--check and --diff write nothing", () => {
  it("when all is as it would be written", () => {
    const place = renderedFolder();
    const before = place.tree();
    expect(place.run("render edge.yaml --out out --check")).toEqual(fine("out: up to date\n"));
    expect(place.run("render edge.yaml --out out --diff")).toEqual(fine("out: up to date\n"));
    expect(place.tree()).toEqual(before);
  });

  it("when nothing is there yet", () => {
    const place = folder({ "edge.yaml": smallest });
    const { status, stdout } = place.run("render edge.yaml --out out --check");
    expect(status).toBe(1);
    expect(stdout).toMatch(/^hapxy1\/haproxy\.cfg: missing\n/);
    expect(stdout).toMatch(/\nout: 18 files differ from what the document says\n$/);
    expect(existsSync(place.path("out"))).toBe(false);
  });

  it("when files are missing, changed, no longer rendered, or in the way", () => {
    const place = renderedFolder();
    place.write("edge.yaml", smallest.replaceAll("hapxy2", "lb-b"));
    renameSync(place.path("out/hapxy1/keepalived.conf"), place.path("kept.conf"));
    place.write("out/lb-b/haproxy.cfg", "# by hand\n");
    const before = place.tree();
    const { status, stdout } = place.run("render edge.yaml --out out --check");
    expect(status).toBe(1);
    expect(stdout.split("\n")).toEqual(
      expect.arrayContaining([
        "hapxy1/keepalived.conf: missing",
        "hapxy2/haproxy.cfg: no longer rendered, would be removed",
        "lb-b/haproxy.cfg: edgewright did not write what stands there; render would refuse",
        "out: 18 files differ from what the document says",
      ]),
    );
    expect(place.tree()).toEqual(before);
  });

  it("when an update was cut short, which the next render completes", () => {
    const place = renderedFolder();
    mkdirSync(place.path("out/.edgewright/staging"));
    writeFileSync(place.path("out/.edgewright/staging/0"), "half a fi");
    expect(place.run("render edge.yaml --out out --check")).toEqual(
      differs("out: an update was cut short; the next render completes it\n"),
    );
    expect(place.run("render edge.yaml --out out").stdout).toContain("An earlier update had been cut short; it is complete now.\n");
    expect(place.run("render edge.yaml --out out --check")).toEqual(fine("out: up to date\n"));
  });

  it("--diff shows the lines", async () => {
    const place = renderedFolder();
    place.write("edge.yaml", change("worker-3, address: 192.168.103.23", "worker-3, address: 192.168.103.24"));
    const { status, stdout, stderr } = place.run("render edge.yaml --out out --diff");
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    await expect(stdout).toMatchFileSnapshot("golden/render-diff.txt");
    expect(place.run("render edge.yaml --out out --check --diff").stdout).toBe(stdout);
  });
});

it("--print writes one file to standard output and nothing to disk", () => {
  const place = renderedFolder();
  const before = place.tree();
  expect(place.run("render edge.yaml --print hapxy2/keepalived.conf")).toEqual(fine(place.read("out/hapxy2/keepalived.conf")));
  expect(place.tree()).toEqual(before);
});
