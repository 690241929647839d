import { frontendName, type Path, type Plan, type PlanVip, type RawSections, type Rule, trustsForwardedHeaders } from "@edgewright/core";
import { lowerBackends } from "../lower/backends.js";

/** Each tried on 2.6.12 in a section of TCP mode: `haproxy -c` passes, and says at most in a warning that the line is ignored. */
const httpKeywords: ReadonlySet<string> = new Set(
  "http-request http-response http-after-response http-error http-reuse http-send-name-header redirect capture compression cookie monitor-uri stats".split(
    " ",
  ),
);
const httpOptions: ReadonlySet<string> = new Set(
  "forwardfor originalto httplog httpclose http-server-close http-keep-alive http-ignore-probes http-no-delay http-use-proxy-header http-buffer-request http-pretend-keepalive accept-invalid-http-request".split(
    " ",
  ),
);
/** Of `balance`: what is hashed is in the request. */
const httpHashes = /^(uri|url_param|hdr)\b/;

/** What of a line needs HTTP mode; null where nothing does. */
function httpPart(line: string): string | null {
  const [first = "", ...rest] = line
    .trim()
    .replace(/["'\\]/g, "")
    .split(/\s+/);
  const words = first === "no" ? rest : [first, ...rest];
  const [word = "", argument = ""] = words;
  if (httpKeywords.has(word)) return word;
  if (word === "option" && httpOptions.has(argument)) return `option ${argument}`;
  return word === "balance" && httpHashes.test(argument) ? `balance ${argument}` : null;
}

/** The frontends of TCP mode: those that forward without a word of HTTP. */
function tcpFrontends(plan: Plan): ReadonlySet<string> {
  const trusts = trustsForwardedHeaders(plan);
  const ofVip = (vip: PlanVip): readonly string[] => [
    ...(vip.listeners.http.mode === "forward" && !trusts ? [frontendName.http(vip)] : []),
    ...(vip.listeners.https.mode === "passthrough" ? [frontendName.https(vip)] : []),
  ];
  return new Set([...plan.vips.flatMap(ofVip), ...plan.streams.map(frontendName.stream)]);
}

function tcpBackends(plan: Plan): ReadonlySet<string> {
  const backends = lowerBackends(plan, plan.vips, trustsForwardedHeaders(plan));
  return new Set(backends.flatMap(({ name, mode }): string[] => (mode === "tcp" ? [name] : [])));
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
    if (frontends.length + backends.length === 0) return;
    const lines = [...tcpLines("frontend", frontends, tcpFrontends(plan)), ...tcpLines("backend", backends, tcpBackends(plan))];
    for (const { line, place, section } of lines) {
      const part = httpPart(line);
      if (part !== null) report({ message: `"${part}" has no effect in ${section}, which is in TCP mode`, path: place });
    }
  },
};
