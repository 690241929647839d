import { checkFiles, type Diagnostic, type EdgeInput, fileRules, readEdgeFiles } from "@edgewright/core";
import { edgeArbitrary, secretsFor } from "@edgewright/testing";
import { compile } from "edgewright";
import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { render } from "./edges.js";

// Invariant 6, by the rules that `check DIR` runs: what is rendered keeps every law on files, and one line that is changed breaks its law.

type Texts = ReadonlyMap<string, string>;

const textsOf = (document: EdgeInput): Texts => new Map([...render(document).values()].map(({ path, text }) => [path, text]));
const judge = (texts: Texts): readonly Diagnostic[] =>
  checkFiles(fileRules, readEdgeFiles([...texts].map(([path, text]) => ({ path, name: path, text }))));
const errorsOf = (texts: Texts): readonly string[] =>
  judge(texts).map(({ code, message, source }) => `${code} ${source?.file}:${source?.line} ${message}`);

/** What auth costs is a warning of the document too. */
const expected = /^auth-forces-v2 .*clear text/;

describe("every rendered edge", () => {
  it("keeps every law on files", () => {
    fc.assert(
      fc.property(edgeArbitrary({ maxRoutes: 1 }), (document) => {
        expect(errorsOf(textsOf(document)).filter((each) => !expected.test(each))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("and compile says nothing of its own files", () => {
    fc.assert(
      fc.property(edgeArbitrary({ maxRoutes: 1 }), (document) => {
        const { diagnostics } = compile(document, { secrets: secretsFor(document) });
        expect(diagnostics.filter(({ source, related }) => source !== null || related.some((each) => each.source !== null))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

/** Which file a change is made in: the first machine's in the order of their folders, both machines', or the cluster's. */
type Target = "one" | "both" | "cluster";
type Change = readonly [
  law: string,
  what: string,
  target: Target,
  file: string,
  from: RegExp,
  to: string | ((line: string) => string),
  /** What a rendered edge must have somewhere for the change to mean anything. */
  when?: RegExp,
];

const keepalived = "keepalived.conf";
const haproxy = "haproxy.cfg";
const sysctl = "host/etc/sysctl.d/90-edgewright.conf";

/** One line changed in what was rendered, and the law that it breaks. */
const changes: readonly Change[] = [
  ["pair-agrees", "the router ID", "one", keepalived, /(?<=virtual_router_id )\d+/, (id) => String((Number(id) % 255) + 1)],
  ["pair-agrees", "the interval", "one", keepalived, /advert_int \S+/, "advert_int 7"],
  ["pair-agrees", "the version", "one", keepalived, /version [23]/, "version 4"],
  ["pair-agrees", "one more VIP", "one", keepalived, /virtual_ipaddress \{\n/, "virtual_ipaddress {\n        203.0.113.77/32\n"],
  [
    "pair-agrees",
    "a VIP that is not in the advertisement",
    "one",
    keepalived,
    /(\n {4}virtual_ipaddress \{)/,
    "\n    virtual_ipaddress_excluded {\n 203.0.113.77/32\n }$1",
  ],
  [
    "pair-agrees",
    "a password on one side",
    "one",
    keepalived,
    /\n {4}virtual_ipaddress \{/,
    "\n    authentication {\n  auth_type PASS\n  auth_pass f7!x\n }$&",
  ],
  ["unicast-peers-symmetric", "another peer", "one", keepalived, /(unicast_peer \{\n\s+)[^\s]+/, "$1203.0.113.78"],
  ["unicast-peers-symmetric", "no peer", "one", keepalived, /(unicast_peer \{\n)[^\n]+\n/, "$1"],
  ["unicast-peers-symmetric", "itself", "one", keepalived, /(unicast_src_ip )(\S+)([\s\S]*?unicast_peer \{\n\s+)\S+/, "$1$2$3$2"],
  ["unicast-peers-symmetric", "multicast", "one", keepalived, /unicast_peer \{[^}]*\}/, ""],
  [
    "unicast-source-on-machine",
    "an address that the other's firewall does not know",
    "one",
    keepalived,
    /unicast_src_ip \S+/,
    "unicast_src_ip 203.0.113.79",
  ],
  [
    "unicast-source-on-machine",
    "the VIP",
    "one",
    keepalived,
    /(unicast_src_ip )\S+([\s\S]*?virtual_ipaddress \{\n\s+)([^/\s]+)/,
    "$1$3$2$3",
  ],
  [
    "one-family-per-instance",
    "both families",
    "both",
    keepalived,
    /virtual_ipaddress \{\n([^}]*)/,
    "virtual_ipaddress {\n$1 203.0.113.77\n 2001:db8:ffff::77\n",
  ],
  ["no-initial-master", "state MASTER", "one", keepalived, /state BACKUP/, "state MASTER"],
  ["preempt-delay-xor-nopreempt", "nopreempt of an initial MASTER", "one", keepalived, /state BACKUP/, "state MASTER\n    nopreempt"],
  ["preempt-delay-xor-nopreempt", "both", "one", keepalived, /state BACKUP/, "state BACKUP\n    nopreempt\n    preempt_delay 5"],
  [
    "no-nopreempt-with-weights",
    "nopreempt",
    "both",
    keepalived,
    /state BACKUP((?:(?!vrrp_instance)[\s\S])*? weight -\d)/,
    "state BACKUP\n    nopreempt$1",
  ],
  [
    "preempt-delay-one-side",
    "a delay on both",
    "both",
    keepalived,
    /state BACKUP(?=[\s\S]*?priority (?:254|253)\n)/,
    "state BACKUP\n    preempt_delay 9",
  ],
  ["tracker-used", "the script is not used", "one", keepalived, /track_script \{[^}]*\}/g, ""],
  ["tracker-used", "the process is not used", "one", keepalived, /track_process \{[^}]*\}/g, ""],
  ["tracker-used", "another name", "one", keepalived, /vrrp_track_process haproxy/, "vrrp_track_process proxy"],
  ["tracker-survives-reload", "quorum 1", "one", keepalived, /quorum 2/, "quorum 1"],
  ["tracker-survives-reload", "no quorum", "one", keepalived, /quorum 2/, ""],
  ["tracker-survives-reload", "arguments", "one", keepalived, /process haproxy\n/, "process haproxy -f FILE\n    param_match initial\n"],
  ["tracker-survives-reload", "a delay", "one", keepalived, /quorum 2/, "quorum 2\n    terminate_delay 1"],
  ["check-asks-haproxy", "killall -0", "one", keepalived, /script "?\/[^\n]*/, 'script "/usr/bin/killall -0 haproxy"'],
  ["script-security", "no path", "one", keepalived, /script "?\/[^\n]*/, 'script "haproxy-answers"'],
  ["script-security", "root", "one", keepalived, /script_user \S+/, "script_user root"],
  ["script-fits-interval", "a long timeout", "one", keepalived, /(\n\s+interval )/, "\n    timeout 60$1"],
  ["realtime-has-rlimit", "no limit", "one", keepalived, /vrrp_rlimit_rttime \d+/, ""],
  ["healed-split-announces", "silent", "one", keepalived, /vrrp_higher_prio_send_advert true/, "vrrp_higher_prio_send_advert false"],
  ["weight-exceeds-gap", "a small weight", "both", keepalived, /weight -\d+/g, "weight -1", /priority 254\n[\s\S]*priority 253\n/],
  ["vrid-range", "the owner's priority", "one", keepalived, /(?<=\n {4}priority )\d+/, "255"],
  ["advert-interval", "a fraction under VRRPv2", "one", keepalived, /version \d\n([\s\S]*?)advert_int \S+/, "version 2\n$1advert_int 0.5"],
  ["vip-claimed-once", "twice", "one", keepalived, /virtual_ipaddress \{\n([^\n]+\n)/, "virtual_ipaddress {\n$1$1"],
  ["file-understood", "an include", "one", keepalived, /global_defs \{/, "include /etc/keepalived/more.conf\n$&"],
  ["file-understood", "an open block", "one", keepalived, /\}\n$/, ""],
  ["nonlocal-bind", "not set", "both", sysctl, /= 1/g, "= 0", /^frontend (vip|stream)_/m],
  ["nonlocal-bind", "gone", "both", sysctl, /^net.*\n/gm, "", /^frontend (vip|stream)_/m],
  ["timeouts-complete", "no timeout connect", "both", haproxy, /timeout connect \S+/, "", /^ {4}server /m],
  ["timeouts-complete", "an endless client", "one", haproxy, /timeout client \S+/, "timeout client 0"],
  ["timeouts-complete", "no timeout check", "both", haproxy, /timeout check \S+/, "", /^ {4}server /m],
  [
    "timeouts-complete",
    "no hard-stop-after beside long tunnels",
    "one",
    haproxy,
    /hard-stop-after[\s\S]*?timeout tunnel \S+/,
    "#\n\ndefaults\n timeout tunnel 1h",
  ],
  ["peer-name-matches", "a stranger", "one", haproxy, /^global$/m, "peers edge\n    peer nobody 203.0.113.77:10000\nglobal"],
  ["check-order", "option httpchk behind", "one", haproxy, /(option httpchk)\n([^\n]*\n)/, "$2    $1\n"],
  [
    "terminate-needs-forwarded-proto",
    "the header is not set",
    "one",
    haproxy,
    /(ssl crt[\s\S]*?)http-request set-header X-Forwarded-Proto [^\n]*/,
    "$1",
  ],
  [
    "terminate-needs-forwarded-proto",
    "the header is added",
    "one",
    haproxy,
    /(ssl crt(?:(?!\nbackend)[\s\S])*?)http-request del-header X-Forwarded-[^\n]*((?:(?!\nbackend)[\s\S])*?)set-header X-Forwarded-Proto/,
    "$1$2add-header X-Forwarded-Proto",
  ],
  ["redirect-names-port", "another port", "one", haproxy, /(redirect code 308 location 'https:[^\n]*,\)\]):\d+/, "$1"],
  [
    "proxy-protocol-both-ends",
    "the controller expects it, or not",
    "cluster",
    "ingress-nginx.yaml",
    /use-proxy-protocol: "(true|false)"/,
    "",
  ],
  ["proxy-protocol-both-ends", "the servers do not send it", "both", haproxy, / send-proxy-v2/g, "", /use-proxy-protocol: "true"/],
  [
    "proxy-protocol-both-ends",
    "the checks of the health port do",
    "both",
    haproxy,
    /(check port \d+ send-proxy-v2)$/gm,
    "$1 check-send-proxy",
  ],
];

/** How often a change could be made, so that no line of the table stands there in vain. */
const made = new Map<string, number>();
afterAll(() => console.log([...made].map(([what, count]) => `${count} × ${what}`).join("\n")));

function changed(texts: Texts, [, , target, file, from, to, when]: Change): Texts | null {
  if (when !== undefined && !when.test([...texts.values()].join("\n"))) return null;
  const paths = [...texts.keys()].filter((path) => path.endsWith(`/${file}`) && (target === "cluster") === path.startsWith("kubernetes/"));
  const replaced = paths.flatMap((path): (readonly [string, string])[] => {
    const text = texts.get(path) ?? "";
    // A switch has two sides, and either is the wrong one.
    const flipped = (_: string, said: string): string => `use-proxy-protocol: "${said !== "true"}"`;
    const after =
      target === "cluster" ? text.replace(from, flipped) : typeof to === "string" ? text.replace(from, to) : text.replace(from, to);
    return after === text ? [] : [[path, after]];
  });
  const taken = target === "both" ? replaced : replaced.slice(0, 1);
  return taken.length === 0 ? null : new Map([...texts, ...taken]);
}

const documents = fc.sample(edgeArbitrary({ maxRoutes: 1 }), { numRuns: 60, seed: 6 }).map(textsOf);

describe("a rendered edge with one line changed", () => {
  it.each(changes.map((change) => [change[0], change[1], change] as const))("breaks %s: %s", (law, what, change) => {
    const cases = documents.flatMap((texts) => changed(texts, change) ?? []);
    made.set(`${law}: ${what}`, cases.length);
    expect(cases.length).toBeGreaterThan(0);
    for (const texts of cases) expect(judge(texts).map(({ code }) => code)).toContain(law);
  });
});
