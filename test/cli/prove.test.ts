import { describe, expect, it } from "vitest";
import { asWest, change, smallest, withSecrets } from "./support/documents.js";
import { example, folder } from "./support/folder.js";

const linesOf = (text: string): readonly string[] => text.trimEnd().split("\n");

describe("for a person", () => {
  it.each(["on-prem", "active-active", "dual-stack"])("%s", async (name) => {
    const { status, stdout, stderr } = folder({ "edge.yaml": example(name) }).run("prove edge.yaml");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    await expect(stdout).toMatchFileSnapshot(`golden/prove/${name}.txt`);
    expect(linesOf(stdout).filter((line) => line.length > 112)).toEqual([]);
    expect(linesOf(stdout).filter((line) => / $/.test(line))).toEqual([]);
  });

  it("several documents, one of them from standard input, each under its name", () => {
    const place = folder({ "east.yaml": change("name: on-prem", "name: east") });
    const { status, stdout } = place.run("prove east.yaml -", { input: asWest(smallest) });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^east\.yaml \(east\)\n\nVIP public, /);
    expect(stdout).toContain("\nstandard input (west)\n\nVIP public, ");
  });

  it("says so where there is nothing to prove", () => {
    const none = smallest.replace(/loadBalancers:[\s\S]*$/, "");
    expect(folder({ "edge.yaml": none }).run("prove edge.yaml")).toEqual({
      status: 0,
      stdout: "No VIP is held by keepalived: there is nothing to prove.\n",
      stderr: "",
    });
  });

  it("a default that gives way to auth is no promise, and the page says why", () => {
    const { status, stdout } = folder({ "edge.yaml": withSecrets("{ env: VRRP }", "{ env: STATS }").replace("max: 8s, ", "") }).run(
      "prove edge.yaml",
      {
        env: { VRRP: "s3cret", STATS: "0ther" },
      },
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/\n {2}the machine lost +0 ms +3012 ms +100 ms +3112 ms +not promised\n/);
    expect(stdout).not.toMatch(/ -\d/);
    const said = stdout.replace(/\s+/g, " ");
    expect(said).toContain(
      "HAProxy hung. The document sets no promise for it, and the default gives way to auth: VRRPv2 advertises each second.",
    );
  });

  it.each([
    ["{ global: [a_word], instances: { public: [b_word, c_word] } }", "2 lines for this VIP and 1 line for all VIPs"],
    ["{ global: [a_word] }", "1 line for all VIPs"],
    ["{ instances: { public: [b_word] } }", "1 line for this VIP"],
  ])("raw.keepalived %s stands above the proof", (raw, said) => {
    const { status, stdout } = folder({ "edge.yaml": `${smallest}raw: { keepalived: ${raw} }\n` }).run("prove edge.yaml");
    expect(status).toBe(0);
    const [, note] = /^VIP public, [^\n]*\n(.*?)\nProved:/s.exec(stdout) ?? [];
    expect(note?.replace(/\s+/g, " ").trim()).toBe(
      `raw.keepalived adds ${said}: the proof covers nothing of the raw lines, and the times are those of the timers without them.`,
    );
    expect(stdout.match(/raw/g)).toHaveLength(2);
  });

  it("prints no secret", () => {
    const place = folder({ "edge.yaml": withSecrets("{ env: VRRP }", "{ env: STATS }") });
    for (const format of ["pretty", "json"]) {
      const { status, stdout } = place.run(`prove edge.yaml --format ${format}`, { env: { VRRP: "s3cret", STATS: "0ther" } });
      expect(status).toBe(0);
      expect(stdout).not.toMatch(/s3cret|0ther/);
    }
  });
});

describe("as data", () => {
  it("has the fields that docs/failover.md names", () => {
    const { status, stdout } = folder({ "edge.yaml": smallest }).run("prove edge.yaml --format json");
    expect(status).toBe(0);
    const { documents, ...more } = JSON.parse(stdout);
    expect(more).toEqual({});
    expect(documents.map(({ file, name }: { file: string; name: string }) => [file, name])).toEqual([["edge.yaml", "on-prem"]]);
    const [vip] = documents[0].vips;
    expect(Object.keys(vip)).toEqual([
      "vip",
      "addresses",
      "primary",
      "backup",
      "raw",
      "proof",
      "timers",
      "budget",
      "toleratedPause",
      "risks",
    ]);
    expect(Object.keys(vip.proof)).toEqual(["holds", "states", "transitions", "laws", "counterexamples", "together"]);
    expect(Object.keys(vip.budget[0]).sort()).toEqual([
      "allowance",
      "detection",
      "election",
      "failure",
      "gaveWay",
      "margin",
      "name",
      "promise",
      "promised",
      "total",
    ]);
  });
});

describe("a document whose proof fails", () => {
  const never = change(
    "backup: hapxy2 }",
    "backup: hapxy2, failover: { timers: { priorities: { primary: 103, backup: 100 }, weight: -2 } } }",
  );

  it("is told with its story, and nothing is printed", () => {
    const { status, stdout, stderr } = folder({ "edge.yaml": never }).run("prove edge.yaml");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain('error failover-proved: VIP "public": it stays on a machine that is not well, while the other one is\n');
    expect(stderr).toContain("| hapxy1's HAProxy dies: hapxy1 still holds it\n");
    expect(stderr).toMatch(/\n2 errors; nothing is proved\.\n$/);
  });

  it("is not rendered", () => {
    const place = folder({ "edge.yaml": never });
    expect(place.run("render edge.yaml --out out").status).toBe(1);
    expect(Object.keys(place.tree())).toEqual(["edge.yaml"]);
  });

  it("is told as data on standard error", () => {
    const { status, stdout, stderr } = folder({ "edge.yaml": never }).run("prove edge.yaml --format json");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(JSON.parse(stderr).map(({ code }: { code: string }) => code)).toEqual(["failover-proved", "weight-exceeds-gap"]);
  });
});

it("a document that cannot be read is reported as check does it", () => {
  const place = folder({ "edge.yaml": "name: [" });
  const { status, stdout, stderr } = place.run("prove edge.yaml");
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toBe(place.run("check edge.yaml").stderr.replace("nothing can be rendered", "nothing is proved"));
});
