import { describe, expect, it } from "vitest";
import { asModule, asWest, change, smallest } from "./support/documents.js";
import { folder } from "./support/folder.js";

const east = change("name: on-prem", "name: east");
const west = asWest(smallest);
const top = (paths: readonly string[]): readonly string[] => [...new Set(paths.map((path) => path.split("/").slice(0, 2).join("/")))];

it("gives each of several documents a folder of its name", () => {
  const place = folder({ "east.yaml": east, "west.yaml": west });
  const { status, stdout } = place.run("render east.yaml west.yaml --out out");
  expect(status).toBe(0);
  expect(top(Object.keys(place.tree("out"))).filter((path) => !path.startsWith(".edgewright"))).toEqual([
    "east/hapxy1",
    "east/hapxy2",
    "east/kubernetes",
    "west/hapxy3",
    "west/hapxy4",
    "west/kubernetes",
  ]);
  expect(stdout.match(/haproxy\.cfg +→ \/etc\/haproxy\/haproxy\.cfg\n/g)).toHaveLength(4);
  expect(place.run("render east.yaml west.yaml --out out --check").stdout).toBe("out: up to date\n");
});

it("takes one of them from standard input", () => {
  const place = folder({ "east.yaml": east });
  expect(place.run("render east.yaml - --out out", { input: west }).status).toBe(0);
  expect(Object.keys(place.tree("out"))).toContain("west/hapxy3/haproxy.cfg");
});

it("refuses two of one name: they would share a folder", () => {
  const place = folder({ "a.yaml": east, "b.yaml": west.replace("name: west", "name: east") });
  expect(place.run("render a.yaml b.yaml --out out")).toEqual({
    status: 2,
    stdout: "",
    stderr:
      "edgewright: a.yaml and b.yaml are both called east; nothing was written; give each document a name of its own: it is its folder\n",
  });
  expect(Object.keys(place.tree())).toEqual(["a.yaml", "b.yaml"]);
});

it("checks two of one name: nothing is written, so nothing is shared", () => {
  const place = folder({ "a.yaml": east, "b.yaml": west.replace("name: west", "name: east") });
  const { status, stdout } = place.run("check a.yaml b.yaml");
  expect({ status, stdout }).toEqual({ status: 0, stdout: "a.yaml: fine; it renders 18 files\nb.yaml: fine; it renders 18 files\n" });
});

it("writes nothing of the sound one while the other has errors, and reports both", () => {
  const place = folder({ "east.yaml": east, "west.yaml": west.replace("backup: hapxy4", "backup: hapxy5"), "bad.yaml": "name: [" });
  const { status, stdout, stderr } = place.run("render east.yaml west.yaml bad.yaml --out out");
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/^west\.yaml:15:\d+ error reference-unknown: /);
  expect(stderr).toContain("\nbad.yaml:1:");
  expect(stderr).toMatch(/\n2 errors; nothing was written\.\n$/);
  expect(Object.keys(place.tree())).toEqual(["bad.yaml", "east.yaml", "west.yaml"]);
});

describe("documents that share a segment", () => {
  const clashing = west
    .replace("192.168.103.9", "192.168.103.10")
    .replace("virtualRouterId: 52", "virtualRouterId: 51")
    .replace("192.168.103.13/", "192.168.103.12/");
  const place = () => folder({ "east.yaml": east, "west.yaml": clashing });

  it.each([
    "check east.yaml west.yaml",
    "render east.yaml west.yaml --out out",
    "render east.yaml west.yaml --print east/hapxy1/haproxy.cfg",
  ])("are checked together: %s", async (args) => {
    const where = place();
    const { status, stdout, stderr } = where.run(args);
    expect({ status, stdout, files: Object.keys(where.tree()) }).toEqual({ status: 1, stdout: "", files: ["east.yaml", "west.yaml"] });
    const outcome = args.startsWith("check") ? "nothing can be rendered" : "nothing was written";
    await expect(stderr.replace(outcome, "OUTCOME")).toMatchFileSnapshot("golden/several-collide.txt");
  });

  it("are each fine alone", () => {
    const where = place();
    for (const file of ["east.yaml", "west.yaml"]) expect(where.run(`check ${file}`).status).toBe(0);
  });

  it("name the other file in every format", () => {
    const other = JSON.parse(place().run("check east.yaml west.yaml --format json").stderr)[0].related[0].source;
    expect(other).toMatchObject({ file: "east.yaml", line: 13 });
    const [result] = JSON.parse(place().run("check east.yaml west.yaml --format sarif").stderr).runs[0].results;
    expect(result.relatedLocations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: "east.yaml" },
      region: { startLine: 13 },
    });
    expect(place().run("check east.yaml west.yaml --format github").stderr).toMatch(/^::error file=west\.yaml,.*\(at east\.yaml:13:\d+\)/);
  });

  it("may be a module and standard input", () => {
    const where = folder({ "east.mjs": `export default ${asModule};\n` });
    const { status, stderr } = where.run("check east.mjs -", { input: clashing });
    expect(status).toBe(1);
    expect(stderr).toContain('VIP 192.168.103.10 is claimed by "public" here and by "public" in document "on-prem"');
  });

  it("are named once when one is given twice", () => {
    const { status, stderr } = folder({ "a.yaml": smallest }).run("check a.yaml a.yaml");
    expect({ status, stderr: stderr.split("\n")[0] }).toEqual({
      status: 1,
      stderr: "a.yaml:2:7 error document-twice: a.yaml is given twice",
    });
  });
});
