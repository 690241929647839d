import { describe, expect, it } from "vitest";
import { formatPretty } from "../diagnostics/pretty.js";
import { documentCodes } from "./codes.js";
import { type Format, type Loaded, loadText } from "./load.js";

const load = (text: string, format: Format = "yaml"): Loaded => loadText(text, { file: "edge.yaml", format });
const codesOf = (text: string, format: Format = "yaml"): readonly string[] => {
  const loaded = load(text, format);
  return loaded.ok ? [] : loaded.diagnostics.map(({ code }) => code);
};
const shown = (text: string, format: Format = "yaml"): string => {
  const loaded = load(text, format);
  return loaded.ok ? "ok" : formatPretty(loaded.diagnostics, [loaded.source], { color: false });
};

describe("what is refused, as a person sees it", () => {
  const yaml: readonly (readonly [string, string])[] = [
    [
      "",
      `edge.yaml:1:1 error document-empty: the file is empty
fix: \`edgewright init\` writes a starter        why: edgewright rule document-empty
`,
    ],
    [
      "# nothing yet\n",
      `edge.yaml:1:1 error document-empty: the file is empty
1 | # nothing yet
  | ^
fix: \`edgewright init\` writes a starter        why: edgewright rule document-empty
`,
    ],
    [
      "- a\n- b\n",
      `edge.yaml:1:1 error document-not-mapping: the document is a list, not a mapping of fields
1 | - a
  | ^^^
fix: begin with \`apiVersion: edgewright/v1\`; \`edgewright init\` writes a starter
why: edgewright rule document-not-mapping
`,
    ],
    [
      "name:edge",
      `edge.yaml:1:1 error document-not-mapping: the document is a text, not a mapping of fields
1 | name:edge
  | ^^^^^^^^^
fix: write \`key: value\`, with a space after the colon
why: edgewright rule document-not-mapping
`,
    ],
    [
      "name: a\n---\nname: b\n",
      `edge.yaml:2:1 error document-multiple: a second document begins here; one file holds one edge
2 | ---
  | ^^^
fix: put each edge into a file of its own, and remove the --- line
why: edgewright rule document-multiple
`,
    ],
    [
      "name: a\ncluster: {}\nname: b\n",
      `edge.yaml:3:1 error document-duplicate-key: the key "name" is written twice in one mapping
3 | name: b
  | ^^^^ first written here (at 1:1)
fix: keep one of the two, or give one another name
why: edgewright rule document-duplicate-key
`,
    ],
    [
      "routes:\n  - host: *.example.com # all\n",
      `edge.yaml:2:11 error yaml-alias-unknown: an unquoted *.example.com is a YAML alias, and nothing above it is anchored as &.example.com
2 |   - host: *.example.com # all
  |           ^^^^^^^^^^^^^
fix: host: "*.example.com"        why: edgewright rule yaml-alias-unknown
`,
    ],
    [
      "hosts: [a.example.com, *.example.com, b]\n",
      `edge.yaml:1:24 error yaml-alias-unknown: an unquoted *.example.com is a YAML alias, and nothing above it is anchored as &.example.com
1 | hosts: [a.example.com, *.example.com, b]
  |                        ^^^^^^^^^^^^^
fix: "*.example.com"        why: edgewright rule yaml-alias-unknown
`,
    ],
    [
      "hosts:\n  - *.example.com\n",
      `edge.yaml:2:5 error yaml-alias-unknown: an unquoted *.example.com is a YAML alias, and nothing above it is anchored as &.example.com
2 |   - *.example.com
  |     ^^^^^^^^^^^^^
fix: - "*.example.com"        why: edgewright rule yaml-alias-unknown
`,
    ],
    [
      "a: &shared { port: 80 }\nb: *shard\n",
      `edge.yaml:2:4 error yaml-alias-unknown: an unquoted *shard is a YAML alias, and nothing above it is anchored as &shard
2 | b: *shard
  |    ^^^^^^ did you mean *shared? (declared at 1:12)
fix: *shared        why: edgewright rule yaml-alias-unknown
`,
    ],
    [
      "host: *\n",
      `edge.yaml:1:7 error yaml-malformed: malformed YAML: an unquoted * begins a YAML alias, not a text
1 | host: *
  |       ^
fix: host: "*"        why: edgewright rule yaml-malformed
`,
    ],
    [
      "labels:\n  *.example.com: yes\n",
      `edge.yaml:2:3 error yaml-malformed: malformed YAML: an unquoted * begins a YAML alias, not a text
2 |   *.example.com: yes
  |   ^
fix: "*.example.com": yes        why: edgewright rule yaml-malformed
`,
    ],
    [
      "a: &a\n  - *a\n",
      `edge.yaml:2:5 error yaml-alias-recursive: the alias *a stands within the value that it names
2 |   - *a
  |     ^^ the value begins here (at 2:3)
fix: write the value out        why: edgewright rule yaml-alias-recursive
`,
    ],
    [
      "a: !env PASSWORD\n",
      `edge.yaml:1:4 error yaml-tag: the tag !env is not one of YAML's core tags
1 | a: !env PASSWORD
  |    ^^^^
fix: remove the tag        why: edgewright rule yaml-tag
`,
    ],
    [
      "port: !!int http\n",
      `edge.yaml:1:7 error yaml-tag: the tag !!int does not fit its value
1 | port: !!int http
  |       ^^^^^
fix: remove the tag        why: edgewright rule yaml-tag
`,
    ],
    [
      "1: a\n",
      `edge.yaml:1:1 error yaml-key-not-string: the key 1 is not a string
1 | 1: a
  | ^
fix: "1": …        why: edgewright rule yaml-key-not-string
`,
    ],
    [
      "name: {{ name }}\n",
      `edge.yaml:1:8 error yaml-key-not-string: a key must be a string, not a list, a mapping or an alias
1 | name: {{ name }}
  |        ^^^^^^^^
fix: put quotes around a text that begins with {, [ or *
why: edgewright rule yaml-key-not-string
`,
    ],
    [
      "a: &a { x: 1 }\nb:\n  <<: *a\n",
      `edge.yaml:3:3 error yaml-merge-key: << is a merge key, which YAML 1.2 does not have
3 |   <<: *a
  |   ^^
fix: write the fields out, or use an alias for a whole value: \`options: *shared\`
why: edgewright rule yaml-merge-key
`,
    ],
    [
      "%YAML 1.1\n---\na: yes\n",
      `edge.yaml:1:1 error yaml-version: %YAML 1.1: the document is read as YAML 1.2 and as nothing else
1 | %YAML 1.1
  | ^^^^^^^^^
fix: remove the line        why: edgewright rule yaml-version
`,
    ],
    [
      "vips:\n\t- name: public\n",
      `edge.yaml:2:1 error yaml-malformed: malformed YAML: a tab where YAML wants spaces
2 |     - name: public
  | ^^^^
fix: indent with spaces; YAML allows no tabs there        why: edgewright rule yaml-malformed
`,
    ],
    [
      "ports: [80, 443\nname: a\n",
      `edge.yaml:2:1 error yaml-malformed: malformed YAML: a list that began with [ is not closed before this
2 | name: a
  | ^
fix: write the missing ], and indent what stands within the brackets
why: edgewright rule yaml-malformed
`,
    ],
    [
      "ports: ]\n",
      `edge.yaml:1:8 error yaml-malformed: malformed YAML: this ] closes nothing
1 | ports: ]
  |        ^
fix: remove it, or write the [ that it closes        why: edgewright rule yaml-malformed
`,
    ],
    [
      'a: "b\\"c"\nname: "edge\nvips: []\n',
      `edge.yaml:2:7 error yaml-malformed: malformed YAML: this " is never closed
2 | name: "edge
  |       ^
fix: write the closing "        why: edgewright rule yaml-malformed
`,
    ],
    [
      "a: 'it''s'\nb: '''edge\n",
      `edge.yaml:2:4 error yaml-malformed: malformed YAML: this ' is never closed
2 | b: '''edge
  |    ^
fix: write the closing '        why: edgewright rule yaml-malformed
`,
    ],
    [
      "path: /a: b\n",
      `edge.yaml:1:7 error yaml-malformed: malformed YAML: a text that holds a colon and a space needs quotes
1 | path: /a: b
  |       ^
fix: path: "/a: b"        why: edgewright rule yaml-malformed
`,
    ],
    [
      "name: @edge\nports: ]\n",
      `edge.yaml:1:7 error yaml-malformed: malformed YAML: a text without quotes cannot begin with @ in YAML
1 | name: @edge
  |       ^
fix: name: "@edge"        why: edgewright rule yaml-malformed
`,
    ],
    [
      "name: 'it's'\n",
      `edge.yaml:1:11 error yaml-malformed: malformed YAML: something follows a value that is complete
1 | name: 'it's'
  |           ^
fix: put quotes around the whole value, or indent this like the entries it belongs to
why: edgewright rule yaml-malformed
`,
    ],
    [
      "name: edge\n  address: x\n",
      `edge.yaml:1:7 error yaml-malformed: malformed YAML: the indentation fits no entry above
1 | name: edge
  |       ^
fix: indent the entries of one mapping or list by the same number of spaces, and close every bracket
why: edgewright rule yaml-malformed
`,
    ],
    [
      "name edge\nvips: []\n",
      `edge.yaml:1:1 error yaml-malformed: malformed YAML: this is not an entry of the form \`key: value\`
1 | name edge
  | ^
fix: write \`key: value\`, with a space after the colon, and close every quote and bracket
why: edgewright rule yaml-malformed
`,
    ],
  ];
  it.each(yaml)("YAML %j", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it("every mistake that leaves the text readable is reported in one run", () => {
    expect(codesOf("a: *x\na: !y 1\n<<: 1\n2: 3\n")).toEqual([
      "yaml-alias-unknown",
      "yaml-tag",
      "document-duplicate-key",
      "yaml-merge-key",
      "yaml-key-not-string",
    ]);
  });

  it("each diagnostic says why, as its rule does", () => {
    const loaded = load("a: *x");
    expect(loaded.ok ? [] : loaded.diagnostics.map(({ why }) => why)).toEqual([documentCodes["yaml-alias-unknown"]]);
  });
});
