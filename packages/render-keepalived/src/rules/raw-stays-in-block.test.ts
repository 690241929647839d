import { describe, expect, it } from "vitest";
import { violations } from "../plan-testing.js";
import { rawStaysInBlock } from "./raw-stays-in-block.js";

const raw = (...lines: readonly string[]): string => `raw: { keepalived: { instances: { public: ${JSON.stringify(lines)} } } }`;
const place = (index: number): string => `raw.keepalived.instances.public[${index}]`;

it.each([
  [[]],
  [["garp_master_refresh_repeat 2"]],
  [["virtual_routes {", "  192.0.2.0/24 via 192.0.2.1", "}"]],
  [["virtual_rules { }"]],
  [["a { b { c", "}", "} # the end".replace(" # the end", "")]],
  [['notify_master "/bin/true" # a comment, without braces']],
  [["track_file $WEIGHT"]],
  [["track_file include"]],
  [["notify_stop /bin/a~b"]],
  [["x".repeat(1000)]],
  [["é".repeat(500)]],
])("keeps the law: %j", (lines) => {
  expect(violations(rawStaysInBlock, raw(...lines))).toEqual([]);
});

describe("braces that do not balance", () => {
  it.each<[readonly string[], number]>([
    [["}"], 0],
    [["a", "}", "b {"], 1],
    [["a {", "} }"], 1],
    [["a {"], 0],
    [["a {", "b"], 1],
    [["} {"], 0],
  ])("%j, at line %i", (lines, line) => {
    expect(violations(rawStaysInBlock, raw(...lines))).toEqual([
      { message: "the braces in the raw lines of instance public do not balance", path: place(line) },
    ]);
  });

  it("are counted in global_defs too, for itself", () => {
    const fields = 'raw: { keepalived: { global: ["a {"], instances: { public: ["}"] } } }';
    expect(violations(rawStaysInBlock, fields)).toEqual([
      { message: "the braces in the raw lines of global_defs do not balance", path: "raw.keepalived.global[0]" },
      { message: "the braces in the raw lines of instance public do not balance", path: place(0) },
    ]);
  });
});

describe("lines that keepalived may read otherwise than we do", () => {
  const hidden = "has a brace beside a quote, comment or variable, which keepalived may not count as we do";
  const included = "includes a file, whose braces nobody here can count";
  it.each([
    ["a { # }", hidden],
    ["a { ! }", hidden],
    ['a "{" }', hidden],
    ["a '}' {", hidden],
    ["a { $X }", hidden],
    ["a { ~SEQ }", hidden],
    ["a { @host }", hidden],
    ["a { \\ }", hidden],
    ["a \\", "goes on in the next line"],
    ["@hapxy1 a", "is a condition or a variable, which reaches beyond its block"],
    ["  $X=a", "is a condition or a variable, which reaches beyond its block"],
    ["~SEQ(X, 90) priority $X", "is a sequence, of which keepalived makes lines of its own"],
    ["  ~SEQ(X, 90) priority $X", "is a sequence, of which keepalived makes lines of its own"],
    ["include /etc/keepalived/more.conf", included],
    ["includer more.conf", included],
    ["  include more.conf", included],
  ])("%s", (line, reason) => {
    expect(violations(rawStaysInBlock, raw(line))).toEqual([
      { message: `the raw line ${JSON.stringify(line)} of instance public ${reason}`, path: place(0) },
    ]);
  });

  it("whose braces are not counted then", () => {
    expect(violations(rawStaysInBlock, raw("a { # }", "}")).map(({ path }) => path)).toEqual([place(0)]);
  });

  it.each([
    ["x".repeat(1001), 1001],
    ["é".repeat(501), 1002],
  ])("a line of more than 1000 bytes", (line, length) => {
    expect(violations(rawStaysInBlock, raw("a", line))).toEqual([
      {
        message: `the raw line "${line.slice(0, 80)}" of instance public has ${length} bytes, and keepalived takes what is behind 1000 for another line`,
        path: place(1),
      },
    ]);
  });
});
