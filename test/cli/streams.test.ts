import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { sarifProblems } from "../golden/sarif-schema.js";
import { change, smallest } from "./support/documents.js";
import { example, type Folder, folder } from "./support/folder.js";
import { commandLine, environment } from "./support/run.js";
import { withoutStanding } from "./support/standing.js";

const bad = change("backup: hapxy2", "backup: hapxy3");
const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
const commandText = (args: string): string => [...commandLine(args.split(" "))].map(quote).join(" ");

/** A command line of a shell, with the command itself as `edgewright`. */
function shell({ dir }: Folder, line: string, env: Readonly<Record<string, string>> = {}) {
  const script = line.replace(/edgewright ([^|>;&]+)/g, (_all, args: string) => `${commandText(args.trim())} `);
  const { status, stdout, stderr } = spawnSync("bash", ["-c", `set -o pipefail; ${script}`], {
    cwd: dir,
    env: environment(env),
    encoding: "utf8",
  });
  return { status, stdout, stderr: withoutStanding(stderr) };
}

/** The same on a terminal: what a person sees, standard output and error in one. */
function onTerminal(place: Folder, args: string, env: Readonly<Record<string, string>> = {}): string {
  return spawnSync("script", ["-qec", commandText(args), "/dev/null"], {
    cwd: place.dir,
    env: environment({ TERM: "xterm", ...env }),
    encoding: "utf8",
  }).stdout;
}

describe("results and diagnostics", () => {
  it("go to standard output and standard error", () => {
    const place = folder({ "edge.yaml": smallest.replace(/ +- \{ name: worker-[23].*\n/g, "") });
    const { status, stdout, stderr } = place.run("render edge.yaml --print kubernetes/default.yaml");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^# /);
    expect(stdout).not.toContain("warning");
    expect(stderr).toMatch(/^edge\.yaml:4:3 warning some-node-active: /);
    expect(stderr).toMatch(/\n1 warning; the file is printed all the same\.\n$/);
  });

  it("--format json has exactly the keys of the contract", () => {
    const { status, stdout, stderr } = folder({ "edge.yaml": bad }).run("check edge.yaml --format json");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    const [diagnostic, ...others] = JSON.parse(stderr);
    expect(others).toEqual([]);
    expect(diagnostic).toEqual({
      code: "reference-unknown",
      severity: "error",
      message: 'backup "hapxy3" is not a load balancer',
      path: ["vips", 0, "backup"],
      source: { file: "edge.yaml", line: 15, column: 92 },
      related: [
        { message: 'did you mean "hapxy2"?', path: ["loadBalancers", 1, "name"], source: { file: "edge.yaml", line: 13, column: 13 } },
      ],
      why: expect.any(String),
      fix: "backup: hapxy2",
    });
    expect(Object.keys(diagnostic)).toEqual(["code", "severity", "message", "path", "source", "related", "why", "fix"]);
  });

  it("--format json of a sound document is an empty list", () => {
    const place = folder({ "edge.yaml": smallest });
    expect(place.run("check edge.yaml --format json")).toEqual({
      status: 0,
      stdout: "edge.yaml: fine; it renders 18 files\n",
      stderr: "[]\n",
    });
  });

  it("--format github is one annotation a line", () => {
    const { status, stderr } = folder({ "edge.yaml": bad }).run("check edge.yaml --format github");
    expect(status).toBe(1);
    expect(stderr).toBe(
      '::error file=edge.yaml,line=15,endLine=15,col=92,endColumn=98,title=reference-unknown::backup "hapxy3" is not a load balancer%0Adid you mean "hapxy2"? (declared at 13:13)%0Afix: backup: hapxy2\n',
    );
  });
});

describe("--format sarif", () => {
  it("is one log on standard error, valid and with the page of what it reports", () => {
    const { status, stdout, stderr } = folder({ "an edge.yaml": bad }).runWords(["check", "an edge.yaml", "--format", "sarif"]);
    expect({ status, stdout, problems: sarifProblems(stderr) }).toEqual({ status: 1, stdout: "", problems: [] });
    const [{ tool, results }] = JSON.parse(stderr).runs;
    expect(tool.driver).toMatchObject({
      name: "edgewright",
      rules: [{ id: "reference-unknown", defaultConfiguration: { level: "error" } }],
    });
    expect(results).toHaveLength(1);
    expect(results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "an%20edge.yaml" },
      region: { startLine: 15, startColumn: 92, endLine: 15, endColumn: 98 },
    });
  });

  it("of a sound document has no result, and of standard input no file", () => {
    const place = folder({ "edge.yaml": smallest });
    const { status, stdout, stderr } = place.run("check edge.yaml --format sarif");
    expect({ status, stdout }).toEqual({ status: 0, stdout: "edge.yaml: fine; it renders 18 files\n" });
    expect(JSON.parse(stderr).runs[0].results).toEqual([]);
    const piped = place.run("check - --format sarif", { input: bad }).stderr;
    expect(sarifProblems(piped)).toEqual([]);
    expect(piped).not.toContain('"uri"');
  });

  it("has the pages of somebody else's renderer", () => {
    const renderer = `export const renderer = { name: "mine", pages: [], templates: [], render: () => [], rules: [{ id: "mine-first", law: "mine", why: "so",
      source: "me", severity: "warning", safety: false, breaks: "", keeps: "", fix: "mend", check: (_, report) => report({ message: "no", path: [] }) }] };\n`;
    const { stderr } = folder({ "edge.yaml": smallest, "mine.mjs": renderer }).run("check edge.yaml --renderer ./mine.mjs --format sarif");
    expect(JSON.parse(stderr).runs[0].tool.driver.rules).toMatchObject([{ id: "mine-first", shortDescription: { text: "Mine." } }]);
  });
});

describe("colours", () => {
  const csi = "\u001b[";

  it("are on a terminal, and nowhere else", () => {
    const place = folder({ "edge.yaml": bad });
    expect(onTerminal(place, "check edge.yaml")).toContain(`${csi}1;31merror reference-unknown${csi}0m`);
    expect(place.run("check edge.yaml").stderr).not.toContain(csi);
  });

  it.each([{ NO_COLOR: "1" }, { TERM: "dumb" }])("are not on a terminal with %j", (env) => {
    const place = folder({ "edge.yaml": bad });
    const shown = onTerminal(place, "check edge.yaml", env);
    expect(shown).toContain("error reference-unknown");
    expect(shown).not.toContain(csi);
  });

  it("are there with an empty NO_COLOR, which counts as unset (no-color.org)", () => {
    expect(onTerminal(folder({ "edge.yaml": bad }), "check edge.yaml", { NO_COLOR: "" })).toContain(csi);
  });

  it("never are in results", () => {
    // Of which no rule has anything to say, so that all of this is standard output's.
    const silent = example("control-plane");
    expect(onTerminal(folder({ "edge.yaml": silent }), "render edge.yaml --out out")).not.toContain(csi);
  });
});

describe("whoever reads the output may go away", () => {
  it.each([
    ["edgewright schema | head -n 1", "{\n", 0],
    ["edgewright rule | head -n 1", expect.stringMatching(/^[a-z-]+ {2}/), 0],
    ["edgewright render edge.yaml --print hapxy1/haproxy.cfg | head -c 1", "#", 0],
    ["edgewright check bad.yaml |& head -c 4", "bad.", 1],
  ])("%s", (line, stdout, status) => {
    expect(shell(folder({ "edge.yaml": smallest, "bad.yaml": bad }), line)).toEqual({ status, stdout, stderr: "" });
  });

  it("but a full disk is told", () => {
    const place = folder();
    expect(shell(place, "edgewright schema > /dev/full")).toEqual({
      status: 2,
      stdout: "",
      stderr: "edgewright: the output cannot be written: ENOSPC; is the disk full?\n",
    });
  });
});

describe("standard input", () => {
  it("is a hint on a terminal, where it would seem to hang", () => {
    const place = folder({ "answer.txt": smallest });
    const line = `script -qec ${quote(commandText("check -"))} /dev/null < answer.txt`;
    expect(shell(place, line).stdout).toContain("edgewright: reading standard input; Ctrl-D ends it\r\n");
  });

  it("may be JSON, which is told by how it begins", () => {
    const place = folder();
    const { status, stderr } = place.run("check -", { input: '{\n  "apiVersion": "edgewright/v1",\n}' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^-:3:1 error json-malformed: /);
  });
});
