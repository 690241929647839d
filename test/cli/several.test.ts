import { expect, it } from "vitest";
import { change, smallest } from "./support/documents.js";
import { folder } from "./support/folder.js";

const east = change("name: on-prem", "name: east");
const west = change("name: on-prem", "name: west");
const top = (paths: readonly string[]): readonly string[] => [...new Set(paths.map((path) => path.split("/").slice(0, 2).join("/")))];

it("gives each of several documents a folder of its name", () => {
  const place = folder({ "east.yaml": east, "west.yaml": west });
  const { status, stdout } = place.run("render east.yaml west.yaml --out out");
  expect(status).toBe(0);
  expect(top(Object.keys(place.tree("out"))).filter((path) => !path.startsWith(".edgewright"))).toEqual([
    "east/hapxy1",
    "east/hapxy2",
    "east/kubernetes",
    "west/hapxy1",
    "west/hapxy2",
    "west/kubernetes",
  ]);
  expect(stdout.match(/haproxy\.cfg +→ \/etc\/haproxy\/haproxy\.cfg\n/g)).toHaveLength(4);
  expect(place.run("render east.yaml west.yaml --out out --check").stdout).toBe("out: up to date\n");
});

it("takes one of them from standard input", () => {
  const place = folder({ "east.yaml": east });
  expect(place.run("render east.yaml - --out out", { input: west }).status).toBe(0);
  expect(Object.keys(place.tree("out"))).toContain("west/hapxy1/haproxy.cfg");
});

it("refuses two of one name: they would share a folder", () => {
  const place = folder({ "a.yaml": east, "b.yaml": east });
  expect(place.run("render a.yaml b.yaml --out out")).toEqual({
    status: 2,
    stdout: "",
    stderr:
      "edgewright: a.yaml and b.yaml are both called east; nothing was written; give each document a name of its own: it is its folder\n",
  });
  expect(Object.keys(place.tree())).toEqual(["a.yaml", "b.yaml"]);
});

it("checks two of one name: nothing is written, so nothing is shared", () => {
  const place = folder({ "a.yaml": smallest, "b.yaml": smallest });
  const { status, stdout } = place.run("check a.yaml b.yaml");
  expect({ status, stdout }).toEqual({ status: 0, stdout: "a.yaml: fine; it renders 18 files\nb.yaml: fine; it renders 18 files\n" });
});

it("writes nothing of the sound one while the other has errors, and reports both", () => {
  const place = folder({ "east.yaml": east, "west.yaml": west.replace("backup: hapxy2", "backup: hapxy3"), "bad.yaml": "name: [" });
  const { status, stdout, stderr } = place.run("render east.yaml west.yaml bad.yaml --out out");
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toMatch(/^west\.yaml:15:\d+ error reference-unknown: /);
  expect(stderr).toContain("\nbad.yaml:1:");
  expect(stderr).toMatch(/\n2 errors; nothing was written\.\n$/);
  expect(Object.keys(place.tree())).toEqual(["bad.yaml", "east.yaml", "west.yaml"]);
});
