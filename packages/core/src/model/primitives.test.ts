import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as primitives from "./primitives.js";
import { refusalOf } from "./refusal-testing.js";

const {
  AbsolutePath,
  CheckPath,
  ConnectionLimit,
  Count,
  DnsLabel,
  DnsSubdomain,
  Duration,
  formatDuration,
  FreeText,
  HostName,
  InterfaceName,
  LabelKey,
  Labels,
  LabelValue,
  millisecondsOf,
  NodeSelector,
  NodeWeight,
  Port,
  PortName,
  Priority,
  RoutePath,
  SegmentName,
  ServiceName,
  VirtualRouterId,
} = primitives;

const long = "a".repeat(63);
const labels = `${long}.${long}.${long}.${"a".repeat(61)}`;

describe("what is taken", () => {
  it.each([
    ["DnsLabel", DnsLabel, ["a", "0", "on-prem", "a--b", long]],
    ["DnsSubdomain", DnsSubdomain, ["a", "worker-1.example.com", "1.2", labels]],
    ["HostName", HostName, ["shop.example.com", "*.example.com", "localhost", "1a.example.com", "xn--bcher-kva.example.com", labels]],
    ["RoutePath", RoutePath, ["/", "/a/(.*)", `/${"a".repeat(1023)}`]],
    ["ServiceName", ServiceName, ["a", "shop-1", long]],
    ["PortName", PortName, ["a", "http", "http-2", "8a", "abcdefghijklmno"]],
    ["InterfaceName", InterfaceName, ["a", "ens160", "eth0.100", "br_lan", "enp0s31f6.12345"]],
    ["SegmentName", SegmentName, ["dmz", "192.0.2.0/24", "rack:1", "A_b-c"]],
    ["AbsolutePath", AbsolutePath, ["/a", "/etc/haproxy/certs", "/etc/a..b/.c", `/${"a".repeat(254)}`]],
    ["CheckPath", CheckPath, ["/", "/readyz?verbose", `/${"a".repeat(254)}`]],
    ["Duration", Duration, ["1ms", "500ms", "3s", "2m", "1h", "596h", "2147483647ms"]],
    ["Port", Port, [1, 80, 65535]],
    ["VirtualRouterId", VirtualRouterId, [1, 255]],
    ["Priority", Priority, [1, 254]],
    ["NodeWeight", NodeWeight, [1, 256]],
    ["ConnectionLimit", ConnectionLimit, [10, 10_000_000]],
    ["Count", Count, [1, 1_000_000]],
    ["FreeText", FreeText, ["", "any text at all", "x".repeat(16_384)]],
    ["LabelValue", LabelValue, ["", "a", "A_b-c.d", long]],
    ["LabelKey", LabelKey, ["zone", "topology.kubernetes.io/zone", "A_b.c", long, `${"a".repeat(253)}/${long}`]],
    ["Labels", Labels, [{}, { zone: "a", "node-role.kubernetes.io/control-plane": "" }]],
    ["NodeSelector", NodeSelector, [["worker-1", "worker-2"], [], { matchLabels: { role: "edge" } }]],
  ] as const)("%s", (_, type, values) => {
    for (const value of values) expect(refusalOf(type, value)).toBeNull();
  });
});

const label = "is not a DNS label: lower-case letters, digits and dashes, with a letter or digit at both ends";
const host = "is not a host name in lower case, or one that begins with a wildcard label: *.example.com";
const duration = "is not a duration: a whole number above 0 and its unit, ms, s, m or h";
const path = "is not an absolute path, without spaces, and without . or .. or empty segments";

describe("what is refused, and what to write instead", () => {
  it.each([
    ["", DnsLabel, '"" is empty → on-prem (for example)'],
    ["On Prem", DnsLabel, `"On Prem" ${label} → on-prem`],
    ["a.b", DnsLabel, `"a.b" ${label} → a-b`],
    ["-a", DnsLabel, `"-a" ${label} → a`],
    ["a-", DnsLabel, `"a-" ${label} → a`],
    ["_", DnsLabel, `"_" ${label} → on-prem (for example)`],
    [`${long}a`, DnsLabel, `"${long}a" has 64 characters, 63 is the most → ${long}`],
    [
      "Worker_1.Example.com",
      DnsSubdomain,
      '"Worker_1.Example.com" is not a DNS subdomain: lower-case letters, digits, dashes and dots → worker-1.example.com',
    ],
    ["a..b", DnsSubdomain, '"a..b" is not a DNS subdomain: lower-case letters, digits, dashes and dots → worker-1 (for example)'],
    [`${long}a.b`, DnsSubdomain, `"${long}a.b" has a label of more than 63 characters → worker-1 (for example)`],
    ["Shop.Example.com", HostName, `"Shop.Example.com" ${host} → shop.example.com`],
    ["https://shop.example.com:443/a", HostName, `"https://shop.example.com:443/a" ${host} → shop.example.com`],
    ["shop.example.com.", HostName, `"shop.example.com." ${host} → shop.example.com`],
    ["HTTP://*.example.com", HostName, `"HTTP://*.example.com" ${host} → *.example.com`],
    ["*", HostName, `"*" ${host} → shop.example.com (for example)`],
    ["a.*.example.com", HostName, `"a.*.example.com" ${host} → shop.example.com (for example)`],
    ["*.*.example.com", HostName, `"*.*.example.com" ${host} → shop.example.com (for example)`],
    ["*shop.example.com", HostName, `"*shop.example.com" ${host} → shop.example.com (for example)`],
    ["192.0.2.1", HostName, '"192.0.2.1" is an IP address, and a route\'s host is a name → shop.example.com (for example)'],
    ["api", RoutePath, '"api" is not a path that begins with / → /api'],
    ["Shop.Front", ServiceName, '"Shop.Front" is not a Service\'s name: a DNS label that begins with a letter → shop-front'],
    ["1-shop", ServiceName, '"1-shop" is not a Service\'s name: a DNS label that begins with a letter → shop'],
    ["1", ServiceName, '"1" is not a Service\'s name: a DNS label that begins with a letter → shop (for example)'],
    [
      "HTTP",
      PortName,
      '"HTTP" is not a port\'s name: at most 15 lower-case letters, digits and single dashes, a letter among them (a number stands without quotes) → http (for example)',
    ],
    [
      "a--b",
      PortName,
      '"a--b" is not a port\'s name: at most 15 lower-case letters, digits and single dashes, a letter among them (a number stands without quotes) → http (for example)',
    ],
    [
      "80",
      PortName,
      '"80" is not a port\'s name: at most 15 lower-case letters, digits and single dashes, a letter among them (a number stands without quotes) → http (for example)',
    ],
    ["abcdefghijklmnop", PortName, '"abcdefghijklmnop" has 16 characters, 15 is the most → http (for example)'],
    ["enp0s31f6.123456", InterfaceName, '"enp0s31f6.123456" has 16 characters, 15 is the most → ens160 (for example)'],
    ["eth0@if5", InterfaceName, '"eth0@if5" is not an interface\'s name: at most 15 letters, digits and . _ - → eth0'],
    ["certs/shop.pem", AbsolutePath, `"certs/shop.pem" ${path} → /etc/haproxy/certs/shop.pem (for example)`],
    ["notify.sh", AbsolutePath, `"notify.sh" ${path} → /path/to/notify.sh (with its folder)`],
    ["/a b", AbsolutePath, `"/a b" ${path} → /etc/haproxy/certs/shop.pem (for example)`],
    ["/", AbsolutePath, `"/" ${path} → /etc/haproxy/certs/shop.pem (for example)`],
    ["/a/../b", AbsolutePath, '"/a/../b" has an empty, . or .. segment → /etc/haproxy/certs/shop.pem (for example)'],
    ["/a//b", AbsolutePath, '"/a//b" has an empty, . or .. segment → /etc/haproxy/certs/shop.pem (for example)'],
    ["/a/.", AbsolutePath, '"/a/." has an empty, . or .. segment → /etc/haproxy/certs/shop.pem (for example)'],
    ["readyz", CheckPath, '"readyz" is not the path of a URL, without spaces → /readyz (for example)'],
    ["/a b", CheckPath, '"/a b" is not the path of a URL, without spaces → /readyz (for example)'],
    ["60", Duration, `"60" ${duration} → 60s (or 60ms)`],
    ["1.5s", Duration, `"1.5s" ${duration} → 1500ms`],
    ["1.5m", Duration, `"1.5m" ${duration} → 90s`],
    ["2 min", Duration, `"2 min" ${duration} → 2m`],
    ["10 seconds", Duration, `"10 seconds" ${duration} → 10s`],
    ["007s", Duration, `"007s" ${duration} → 7s`],
    ["0s", Duration, `"0s" ${duration} → 500ms (for example)`],
    ["0.4ms", Duration, `"0.4ms" ${duration} → 500ms (for example)`],
    ["2d", Duration, `"2d" ${duration} → 500ms (for example)`],
    ["-1s", Duration, `"-1s" ${duration} → 500ms (for example)`],
    ["2147483648ms", Duration, '"2147483648ms" is longer than the 24 days that HAProxy\'s timers hold → 500ms (for example)'],
    ["597h", Duration, '"597h" is longer than the 24 days that HAProxy\'s timers hold → 500ms (for example)'],
    [0, Port, "port 0 is not a whole number from 1 to 65535 → 443 (for example)"],
    [65536, Port, "port 65536 is not a whole number from 1 to 65535 → 443 (for example)"],
    [0, VirtualRouterId, "virtual router ID 0 is not a whole number from 1 to 255 → 51 (for example)"],
    [256, VirtualRouterId, "virtual router ID 256 is not a whole number from 1 to 255 → 51 (for example)"],
    [255, Priority, "priority 255 is not a whole number from 1 to 254 → 254 (for example)"],
    [0, NodeWeight, "weight 0 is not a whole number from 1 to 256 → 1 (for example)"],
    [257, NodeWeight, "weight 257 is not a whole number from 1 to 256 → 1 (for example)"],
    [9, ConnectionLimit, "connection limit 9 is not a whole number from 10 to 10000000 → 40000 (for example)"],
    [0, Count, "number 0 is not a whole number from 1 to 1000000 → 10 (for example)"],
    ["a b", LabelValue, '"a b" is not a label\'s value: at most 63 letters, digits and . _ - → edge (for example)'],
    ["-a", LabelValue, '"-a" is not a label\'s value: at most 63 letters, digits and . _ - → edge (for example)'],
    [`${long}a`, LabelValue, `"${long}a" has 64 characters, 63 is the most → edge (for example)`],
    ["dmz 1", SegmentName, '"dmz 1" is not a segment\'s name: letters, digits and . _ : / - → dmz (for example)'],
    ["x".repeat(16_385), FreeText, "too_big"],
  ] as const)("%j", (value, type, said) => {
    expect(refusalOf(type, value)).toBe(said);
  });

  it.each(["a b", "-a", "/a", "a/", "Example.com/a", "a/b/c", `${long}a`])("the label's key %s", (key) => {
    expect(refusalOf(LabelKey, key)).toMatch(/ is not a label's key: /);
    expect(Labels.safeParse({ [key]: "a" }).success).toBe(false);
  });
});

describe("durations", () => {
  it.each([
    ["1ms", 1],
    ["3s", 3000],
    ["2m", 120_000],
    ["1h", 3_600_000],
  ])("%s is %i ms", (text, milliseconds) => {
    expect(millisecondsOf(Duration.parse(text))).toBe(milliseconds);
    expect(formatDuration(milliseconds)).toBe(text);
  });

  it("every length is said so that it is read back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (length) => millisecondsOf(Duration.parse(formatDuration(length))) === length),
    );
  });
});

describe("every fix is something that the same type takes", () => {
  const typed = [
    DnsLabel,
    DnsSubdomain,
    HostName,
    RoutePath,
    ServiceName,
    PortName,
    InterfaceName,
    AbsolutePath,
    CheckPath,
    Duration,
    LabelKey,
    LabelValue,
    SegmentName,
  ];
  const near = fc.oneof(
    fc.string(),
    fc.stringMatching(/^[A-Za-z0-9._*:/ @-]{1,80}$/),
    fc.stringMatching(/^https?:\/\/[A-Za-z0-9.-]{1,20}(:[0-9]+)?\/?$/),
    fc.stringMatching(/^[0-9]{1,10}(\.[0-9]{0,3})? ?(ms|s|m|h|sec|minutes)?$/),
  );

  it("whatever is refused", () => {
    fc.assert(
      fc.property(near, fc.constantFrom(...typed), (value, type) => {
        const instead = /→ (.*?)( \([^()]*\))?$/s.exec(refusalOf(type, value) ?? "")?.[1];
        if (instead !== undefined) expect(refusalOf(type, instead)).toBeNull();
      }),
      { numRuns: 3000 },
    );
  });
});
