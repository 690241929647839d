import { frontendName, type Path, type Plan, type RawSections, type Rule, trustsForwardedHeaders } from "@edgewright/core";
import { lowerBackends } from "../lower/backends.js";

/** Each tried on 2.6.12 in a section of TCP mode: `haproxy -c` passes, and says at most in a warning that the line is ignored. */
const httpKeywords =
  "http-request http-response http-after-response http-error http-reuse http-send-name-header redirect capture compression cookie monitor-uri stats";
const httpOptions =
  "forwardfor originalto httplog httpclose http-server-close http-keep-alive http-ignore-probes http-no-delay http-use-proxy-header http-buffer-request http-pretend-keepalive accept-invalid-http-request";
const httpParts: ReadonlySet<string> = new Set([...httpKeywords.split(" "), ...httpOptions.split(" ").map((name) => `option ${name}`)]);
/** What is hashed is in the request. */
const httpHashes = /^balance (uri|url_param|hdr)\b/;

/** What of a line needs HTTP mode: its first word, or its first two; null where nothing does. */
function httpPart(line: string): string | null {
  const words = line
    .trim()
    .replace(/["'\\]/g, "")
    .split(/\s+/);
  const own = words[0] === "no" ? words.slice(1) : words;
  const parts = [1, 2].map((count) => own.slice(0, count).join(" "));
  return parts.find((part) => httpParts.has(part) || httpHashes.test(part)) ?? null;
}

/** The frontends of TCP mode: those that forward without a word of HTTP. */
function tcpFrontends(plan: Plan): ReadonlySet<string> {
  const trusts = trustsForwardedHeaders(plan);
  const http = plan.vips.filter(({ listeners }) => listeners.http.mode === "forward" && !trusts);
  const https = plan.vips.filter(({ listeners }) => listeners.https.mode === "passthrough");
  return new Set([...http.map(frontendName.http), ...https.map(frontendName.https), ...plan.streams.map(frontendName.stream)]);
}

function tcpBackends(plan: Plan): ReadonlySet<string> {
  const backends = lowerBackends(plan, plan.vips, trustsForwardedHeaders(plan));
  return new Set(backends.filter(({ mode }) => mode === "tcp").map(({ name }) => name));
}

interface RawLine {
  readonly line: string;
  readonly place: Path;
  readonly section: string;
}

/** The lines of sections that are, and stay, in TCP mode. */
const tcpLines = (kind: string, sections: RawSections, tcp: ReadonlySet<string>): readonly RawLine[] =>
  sections
    .filter(({ name, lines }) => tcp.has(name) && !lines.some((line) => /^\s*mode\s/.test(line)))
    .flatMap(({ name, lines, path }) => lines.map((line, index) => ({ line, place: [...path, index], section: `${kind} ${name}` })));

/** A line that HAProxy reads and does not obey. */
export const layer7InTcpMode: Rule = {
  id: "layer7-in-tcp-mode",
  law: "a raw line for HTTP mode stands in a section of HTTP mode",
  why: "HAProxy ignores it, and `haproxy -c` passes: a deny rule denies nobody, a header is never written",
  source: "HAProxy configuration manual, section 4 (mode); tried on 2.6.12: a warning at most, which only -dW heeds",
  severity: "error",
  safety: false,
  breaks: `raw: { haproxy: { frontends: { vip_public_http: ["http-request deny if { path_beg /admin }"] } } }`,
  keeps: `raw: { haproxy: { frontends: { vip_public_http: ["tcp-request connection reject if { src 198.51.100.0/24 }"] } } }`,
  fix: "a rule of layer 4 (tcp-request …), or HTTP mode: TLS that ends at HAProxy, or the controller's own option",
  check: (plan, report) => {
    const { frontends, backends } = plan.raw.haproxy;
    const lines = [...tcpLines("frontend", frontends, tcpFrontends(plan)), ...tcpLines("backend", backends, tcpBackends(plan))];
    for (const { line, place, section } of lines) {
      const part = httpPart(line);
      if (part !== null) report({ message: `"${part}" has no effect in ${section}, which is in TCP mode`, path: place });
    }
  },
};
