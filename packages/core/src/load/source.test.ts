import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import type { Part, Path, SourceMap } from "../diagnostics/diagnostic.js";
import { type Format, loadText } from "./load.js";
import { textSource, valueSource } from "./source.js";

const sourceOf = (text: string, format: Format = "yaml"): SourceMap => loadText(text, { file: "edge.yaml", format }).source;

function sliceAt(source: SourceMap, path: Path, part?: Part): string {
  const span = source.locate(path, part);
  if (span === null || source.text === null) return "(nowhere)";
  const before = source.text.split("\n").slice(0, span.line - 1);
  const offset = before.reduce((sum, line) => sum + line.length + 1, 0) + span.column - 1;
  return source.text.slice(offset, offset + span.length);
}

const at = (source: SourceMap, path: Path, part?: Part): string => {
  const span = source.locate(path, part);
  return `${span?.line}:${span?.column} ${sliceAt(source, path, part)}`;
};

const EDGE = `# an edge
name: on-prem
cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 } # the first
    - name: worker-2
      address: &second 192.168.103.22
      weight:
  # behind the nodes
vips:
  - *second
  - public
note: |
  two
  lines
`;

describe("the place of a path in YAML", () => {
  const source = sourceOf(EDGE);
  it.each<readonly [Path, Part | undefined, string]>([
    [["name"], undefined, "2:7 on-prem"],
    [["name"], "key", "2:1 name"],
    [["cluster", "nodes", 0], undefined, "5:7 { name: worker-1, address: 192.168.103.21 }"],
    [["cluster", "nodes", 0, "address"], "value", "5:34 192.168.103.21"],
    [["cluster", "nodes", 0, "address"], "key", "5:25 address"],
    [["cluster", "nodes", 1, "address"], "value", "7:24 192.168.103.22"],
    [["vips", 1], "value", "12:5 public"],
    [["note"], "value", "13:7 |\n  two\n  lines\n"],
  ])("%j %s", (path, part, expected) => {
    expect(at(source, path, part)).toBe(expected);
  });

  it.each<readonly [string, Path, string]>([
    ["an item of a list is its own key", ["vips", 1], "12:5 public"],
    ["a value that was left out is shown by its key", ["cluster", "nodes", 1, "weight"], "8:7 weight"],
    ["an alias is where it is used", ["vips", 0], "11:5 *second"],
    ["a field that is missing is shown by its mapping's key", ["cluster", "ingress"], "3:1 cluster"],
    ["several levels of it too", ["cluster", "ingress", "nodePorts", 3, "http"], "3:1 cluster"],
    ["an item's missing field is shown by the item's first key", ["cluster", "nodes", 1, "state"], "6:7 name"],
    ["a missing item is shown by its list's key", ["vips", 7], "10:1 vips"],
    ["the document's missing field is shown by its first key", ["apiVersion"], "2:1 name"],
    ["a path into a scalar is shown by its key", ["name", "first"], "2:1 name"],
    ["a path into an alias ends there", ["vips", 0, "address"], "11:5 *second"],
  ])("%s", (_name, path, expected) => {
    expect(at(source, path, path.length === 2 && path[1] === 1 ? "key" : "value")).toBe(expected);
  });

  it("a block ends with its last value, not with the comments behind it", () => {
    expect(sliceAt(source, ["cluster"])).toMatch(/^nodes:.*weight:$/s);
    expect(sliceAt(sourceOf("{}"), ["name"])).toBe("{}");
  });

  it("a byte order mark and CRLF do not move anything", () => {
    expect(at(sourceOf("\ufeffname: edge\r\nvips:\r\n  - public\r\n"), ["vips", 0])).toBe("3:5 public");
    expect(at(sourceOf("\ufeffname: edge\r\n"), ["name"])).toBe("1:7 edge");
  });
});

describe("the place of a path in JSON", () => {
  const source = sourceOf('{ "name": "on-prem",\n  "vips": [ { "\\u0061": 1 }, true ] }', "json");
  it.each<readonly [Path, Part, string]>([
    [["name"], "value", '1:11 "on-prem"'],
    [["name"], "key", '1:3 "name"'],
    [["vips", 0, "a"], "value", "2:25 1"],
    [["vips", 0, "a"], "key", '2:15 "\\u0061"'],
    [["vips", 1], "value", "2:30 true"],
    [["vips", 0, "b"], "value", '2:15 "\\u0061"'],
    [["vips"], "value", '2:11 [ { "\\u0061": 1 }, true ]'],
  ])("%j %s", (path, part, expected) => {
    expect(at(source, path, part)).toBe(expected);
  });
});

it("a read text explains what became of its words", () => {
  const source = sourceOf('targets: { keepalived: 3.10 }\nport: "80"');
  expect(source.explain?.(["targets", "keepalived"], 3.1, "string")?.fix).toBe('keepalived: "3.10"');
  expect(source.explain?.(["port"], "80", "number")?.fix).toBe("port: 80");
  expect(source.explain?.(["port"], "80", "string")).toBeNull();
});

it("a text that was refused and a module's value have no places", () => {
  expect(textSource("edge.yaml", "a: [").locate([])).toBeNull();
  expect(valueSource("edge.ts", "export default { name: 'a' }").locate(["name"])).toBeNull();
  expect(valueSource("edge.ts", null).text).toBeNull();
});

function pathsOf(value: unknown, path: Path = []): readonly (readonly [Path, unknown])[] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  const below = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [[path, value], ...below.flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

const document = fc
  .dictionary(fc.string({ minLength: 1, maxLength: 6 }), fc.jsonValue({ maxDepth: 4 }), { noNullPrototype: true, minKeys: 1 })
  .filter((value) => Object.keys(value).length > 0);
const written = fc.oneof(
  fc.tuple(
    document.map((value) => stringify(value, { blockQuote: false })),
    fc.constant<Format>("yaml"),
  ),
  fc.tuple(
    document.map((value) => stringify(value, { collectionStyle: "flow" })),
    fc.constant<Format>("yaml"),
  ),
  fc.tuple(
    document.map((value) => JSON.stringify(value, null, 3)),
    fc.constantFrom<Format>("json", "yaml"),
  ),
);

describe("laws", () => {
  it("the text at every path parses back to the value there, and the text of every key to the key", () => {
    fc.assert(
      fc.property(written, ([text, format]) => {
        const loaded = loadText(text, { file: "edge.yaml", format });
        fc.pre(loaded.ok);
        for (const [path, value] of loaded.ok ? pathsOf(loaded.value) : []) {
          const indent = " ".repeat((loaded.source.locate(path)?.column ?? 1) - 1);
          expect(parse(indent + sliceAt(loaded.source, path))).toStrictEqual(value);
          const key = path.at(-1);
          if (typeof key === "string") expect(parse(sliceAt(loaded.source, path, "key"))).toBe(key);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("every path has a place in the text, whether it exists or not", () => {
    const path = fc.array(
      fc.oneof(fc.constantFrom<string | number>(0, 1, -1, 1.5, "name", "__proto__", "length", "cluster", "nodes", "vips"), fc.string()),
    );
    const source = sourceOf(EDGE);
    fc.assert(
      fc.property(path, fc.constantFrom<Part>("key", "value"), (keys, part) => {
        const span = source.locate(keys, part);
        expect(span?.line).toBeGreaterThan(1);
        expect(span?.length).toBeGreaterThan(0);
      }),
    );
  });
});
