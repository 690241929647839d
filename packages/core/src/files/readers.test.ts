import { describe, expect, it } from "vitest";
import { isJudged, mayHoldJudged, readEdgeFiles } from "./edge-files.js";
import { bindsOf, proxiesOf, readTime, serversOf } from "./proxies.js";
import { readHaproxy } from "./read-haproxy.js";
import { readSysctl, readVrrpSources } from "./read-host.js";
import { type Block, readKeepalived } from "./read-keepalived.js";
import { readController } from "./read-kubernetes.js";
import { maskFile } from "./source.js";
import type { Directive } from "./text.js";

const file = (text: string) => ({ path: "a/x", name: "x", text });
const words = ({ keyword, values }: Directive): readonly string[] => [keyword, ...values].map(({ text }) => text);
const places = ({ keyword, values }: Directive) => [keyword, ...values].map(({ at }) => `${at.line}:${at.column}+${at.length}`);

describe("haproxy.cfg", () => {
  const line = (text: string) => readHaproxy(file(`global\n${text}\n`)).sections[0]?.lines[0];

  it.each([
    ["  bind :80 # web", ["bind", ":80"], ["2:3+4", "2:8+3"]],
    ["bind\t:80\r", ["bind", ":80"], ["2:1+4", "2:6+3"]],
    ["a 'b # c' d", ["a", "b # c", "d"], ["2:1+1", "2:3+7", "2:11+1"]],
    ['a "b \\" c" d\\ e \\# f', ["a", 'b " c', "d e", "#", "f"], ["2:1+1", "2:3+8", "2:12+4", "2:17+2", "2:20+1"]],
    ["a 'b\\' c", ["a", "b\\", "c"], ["2:1+1", "2:3+4", "2:8+1"]],
    ['a "open', ["a", "open"], ["2:1+1", "2:3+5"]],
    ["a\\", ["a"], ["2:1+2"]],
  ])("%j", (text, expectedWords, expectedPlaces) => {
    const found = line(text);
    if (found === undefined) throw new Error("no line");
    expect([words(found), places(found)]).toEqual([expectedWords, expectedPlaces]);
  });

  it("has sections, and lines before the first one belong to none", () => {
    const { sections } = readHaproxy(file("bind :1\nfrontend a\n bind :2\n\n# x\nbackend b from c\n"));
    expect(sections.map(({ keyword, values, lines }) => [...words({ keyword, values }), lines.length])).toEqual([
      ["frontend", "a", 1],
      ["backend", "b", "from", "c", 0],
    ]);
  });

  it.each([
    ['frontend a\n bind "$A:1"\n\nbackend b\n', [2], [1, 2, 3]],
    ["frontend a\n x\nbackend b\n .if x\n y\n .endif\n", [4, 6], [3, 4, 5, 6, 7]],
    [".if x\nfrontend a\n.else\nbackend b\n.endif\nbackend c\nbackend d\n", [1, 3, 5], [1, 2, 3, 4, 5]],
    ["frontend a\n", [], []],
  ])("what %j leaves open", (text, unread, open) => {
    const { gaps } = readHaproxy(file(text));
    expect([[...gaps.unread], [...gaps.open]]).toEqual([unread, open]);
  });

  const proxies = (text: string) => proxiesOf(readHaproxy(file(text)));

  it("gives each proxy its defaults", () => {
    const of = (text: string) => proxies(text).map(({ defaults }) => defaults?.values[0]?.text ?? null);
    expect(of("backend a\ndefaults x\nbackend b\ndefaults y\nbackend c\nbackend d from x\nbackend e from z\n")).toEqual([
      null,
      "x",
      "y",
      "x",
      null,
    ]);
  });

  it.each([
    ["192.0.2.1:80", "192.0.2.1", "80"],
    ["[2001:db8:0::1]:80", "2001:db8::1", "80"],
    ["2001:db8::1:80", "2001:db8::1", "80"],
    ["ipv4@192.0.2.1:80-81", "192.0.2.1", "80-81"],
    [":80", null, "80"],
    ["*:80", null, "80"],
    ["0.0.0.0:80", null, "80"],
    [":::80", null, "80"],
    ["/run/x.sock", null, ""],
  ])("a listener on %s", (socket, address, port) => {
    const [bind] = proxies(`frontend a\n bind ${socket}\n`).flatMap(bindsOf);
    expect([bind?.address?.text ?? null, bind?.port]).toEqual([address, port]);
  });

  it("several addresses in one bind line, with its options", () => {
    const binds = proxies("frontend a\n bind :80,:443 ssl crt x transparent\n bind :1\n").flatMap(bindsOf);
    expect(binds.map(({ port, tls, transparent }) => [port, tls, transparent])).toEqual([
      ["80", true, true],
      ["443", true, true],
      ["1", false, false],
    ]);
  });

  it.each([
    ["server s 192.0.2.1:80", [80, null, false, false, false]],
    ["server s 192.0.2.1:80 check port 81 send-proxy", [80, 81, true, true, false]],
    ["server s 192.0.2.1:80 check send-proxy-v2", [80, null, true, true, true]],
    ["server s 192.0.2.1:80 check addr 192.0.2.2 send-proxy check-send-proxy", [80, null, true, true, true]],
    ["default-server check send-proxy port 9\n server s 192.0.2.1 no-check no-send-proxy", [null, 9, false, false, false]],
  ])("%s", (text, expected) => {
    const [server] = proxies(`backend a\n ${text}\n`).flatMap(serversOf);
    expect([server?.port, server?.checkPort, server?.checked, server?.sendsProxy, server?.checkSendsProxy]).toEqual(expected);
  });

  it.each([
    ["5s", 5000],
    ["5000", 5000],
    ["2m", 120_000],
    ["1h", 3_600_000],
    ["1d", 86_400_000],
    ["10ms", 10],
    ["500us", 0.5],
    ["", null],
    ["1x", null],
    ["s", null],
  ])("a time of %j", (text, expected) => {
    expect(readTime(text)).toBe(expected);
  });
});

describe("keepalived.conf", () => {
  const shape = (entries: readonly Block[]): unknown =>
    entries.map((entry) => (entry.block === null ? words(entry) : [...words(entry), shape(entry.block)]));
  const read = (text: string) => readKeepalived(file(text));

  it.each([
    ["a b # c\nd ! e\n", [["a", "b"], ["d"]]],
    ['script "a # ! { b"\n', [["script", "a # ! { b"]]],
    ["a {\n b\n}\nc\n", [["a", [["b"]]], ["c"]]],
    ["a\n{\n b\n}\n", [["a", [["b"]]]]],
    ["a { b { c } }\n", [["a", [["b", [["c"]]]]]]],
    ["a{\n b\n}c\n", [["a", [["b"]]], ["c"]]],
    ["a b \\\n c\n", [["a", "b", "c"]]],
    ['a "open\n b\n', [["a", "open"], ["b"]]],
    ["a\r\nb\r\n", [["a"], ["b"]]],
    ["$A=1\na $A ${A}2 x$A\n", [["a", "1", "12", "x1"]]],
    ["$A=b c # d\n$A\n", [["b", "c"]]],
    ["$A=\\\n b \\\n c\na { $A }\n$A", [["a", [["b"], ["c"]]], ["b"], ["c"]]],
    [`$A=${"x".repeat(1000)}\n$A\n`, [["x".repeat(1000)]]],
    ["a $(cat b) $1\n", [["a", "$(cat", "b)", "$1"]]],
  ])("%j", (text, expected) => {
    expect([shape(read(text).entries), read(text).unread]).toEqual([expected, []]);
  });

  it.each([
    ["a {\n", ["the block of a is never closed"]],
    ["}\n", ["this brace closes nothing: a block was closed before"]],
    ["include x\n", ["an included file is not read here: what it brings was not checked"]],
    ["includem x\n", ["an included file is not read here: what it brings was not checked"]],
    ["a $A\n", ["a variable is not known here: what it brings was not checked"]],
    ["$A=1\na ${B}\n", ["a variable is not known here: what it brings was not checked"]],
    ["$A=$B\na $A\n", ["a variable is not known here: what it brings was not checked"]],
    [`$A=${"x".repeat(1001)}\na $A\n`, ["a variable is not known here: what it brings was not checked"]],
    ["$A=x \\\n y\na b$A\n", ["a variable is not known here: what it brings was not checked"]],
    ["@one a b\n", ["the condition @one is not decided here: its line was not checked"]],
    ["~LST(x)\n", ["a sequence is not repeated here: what it brings was not checked"]],
  ])("%j is told", (text, expected) => {
    expect(read(text).unread.map(({ message }) => message)).toEqual(expected);
  });

  it.each([
    ["@one a\n@two b\n@^one c\n@^two d\n", ["one", "two"], [["a"], ["d"]], []],
    ["@one a\n", ["two"], [], ["the condition @one is not decided here: its line was not checked"]],
    ["@^two a\n", ["two"], [["a"]], []],
    ["x {\n @one a\n @two b\n}\n", ["one.example.com"], [["x", [["a"]]]], []],
  ])("%j among %j", (text, machines, expected, unread) => {
    const found = readKeepalived({ path: "one.example.com/keepalived.conf", name: "k", text }, machines);
    expect([shape(found.entries), found.unread.map(({ message }) => message)]).toEqual([expected, unread]);
  });

  it.each([
    ["a {\n include x\n b\n}\nc\n", [2], [1, 2, 3, 4]],
    ["include x\na {\n b\n}\n", [1], []],
    ["a {\n b {\n  $X\n }\n}\nc {\n}\n", [3], [1, 2, 3, 4, 5]],
    ["a {\n b\n}\n}\n", [], []],
    ["a {\n b\n", [], []],
    ["a {\n $X\n b\n", [2], [1, 2, 3, 4]],
    ["a {\n}\n", [], []],
  ])("what %j leaves open", (text, unread, open) => {
    const { gaps } = read(text);
    expect([[...gaps.unread], [...gaps.open]]).toEqual([unread, open]);
  });

  it("tells ten of them, not ten thousand", () => {
    expect(read("}\n".repeat(10_000)).unread).toHaveLength(10);
  });
});

describe("host/", () => {
  it.each([
    ["a.b = 1", ["a.b", "1"]],
    ["-a/b/c=0", ["a.b.c", "0"]],
    ["a.eth0/1.b=x y", ["a.eth0/1.b", "x y"]],
    ["# a = 1", null],
    ["; a = 1", null],
    ["nothing", null],
  ])("sysctl %j", (text, expected) => {
    const [setting] = readSysctl(file(`${text}\n`));
    expect(setting === undefined ? null : words(setting)).toEqual(expected);
  });

  it.each([
    ["ip saddr 192.0.2.1 meta l4proto 112 accept", ["192.0.2.1"]],
    ["ip6 saddr { 2001:db8::1, 2001:db8::2 } ip6 nexthdr vrrp accept", ["2001:db8::1", "2001:db8::2"]],
    ["# ip saddr 192.0.2.1 meta l4proto 112 accept", []],
    ["ip saddr 192.0.2.1 meta l4proto 112 drop", []],
    ["ip saddr 192.0.2.1 tcp dport 1120 accept", []],
    ["meta l4proto 112 accept", []],
  ])("nftables %j", (text, expected) => {
    expect(readVrrpSources(file(`${text}\n`)).map((word) => word.text)).toEqual(expected);
  });
});

describe("manifests", () => {
  const config = 'kind: ConfigMap\nmetadata: { name: c, namespace: n }\ndata: { use-proxy-protocol: "true" }\n';
  const service = (namespace: string) =>
    `kind: Service\nmetadata: { name: s, namespace: ${namespace} }\nspec: { ports: [{ name: http, nodePort: 30080 }, { port: 9, nodePort: 30009 }, { port: 1 }] }\n`;
  const read = (...texts: readonly string[]) => readController(texts.map(file));

  it("tell of the controller, with lines of the whole file", () => {
    expect(read(`---\nkind: Ingress\n---\n${service("n")}---\n${config}---\n${service("other")}`)).toEqual({
      expectsProxyProtocol: true,
      at: { file: "x", line: 10, column: 29, length: 6 },
      ports: [
        { nodePort: 30080, carriesRequests: true, at: { file: "x", line: 6, column: 41, length: 5 } },
        { nodePort: 30009, carriesRequests: false, at: { file: "x", line: 6, column: 71, length: 5 } },
      ],
    });
  });

  it.each([["no: [yaml"], [config.replace("ConfigMap", "Secret")], [service("n")], ["kind: ConfigMap\ndata: {}\n"], [`${config}a: *b\n`]])(
    "%j tells nothing",
    (text) => {
      expect(read(text)).toBeNull();
    },
  );
});

describe("a folder", () => {
  it("has a machine for each folder with a daemon's file", () => {
    const at = (path: string, text = "") => ({ path, name: path, text });
    const { machines, controller } = readEdgeFiles([
      at("b/haproxy.cfg"),
      at("a/keepalived.conf"),
      at("a/host/"),
      at("c/notes.txt"),
      at("haproxy.cfg"),
    ]);
    expect(machines.map(({ name, haproxy, keepalived, sysctl }) => [name, haproxy !== null, keepalived !== null, sysctl])).toEqual([
      ["a", false, true, []],
      ["b", true, false, null],
    ]);
    expect(controller).toBeNull();
  });

  it("applies sysctl files by their own names, sysctl.conf last", () => {
    const at = (path: string, text: string) => ({ path, name: path, text });
    const files = [
      at("a/haproxy.cfg", ""),
      at("a/host/etc/sysctl.conf", "x = 3\n"),
      at("a/host/etc/sysctl.d/90.conf", "x = 2\n"),
      at("a/host/usr/lib/sysctl.d/10.conf", "x = 1\n"),
    ];
    expect(readEdgeFiles(files).machines[0]?.sysctl?.map(({ values }) => values[0]?.text)).toEqual(["1", "2", "3"]);
  });

  it.each([
    ["a/haproxy.cfg", true],
    ["a/keepalived.conf", true],
    ["a/host/etc/sysctl.d/1.conf", true],
    ["a/host/etc/nftables.d/x.nft", true],
    ["kubernetes/a.yaml", true],
    ["haproxy.cfg", false],
    ["a/b/haproxy.cfg", false],
    ["a/host/etc/passwd", false],
  ])("%s is read: %s", (path, expected) => {
    expect(isJudged(path)).toBe(expected);
    const folders = path
      .split("/")
      .slice(0, -1)
      .map((_, index, parts) => parts.slice(0, index + 1).join("/"));
    if (expected) expect(folders.filter((folder) => !mayHoldJudged(folder))).toEqual([]);
  });

  it.each([
    ["a/b", false],
    ["a/host/root", false],
    ["a/host/usr/share", false],
    ["a/host", true],
  ])("%s is entered: %s", (path, expected) => {
    expect(mayHoldJudged(path)).toBe(expected);
  });
});

it.each([
  ["  auth_pass s3cret # x", "  auth_pass <secret>"],
  ["\n\n stats auth ops:s3cret", "\n\n stats auth <secret>"],
  ["user ops insecure-password s3cret groups x", "user ops insecure-password <secret> groups x"],
  ["auth_pass\nnext", "auth_pass\nnext"],
  ["authentication { auth_type PASS auth_pass s3cret }\r\nnext", "authentication { auth_type PASS auth_pass <secret>\r\nnext"],
  ["@lb1 auth_pass s3cret", "@lb1 auth_pass <secret>"],
  ["'stats' \"auth\" ops:s3cret", "'stats' \"auth\" <secret>"],
  ["user ops groups x password 's3 cret' groups y", "user ops groups x password <secret> groups y"],
  ["option httpchk GET / HTTP/1.0\\r\\nAuthorization:\\ Basic\\ s3cret", "option httpchk GET / HTTP/1.0\\r\\nAuthorization<secret>"],
  ["http-check send hdr Proxy-Authorization 'Basic s3cret'", "http-check send hdr Proxy-Authorization<secret>"],
  ["$VRRP_PASS=s3cret", "$VRRP_PASS=<secret>"],
  ["  presetenv API_TOKEN s3cret", "  presetenv API_TOKEN <secret>"],
  ["$VIP=192.0.2.1", "$VIP=192.0.2.1"],
])("the secret of %j is masked", (text, expected) => {
  expect(maskFile(file(text)).text).toBe(expected);
});
