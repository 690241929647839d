import { describe, expect, it } from "vitest";
import { asksForHelp, type Command, parseGiven } from "./command.js";

const command: Command = {
  name: "try",
  usage: "try FILE",
  summary: "",
  options: {
    out: { value: "DIR", help: "" },
    only: { value: "NAME", help: "", repeatable: true },
    check: { value: null, help: "" },
  },
  examples: [],
  run: async () => 0,
};
const parsed = (...args: readonly string[]) => {
  const given = parseGiven(command, args);
  return { files: given.files, out: given.one("out"), only: given.all("only"), check: given.has("check") };
};
const nothing = { files: [], out: null, only: [], check: false };

describe("arguments", () => {
  it.each([
    [[], nothing],
    [["a", "-"], { ...nothing, files: ["a", "-"] }],
    [["--out", "o", "a"], { ...nothing, files: ["a"], out: "o" }],
    [["--out=o=p"], { ...nothing, out: "o=p" }],
    [["--out=-o"], { ...nothing, out: "-o" }],
    [["--out", "-"], { ...nothing, out: "-" }],
    [["--only", "a", "--only", "b"], { ...nothing, only: ["a", "b"] }],
    [["--check", "--check"], { ...nothing, check: true }],
    [["--", "--check"], { ...nothing, files: ["--check"] }],
  ])("%j", (args, expected) => {
    expect(parsed(...args)).toEqual(expected);
  });

  it.each([
    [["--ou", "o"], "edgewright try has no option --ou"],
    [["-c"], "edgewright try has no option -c"],
    [["--out"], "--out needs a value"],
    [["--out", "--check"], "--out needs a value"],
    [["--check=x"], "--check takes no value"],
    [["--out", "a", "--out", "b"], "--out is given twice"],
    [["--out", ""], "--out is empty"],
    [["--only", "a", "--only="], "--only is empty"],
    [[""], "an argument is empty"],
    [["--no-check"], "edgewright try has no option --no-check"],
    [["--toString"], "edgewright try has no option --toString"],
  ])("%j is refused", (args, message) => {
    expect(() => parsed(...args)).toThrow(message);
  });
});

it.each([
  [["--help"], true],
  [["a", "--wrong", "-h"], true],
  [["--", "--help"], false],
  [["help"], false],
])("%j asks for help: %s", (args, asked) => {
  expect(asksForHelp(args)).toBe(asked);
});
