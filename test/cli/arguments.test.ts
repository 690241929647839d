import { describe, expect, it } from "vitest";
import { folder, renderedFolder } from "./support/folder.js";

/** Wrong use: nothing on standard output, one sentence and a way out. Each is tried in a folder whose output must stay as it is. */
const refusals: readonly (readonly [args: string, sentence: string])[] = [
  ["chekc edge.yaml", 'edgewright has no command "chekc"; did you mean edgewright check?'],
  ["deploy", 'edgewright has no command "deploy"; edgewright --help lists the commands'],
  ["help deploy", 'edgewright has no command "deploy"; edgewright --help lists the commands'],
  ["edge.yaml", "a command is missing before edge.yaml; edgewright check edge.yaml, or edgewright render edge.yaml --out out"],
  ["- check", "a command is missing before -; edgewright check -, or edgewright render - --out out"],
  ["--check edge.yaml", "edgewright has no option --check before a command; edgewright --help lists the commands"],
  ["constructor", 'edgewright has no command "constructor"; edgewright --help lists the commands'],
  ["render edge.yaml --outt out", "edgewright render has no option --outt; did you mean --out?"],
  ["render edge.yaml --verbose", "edgewright render has no option --verbose; edgewright render --help lists them"],
  ["check edge.yaml -x", "edgewright check has no option -x; edgewright check --help lists them"],
  ["render edge.yaml --out", "--out needs a value; --out DIR; edgewright render --help says more"],
  ["render edge.yaml --out --check", "--out needs a value; --out DIR; edgewright render --help says more"],
  ["render edge.yaml --out out --check=yes", "--check takes no value; write --check alone"],
  ["render edge.yaml --out out --out other", "--out is given twice; give it once"],
  ["render edge.yaml", "--out DIR says where the files go, and is not given; edgewright render edge.yaml --out out"],
  ["render --out out", "no FILE is named; edgewright init writes edge.yaml; - is standard input"],
  ["check", "no FILE is named; edgewright init writes edge.yaml; - is standard input"],
  ["check - -", "standard input is named twice; name it once"],
  ["check edge.yaml --format xml", "--format xml is not one of pretty, json, sarif, github; leave it out for pretty"],
  ["check edge.yaml --format jsn", "--format jsn is not one of pretty, json, sarif, github; did you mean json?"],
  ["render edge.yaml --out out --print hapxy1/haproxy.cfg --check", "--print prints one file, --check compares all; give one of the two"],
  ["render edge.yaml --print hapxy1/haprxy.cfg", "nothing is rendered to hapxy1/haprxy.cfg; did you mean hapxy1/haproxy.cfg?"],
  ["render edge.yaml --out out --only hapxy3", "--only hapxy3 is no folder of the output; nothing was written; did you mean hapxy2?"],
  [
    "render edge.yaml --out out --check --only web",
    "--only web is no folder of the output; nothing was written; there is hapxy1, hapxy2, kubernetes",
  ],
  ["rule vrid-rnge", 'there is no rule "vrid-rnge"; did you mean vrid-range?'],
  ["rule no-such-thing-at-all", 'there is no rule "no-such-thing-at-all"; edgewright rule lists them'],
  ["rule vrid-range name-unique", "rule explains one ID; edgewright rule vrid-range"],
  ["schema edge.yaml", "schema takes no FILE: it is the same for all; edgewright schema > edgewright.schema.json"],
];

describe("wrong use ends with one sentence and exit status 2", () => {
  it.each(refusals)("edgewright %s", (args, sentence) => {
    const place = renderedFolder();
    const before = place.tree();
    expect(place.run(args)).toEqual({ status: 2, stdout: "", stderr: `edgewright: ${sentence}\n` });
    expect(place.tree()).toEqual(before);
  });
});

describe("an empty word, which is what a shell makes of a variable that is not set", () => {
  it.each([
    [["render", "edge.yaml", "--out", ""], "--out is empty"],
    [["render", "edge.yaml", "--out="], "--out is empty"],
    [["render", "edge.yaml", "--out", "out", "--only", ""], "--only is empty"],
    [["check", ""], "an argument is empty"],
  ])("%j", (args, sentence) => {
    const place = renderedFolder();
    const before = place.tree();
    expect(place.runWords(args)).toEqual({
      status: 2,
      stdout: "",
      stderr: `edgewright: ${sentence}; is a variable of the shell not set?\n`,
    });
    expect(place.tree()).toEqual(before);
  });
});

it("takes what follows -- as files, whatever they are called", () => {
  const place = folder();
  expect(place.run("check -- --help").stderr).toBe("edgewright: --help does not exist; check the name\n");
});
