import { z } from "zod";
import { text, wholeNumber } from "./text.js";

const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const dnsSubdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const longLabel = (value: string): string | null =>
  value.split(".").some((label) => label.length > 63) ? "has a label of more than 63 characters" : null;

const kebab = (value: string): string | null => {
  const name = value
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  return dnsSubdomain.test(name) ? name : null;
};

/** A DNS label: RFC 1123 section 2.1, in lower case as Kubernetes wants it. */
export const DnsLabel = text("DnsLabel", {
  code: "name-invalid",
  want: "a DNS label: lower-case letters, digits and dashes, with a letter or digit at both ends",
  why: "the name becomes a folder, a section of haproxy.cfg and a Kubernetes object, and must be a word in each of them",
  description: "a DNS label (RFC 1123)",
  example: "on-prem",
  pattern: dnsLabel,
  maxLength: 63,
  fix: (value) => kebab(value)?.replaceAll(".", "-").slice(0, 63) ?? null,
});
export type DnsLabel = z.infer<typeof DnsLabel>;

/** A DNS subdomain: labels joined by dots, as node names are in Kubernetes. */
export const DnsSubdomain = text("DnsSubdomain", {
  code: "name-invalid",
  want: "a DNS subdomain: lower-case letters, digits, dashes and dots",
  why: "Kubernetes gives nodes and secrets such names, and HAProxy shows them in its log",
  description: "a DNS subdomain (RFC 1123)",
  example: "worker-1",
  pattern: dnsSubdomain,
  maxLength: 253,
  test: longLabel,
  fix: kebab,
});
export type DnsSubdomain = z.infer<typeof DnsSubdomain>;

/** A host of a route: exact, or with one leading wildcard label. */
export const HostName = text("HostName", {
  code: "route-host-valid",
  want: "a host name in lower case, or one that begins with a wildcard label: *.example.com",
  why: "the API server refuses any other host in an Ingress, and an IP address matches no Host header that a browser sends to a name",
  description: "a DNS name (RFC 1123) in lower case; a wildcard stands for exactly one first label",
  example: "shop.example.com",
  pattern: /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  maxLength: 253,
  test: (value) => (/^[0-9.]+$/.test(value) ? "is an IP address, and a route's host is a name" : longLabel(value)),
  fix: (value) => {
    const host = value
      .trim()
      .toLowerCase()
      .replace(/^https?:\/\//, "")
      .replace(/[:/].*$/, "")
      .replace(/\.$/, "");
    return host !== value && dnsSubdomain.test(host.replace(/^\*\./, "")) ? host : null;
  },
});
export type HostName = z.infer<typeof HostName>;

/** The path of a rule; whether its segments are sound depends on the path type, and `path-valid` looks at both. */
export const RoutePath = text("RoutePath", {
  code: "path-valid",
  want: "a path that begins with /",
  why: "the API server refuses a path that is not absolute",
  description: "an absolute path of a URL",
  example: "/api",
  pattern: /^\//,
  maxLength: 1024,
  fix: (value) => `/${value}`,
});
export type RoutePath = z.infer<typeof RoutePath>;

/** The name of a Kubernetes Service: a DNS label that begins with a letter (RFC 1035 section 2.3.1). */
export const ServiceName = text("ServiceName", {
  code: "service-name-valid",
  want: "a Service's name: a DNS label that begins with a letter",
  why: "no Service can have another name, so the rule would send every request to an error page",
  description: "the name of a Kubernetes Service (RFC 1035 label)",
  example: "shop",
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  maxLength: 63,
  fix: (value) =>
    kebab(value)
      ?.replaceAll(".", "-")
      .replace(/^[^a-z]+/, "") || null,
});
export type ServiceName = z.infer<typeof ServiceName>;

/** The name of a port of a Service: at most 15 characters with a letter among them (RFC 6335 section 5.1). */
export const PortName = text("PortName", {
  code: "service-name-valid",
  want: "a port's name: at most 15 lower-case letters, digits and single dashes, a letter among them (a number stands without quotes)",
  why: "no port of a Service can have another name",
  description: "the name of a port of a Service",
  example: "http",
  pattern: /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  maxLength: 15,
});
export type PortName = z.infer<typeof PortName>;

/** The name of a Linux network interface: IFNAMSIZ is 16 with the closing NUL. */
export const InterfaceName = text("InterfaceName", {
  code: "interface-name-length",
  want: "an interface's name: at most 15 letters, digits and . _ -",
  why: "the kernel knows no longer name: keepalived logs a line and goes on without the VIP",
  description: "the name of a network interface, as `ip link` prints it before any @",
  example: "ens160",
  pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
  maxLength: 15,
  // `ip link` shows eth0@if5 for an interface called eth0: what follows is its other end.
  fix: (value) => /^([A-Za-z0-9][A-Za-z0-9._-]{0,14})@/.exec(value)?.[1] ?? null,
});
export type InterfaceName = z.infer<typeof InterfaceName>;

/** The name of an L2 segment, by which documents and machines say that they share one. */
export const SegmentName = text("SegmentName", {
  code: "name-invalid",
  want: "a segment's name: letters, digits and . _ : / -",
  why: "segments are compared by name",
  description: "the name of an L2 segment; the default is the subnet",
  example: "dmz",
  pattern: /^[A-Za-z0-9][A-Za-z0-9._:/-]*$/,
  maxLength: 63,
});
export type SegmentName = z.infer<typeof SegmentName>;

/** An absolute path of a file on a load balancer. */
export const AbsolutePath = text("AbsolutePath", {
  code: "path-not-absolute",
  want: "an absolute path, without spaces, and without . or .. or empty segments",
  why: "the daemons are started by systemd in / and by no shell: a relative path, or one with a space, means another file or none",
  description: "an absolute path on the load balancer",
  example: "/etc/haproxy/certs/shop.pem",
  pattern: /^\/[^\s"'\\${}#]+$/,
  maxLength: 255,
  test: (value) =>
    value
      .split("/")
      .slice(1)
      .some((part) => part === "" || part === "." || part === "..")
      ? "has an empty, . or .. segment"
      : null,
  fix: (value) => (/^[\w-][\w.-]*$/.test(value) ? `/path/to/${value}` : null),
  note: () => "with its folder",
});
export type AbsolutePath = z.infer<typeof AbsolutePath>;

/** A URL path that a health check asks for. */
export const CheckPath = text("CheckPath", {
  code: "path-valid",
  want: "the path of a URL, without spaces",
  why: "HAProxy sends it as it stands in the first line of a request",
  description: "the path that a check asks for",
  example: "/readyz",
  pattern: /^\/[\x21-\x7e]*$/,
  maxLength: 255,
});
export type CheckPath = z.infer<typeof CheckPath>;

const unitMilliseconds = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
/** HAProxy's timers are 31-bit milliseconds (configuration manual, section 2.5). */
const longestDuration = 2 ** 31 - 1;
const durationForm = /^([1-9]\d*)(ms|s|m|h)$/;

const unitOf = (unit: string | undefined): number =>
  unit === "ms" || unit === "s" || unit === "m" || unit === "h" ? unitMilliseconds[unit] : Number.NaN;

function milliseconds(value: string): number {
  const [, amount, unit] = durationForm.exec(value) ?? [];
  return Number(amount) * unitOf(unit);
}

/** Milliseconds as a document says them, in the largest unit that is exact. */
export function formatDuration(duration: number): string {
  const unit = (["h", "m", "s"] as const).find((each) => duration % unitMilliseconds[each] === 0) ?? "ms";
  return `${duration / unitMilliseconds[unit]}${unit}`;
}

/** A time span: a whole number and its unit, `500ms`, `3s`, `2m`, `1h`. */
export const Duration = text("Duration", {
  code: "duration-invalid",
  want: "a duration: a whole number above 0 and its unit, ms, s, m or h",
  why: "HAProxy reads a bare number as milliseconds and keepalived as seconds, so a duration always says its unit",
  description: "a duration: a whole number and ms, s, m or h",
  example: "500ms",
  pattern: durationForm,
  test: (value) => (milliseconds(value) > longestDuration ? "is longer than the 24 days that HAProxy's timers hold" : null),
  fix: (value) => {
    const [, whole, part = "", unit] = /^(\d+)\.?(\d*)\s*(ms|s|m|h|sec|seconds?|min|minutes?)?$/.exec(value.trim()) ?? [];
    if (whole === undefined) return null;
    const meant = unit === undefined ? "s" : unit === "ms" ? "ms" : unit.slice(0, 1);
    const plain = `${Number(whole)}${meant}`;
    const length = Math.round(Number(`${whole}.${part}0`) * unitOf(meant));
    const fixed = length === milliseconds(plain) ? plain : formatDuration(length);
    return length > 0 && length <= longestDuration ? fixed : null;
  },
  // A number alone is milliseconds to one daemon and seconds to the other: which was meant, nobody can tell.
  note: (value) => (/^\d+$/.test(value) ? `or ${Number(value)}ms` : null),
});
export type Duration = z.infer<typeof Duration>;

/** The length of a duration in milliseconds. */
export const millisecondsOf = (duration: Duration): number => milliseconds(duration);

/** A TCP port. */
export const Port = wholeNumber("Port", {
  code: "port-invalid",
  what: "port",
  why: "TCP has no other ports",
  description: "a TCP port",
  example: 443,
  min: 1,
  max: 65535,
});
export type Port = z.infer<typeof Port>;

/** VRRP's virtual router ID: RFC 9568 section 5.2.3. */
export const VirtualRouterId = wholeNumber("VirtualRouterId", {
  code: "vrid-range",
  what: "virtual router ID",
  why: "the ID is one byte of the advertisement and 0 is not used; keepalived refuses the file",
  description: "the virtual router ID: one per VIP and segment, written down here so that neighbours do not collide",
  example: 51,
  min: 1,
  max: 255,
});
export type VirtualRouterId = z.infer<typeof VirtualRouterId>;

/** VRRP's priority, without 0 (a master that steps down) and 255 (the owner, which switches weights off). */
export const Priority = wholeNumber("Priority", {
  code: "vrid-range",
  what: "priority",
  why: "0 is the goodbye of a master and 255 means owner, which switches the trackers' weights off (RFC 9568 section 5.2.4)",
  description: "a VRRP priority",
  example: 254,
  min: 1,
  max: 254,
});
export type Priority = z.infer<typeof Priority>;

/** A server's weight: HAProxy configuration manual, `weight`; 0 is what `state: drain` says. */
export const NodeWeight = wholeNumber("NodeWeight", {
  code: "number-out-of-range",
  what: "weight",
  why: "HAProxy's weights end at 256, and 0 is said by `state: drain`",
  description: "a node's share of connections relative to the others",
  example: 1,
  min: 1,
  max: 256,
});
export type NodeWeight = z.infer<typeof NodeWeight>;

/** A number of connections at once. */
export const ConnectionLimit = wholeNumber("ConnectionLimit", {
  code: "number-out-of-range",
  what: "connection limit",
  why: "each connection takes two file descriptors and its buffers; a machine's memory ends long before the upper end",
  description: "connections at once, over all listeners of one machine",
  example: 40_000,
  min: 10,
  max: 10_000_000,
});

/** A positive whole number where nothing else bounds it. */
export const Count = wholeNumber("Count", {
  code: "number-out-of-range",
  what: "number",
  why: "nginx counts in 32 bits",
  description: "a whole number above 0",
  example: 10,
  min: 1,
  max: 1_000_000,
});

/** Free text of one line: labels' values, lines of `raw`. Control characters are refused everywhere at once, by `no-control-characters`. */
export const FreeText = z.string().max(16_384).meta({ description: "one line of text" });

/** A label's value (Kubernetes: names and labels). */
export const LabelValue = text("LabelValue", {
  code: "label-invalid",
  want: "a label's value: at most 63 letters, digits and . _ -",
  why: "the API server knows no other labels, so nothing could match it",
  description: "the value of a label",
  example: "edge",
  pattern: /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/,
  minLength: 0,
  maxLength: 63,
});

/** A label's key, with its optional prefix (Kubernetes: names and labels). */
export const LabelKey = text("LabelKey", {
  code: "label-invalid",
  want: "a label's key: letters, digits and . _ -, after a DNS name and / if it has a prefix",
  why: "the API server knows no other labels, so nothing could match it",
  description: "the key of a label",
  example: "topology.kubernetes.io/zone",
  pattern: /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/,
  maxLength: 317,
});

export const Labels = z
  .record(LabelKey, LabelValue)
  .meta({ description: "labels, as the cluster's nodes have them", examples: [{ "topology.kubernetes.io/zone": "a" }] });
export type Labels = z.infer<typeof Labels>;

/** Names, or the labels that choose them: which nodes a thing is spread over. */
export const NodeSelector = z.union([z.array(DnsSubdomain), z.strictObject({ matchLabels: Labels })]).meta({
  description: "nodes by name, or by labels that all must match",
  examples: [["worker-1", "worker-2"], { matchLabels: { role: "edge" } }],
});
export type NodeSelector = z.infer<typeof NodeSelector>;
