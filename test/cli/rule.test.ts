import { describe, expect, it } from "vitest";
import { folder } from "./support/folder.js";

const listed = (): readonly string[] =>
  folder()
    .run("rule")
    .stdout.trimEnd()
    .split("\n")
    .map((line) => line.split(" ", 1)[0] ?? "");

describe("edgewright rule", () => {
  it("prints one page", async () => {
    const { status, stdout, stderr } = folder().run("rule vrid-unique-on-segment");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    await expect(stdout).toMatchFileSnapshot("golden/rule-page.txt");
  });

  it.each([
    [
      "load-balancer-used",
      "A document can switch it off, or give it another severity, with a reason that is shown:\n\n    rules: { load-balancer-used: ",
    ],
    ["bind-unique", "It cannot be switched off: it guards safety. A document cannot lower it either.\n"],
    [
      "healed-split-announces",
      "with a reason that is shown, for what `render` writes; `check DIR`, which has no document, always tells it:\n\n    rules: { healed-",
    ],
    ["yaml-tag", "It cannot be switched off: it is no rule that a document can change.\n"],
  ])("says whether %s can be switched off", (id, said) => {
    expect(folder().run(`rule ${id}`).stdout).toContain(said);
  });

  it("lists every page once, one a line, with its law", () => {
    const { status, stdout } = folder().run("rule");
    expect(status).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .filter((line) => !/^[a-z0-9-]+ {2,}\S.*[^.\s]$/.test(line)),
    ).toEqual([]);
    expect(new Set(listed()).size).toBe(listed().length);
  });

  it.each([
    "vip-claimed-once",
    "secret-missing",
    "yaml-alias-bomb",
    "module-broken",
    "template-nullable",
    "auth-plain",
    "controller-rendered",
  ])("knows %s, wherever it is reported", (id) => {
    expect(folder().run(`rule ${id}`)).toMatchObject({ status: 0, stderr: "" });
    expect(listed()).toContain(id);
  });

  it("has a page for each code that these tests cause", () => {
    const place = folder({ "edge.yaml": "vips: []\ncluster: { nodes: [{ name: A, address: here, weight: 900 }] }\nextra: 1\n" });
    const codes = [...place.run("check edge.yaml").stderr.matchAll(/ error ([a-z-]+): /g)].map(([, code = ""]) => code);
    expect(codes.length).toBeGreaterThan(4);
    for (const code of new Set(codes)) expect({ code, status: place.run(`rule ${code}`).status }).toEqual({ code, status: 0 });
  });
});
