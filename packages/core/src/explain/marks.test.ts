import { describe, expect, it } from "vitest";
import { findMark } from "./marks.js";

const configuration = `# frontend a
frontend a
    mode tcp
    bind 192.0.2.1:80

# comment
frontend ab
    bind 192.0.2.1:443
`;

const manifest = `spec:
  rules:
    - host: "*.example.com"
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
---
spec:
  rules:
    - host: a.example.com
      http:
        paths:
          - path: /
            pathType: Exact
            backend:
          - path: "/a(.*)"
            pathType: Prefix
            backend:
---
spec:
  rules:
    - host: a.example.com
      http:
        paths:
          - path: /b
            pathType: Prefix
            backend:
`;

const find = (text: string, ...lines: readonly string[]) => findMark(text.split("\n"), { file: "f", lines });

describe("a line of a section", () => {
  it.each<[string, string, readonly string[], number | null]>([
    ["the section's own", configuration, ["frontend a"], 2],
    ["of the same beginning", configuration, ["frontend ab"], 7],
    ["a line of it", configuration, ["frontend a", "bind 192.0.2.1:80"], 4],
    ["a line of the next section is not its own", configuration, ["frontend a", "bind 192.0.2.1:443"], null],
    ["no such section", configuration, ["frontend b"], null],
    ["a quoted scalar", manifest, ["- host: *.example.com", "- path: /"], 6],
    ["a quoted path", manifest, ["- host: a.example.com", "- path: /a(.*)"], 18],
    ["lines that follow one another", manifest, ["- host: a.example.com", "- path: /\npathType: Exact"], 15],
    ["lines that do not", manifest, ["- host: a.example.com", "- path: /\npathType: Prefix"], null],
    ["the second section of one name", manifest, ["- host: a.example.com", "- path: /b"], 27],
    ["in order", manifest, ["- host: a.example.com", "backend:", "backend:"], 20],
    ["not backwards", manifest, ["- host: a.example.com", "- path: /a(.*)", "- path: /"], null],
    ["a line whose quotes are none", '"\\q": x\n  - "\\q"', ['- "\\q"'], 2],
    ["an empty text", "", ["a"], null],
  ])("%s", (_, text, lines, expected) => {
    expect(find(text, ...lines)).toBe(expected);
  });
});
