import { describe, expect, it } from "vitest";
import type { Path, SourceMap } from "../diagnostics/diagnostic.js";
import { explainString, explainUnquoted } from "./explain.js";
import { type Format, loadText } from "./load.js";
import { valueSource } from "./source.js";

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => Object(inner)[key], value);
}

function read(text: string, format: Format = "yaml"): { readonly source: SourceMap; readonly at: (path: Path) => unknown } {
  const loaded = loadText(text, { file: "edge.yaml", format });
  return { source: loaded.source, at: (path) => (loaded.ok ? valueAt(loaded.value, path) : undefined) };
}

const unquoted = (text: string, path: Path, format?: Format): readonly string[] | null => {
  const { source, at } = read(text, format);
  const said = explainUnquoted(source, path, at(path));
  return said === null ? null : [said.message, said.fix];
};

const string = (text: string, path: Path, wanted: "number" | "boolean", format?: Format): readonly string[] | null => {
  const { source, at } = read(text, format);
  const said = explainString(source, path, at(path), wanted);
  return said === null ? null : [said.message, said.fix];
};

describe("a string was wanted", () => {
  it.each<readonly [string, Path, readonly string[]]>([
    ["targets: { keepalived: 3.10 }", ["targets", "keepalived"], ["3.10 without quotes is the number 3.1", 'keepalived: "3.10"']],
    ["targets:\n  haproxy: 2.6 # Debian 12", ["targets", "haproxy"], ["2.6 without quotes is the number 2.6", 'haproxy: "2.6"']],
    ["name: 010", ["name"], ["010 without quotes is the number 10", 'name: "010"']],
    ["name: 0o14", ["name"], ["0o14 without quotes is the number 12", 'name: "0o14"']],
    ["name: 0x1F", ["name"], ["0x1F without quotes is the number 31", 'name: "0x1F"']],
    ["name: 1e3", ["name"], ["1e3 without quotes is the number 1000", 'name: "1e3"']],
    ["name: -.inf", ["name"], ["-.inf without quotes is the number -Infinity", 'name: "-.inf"']],
    ["name: .nan", ["name"], [".nan without quotes is the number NaN", 'name: ".nan"']],
    [
      "name: 12345678901234567890",
      ["name"],
      ["12345678901234567890 without quotes is the number 12345678901234567000", 'name: "12345678901234567890"'],
    ],
    ["name: true", ["name"], ["true without quotes is the boolean true", 'name: "true"']],
    ["name: ~", ["name"], ["~ without quotes is null", 'name: "~"']],
    ["name: Null", ["name"], ["Null without quotes is null", 'name: "Null"']],
    ["'a b': 1", ["a b"], ["1 without quotes is the number 1", "'a b': \"1\""]],
    ["names: [a, 1]", ["names", 1], ["1 without quotes is the number 1", '- "1"']],
  ])("%j", (text, path, expected) => {
    expect(unquoted(text, path)).toEqual(expected);
  });

  it("in JSON too", () => {
    expect(unquoted('{"targets": {"haproxy": 2.60}}', ["targets", "haproxy"], "json")).toEqual([
      "2.60 without quotes is the number 2.6",
      '"haproxy": "2.60"',
    ]);
  });

  it.each<readonly [string, string, Path]>([
    ["a value that was left out", "name:", ["name"]],
    ["an alias", "a: &x 1\nname: *x", ["name"]],
    ["a string", "name: edge", ["name"]],
    ["a mapping", "name: { a: 1 }", ["name"]],
    ["a path that does not exist", "name: 1", ["name", "first"]],
  ])("nothing is said of %s", (_name, text, path) => {
    expect(unquoted(text, path)).toBeNull();
  });

  it("nothing is said of another value than the text has, or without a text", () => {
    expect(explainUnquoted(read("name: 3.10").source, ["name"], 3.2)).toBeNull();
    expect(explainUnquoted(read("name: 0").source, ["name"], -0)).toBeNull();
    expect(explainUnquoted(valueSource("edge.ts", "name: 1"), ["name"], 1)).toBeNull();
  });
});

describe("a number or a boolean was wanted", () => {
  it.each<readonly [string, "number" | "boolean", readonly string[]]>([
    ['port: "80"', "number", ['the quotes make "80" a text', "port: 80"]],
    ["port: '80'", "number", ["the quotes make '80' a text", "port: 80"]],
    ['port: "true"', "boolean", ['the quotes make "true" a text', "port: true"]],
    ["port: yes", "boolean", ["yes is a text in YAML 1.2, not a boolean", "port: true"]],
    ["port: Off", "boolean", ["Off is a text in YAML 1.2, not a boolean", "port: false"]],
  ])("%j", (text, wanted, expected) => {
    expect(string(text, ["port"], wanted)).toEqual(expected);
  });

  it.each<readonly [string, "number" | "boolean"]>([
    ["port: http", "number"],
    ['port: "http"', "number"],
    ['port: "true"', "number"],
    ['port: "80"', "boolean"],
    ["port: yes", "number"],
    ['port: "yes"', "boolean"],
    ["port: 80", "boolean"],
  ])("nothing is said of %j where a %s was wanted", (text, wanted) => {
    expect(string(text, ["port"], wanted)).toBeNull();
  });
});
