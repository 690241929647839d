import { describe, expect, it } from "vitest";
import { haproxyWords, readHaproxy, serversOf } from "./read-haproxy.js";
import { instancesOf, keepalivedWords, readKeepalived } from "./read-keepalived.js";

// The readers against lines whose reading was tried on HAProxy 2.6.12 and keepalived 2.2.7.

describe("words of haproxy.cfg", () => {
  it.each<[string, string[]]>([
    ["", []],
    ["  # a comment", []],
    ["bind  192.0.2.1:80\tssl", ["bind", "192.0.2.1:80", "ssl"]],
    ["a b#c", ["a", "b"]],
    ['"a b" c', ["a b", "c"]],
    ['a"b c"d', ["ab cd"]],
    ["'$x \"y\"'", ['$x "y"']],
    ['"it\'s"', ["it's"]],
    ['"a#b" \\#c', ["a#b", "#c"]],
    ["a\\ b", ["a b"]],
    ['"\\"\\\\\\$"', ['"\\$']],
    ["\\q $x", ["\\q", "$x"]],
    ['""', [""]],
  ])("%j is %j", (line, words) => {
    expect(haproxyWords(line)).toEqual(words);
  });

  it.each(['"open', "'open", '"$HOME"', '"${HOME}"', '"\\n"', "\\x41", "a\r"])("%j is no rendered line", (line) => {
    expect(() => haproxyWords(line)).toThrow();
  });

  it("sections, servers, and a file without its last line end", () => {
    const [, backend] = readHaproxy("global\n  a b\nbackend x\n  server n 192.0.2.1:80 weight 3 check disabled\n  server m 192.0.2.2:80\n");
    expect(backend === undefined ? [] : serversOf(backend)).toEqual([
      { name: "n", socket: "192.0.2.1:80", weight: 3, disabled: true },
      { name: "m", socket: "192.0.2.2:80", weight: 1, disabled: false },
    ]);
    expect(() => readHaproxy("global")).toThrow();
    expect(() => readHaproxy("bind x\n")).toThrow();
  });
});

describe("words of keepalived.conf", () => {
  it.each<[string, string[]]>([
    ["", []],
    ["! a comment", []],
    ["a b ! c", ["a", "b"]],
    ["a b#c", ["a", "b"]],
    ['notify "/bin/a!b#c d"', ["notify", "/bin/a!b#c d"]],
    ["a ~SEQ(x,1,2) @b", ["a", "~SEQ(x,1,2)", "@b"]],
    ["vrrp_instance a {", ["vrrp_instance", "a", "{"]],
  ])("%j is %j", (line, words) => {
    expect(keepalivedWords(line)).toEqual(words);
  });

  it.each(['"open', "a $x", '"${X}"', "@main a", "~LST(x,1,2) a", "a\\", "# a\\", 'a"b"', "a{b", `# ${"x".repeat(1100)}`])(
    "%j is no rendered line",
    (line) => {
      expect(() => keepalivedWords(line)).toThrow();
    },
  );

  it("blocks, and those that do not balance", () => {
    const text = "vrrp_instance a {\n state BACKUP\n track_process {\n  haproxy weight -3\n  other\n }\n}\n";
    expect(instancesOf(readKeepalived(text))).toMatchObject([
      {
        name: "a",
        state: "BACKUP",
        processes: [
          { name: "haproxy", weight: -3 },
          { name: "other", weight: null },
        ],
        scripts: [],
      },
    ]);
    for (const broken of ["a {\n", "}\n", "a {\n} b\n", "a"]) expect(() => readKeepalived(broken), broken).toThrow();
  });
});
