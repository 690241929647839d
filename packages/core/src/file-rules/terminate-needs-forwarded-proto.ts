import { bindsOf, type HaproxyProxy, modeOf, proxiesOf, serversOf, targetsOf } from "../files/proxies.js";
import { type Directive, findAll } from "../files/text.js";
import type { FileRule } from "./file-rule.js";

const header = "x-forwarded-proto";

const requestRules = (lines: readonly Directive[]) =>
  lines.flatMap(({ keyword, values: [action, name, ...rest] }) =>
    keyword.text === "http-request" && action !== undefined
      ? [{ action: action.text, name: name?.text.toLowerCase() ?? "", rest: rest.map(({ text }) => text), at: keyword.at }]
      : [],
  );
type RequestRule = ReturnType<typeof requestRules>[number];

/** `del-header NAME`, or `del-header X-Forwarded- -m beg`. */
const deletes = ({ action, name, rest }: RequestRule): boolean =>
  action === "del-header" && (rest.includes("beg") ? header.startsWith(name) : name === header);

/** Whether a rule holds for every request, or for every request over TLS. */
const holds = ({ rest }: RequestRule, secure: ReadonlySet<string>): boolean => {
  const condition = rest.findIndex((word) => word === "if" || word === "unless");
  const words = rest.slice(condition + 1);
  return condition === -1 || words.some((word) => word.includes("ssl_fc") || word === "dst_port" || secure.has(word.replace(/^!/, "")));
};

/** The named conditions that tell TLS from plain HTTP. */
const secureNames = (lines: readonly Directive[]): ReadonlySet<string> =>
  new Set(
    findAll(lines, "acl").flatMap(({ values: [name, test] }) =>
      name !== undefined && /^(?:ssl_fc|dst_port)/.test(test?.text ?? "") ? [name.text] : [],
    ),
  );

/** What is wrong with the header; null where it is what HAProxy says. `set-header` takes the place of whatever the client sent. */
function troubleIn(lines: readonly Directive[]): { readonly what: string; readonly at: RequestRule["at"] | null } | null {
  const [rules, secure] = [requestRules(lines), secureNames(lines)];
  const sets = rules.findIndex((rule) => rule.action === "set-header" && rule.name === header && holds(rule, secure));
  const adds = rules.findIndex((rule) => rule.action === "add-header" && rule.name === header && holds(rule, secure));
  const from = sets === -1 ? adds : sets;
  if (from === -1) return { what: "does not set X-Forwarded-Proto", at: null };
  const at = rules[from]?.at ?? null;
  if (sets === -1 && !rules.slice(0, from).some(deletes)) return { what: "adds X-Forwarded-Proto to what the client sent", at };
  return rules.slice(from + 1).some(deletes) ? { what: "sets X-Forwarded-Proto and deletes it again", at } : null;
}

/** Where a proxy of plain HTTP forwards what it received over TLS. */
const forwards = (proxy: HaproxyProxy): boolean =>
  proxy.kind !== "backend" && modeOf(proxy) === "http" && bindsOf(proxy).some(({ tls }) => tls) && targetsOf(proxy).length > 0;

const speaksPlain = (proxy: HaproxyProxy): boolean => {
  const servers = serversOf(proxy);
  return servers.length === 0 || servers.some(({ tls }) => !tls);
};

/** Whoever ends TLS says that there was some. */
export const terminateNeedsForwardedProto: FileRule = {
  id: "terminate-needs-forwarded-proto",
  law: "a frontend that ends TLS and forwards HTTP overwrites X-Forwarded-Proto: set-header, or del-header and then add-header",
  why: "without it the controller sees plain HTTP and redirects to HTTPS for ever; with the client's own header anyone can pretend",
  source: "ingress-nginx, use-forwarded-headers and ssl-redirect; HAProxy configuration manual, http-request set-header",
  severity: "error",
  safety: true,
  breaks: `--- hapxy1/haproxy.cfg
-    mode tcp
-    option tcplog
-    bind 192.168.103.10:443
+    mode http
+    bind 192.168.103.10:443 ssl crt /etc/haproxy/certs`,
  keeps: `--- hapxy1/haproxy.cfg
-    mode tcp
-    option tcplog
-    bind 192.168.103.10:443
+    mode http
+    bind 192.168.103.10:443 ssl crt /etc/haproxy/certs
+    http-request set-header X-Forwarded-Proto https`,
  fix: "http-request set-header X-Forwarded-Proto https",
  check: ({ machines }, report) => {
    for (const { name, haproxy } of machines) {
      const proxies = haproxy === null ? [] : proxiesOf(haproxy);
      const byName = new Map(proxies.map((proxy) => [proxy.name, proxy]));
      for (const proxy of proxies.filter(forwards)) {
        const own = [...(proxy.defaults?.lines ?? []), ...proxy.lines];
        const backends = [...new Set(targetsOf(proxy))].flatMap((target) => byName.get(target) ?? []).filter((each) => each !== proxy);
        // Whoever gets TLS again sees it.
        const plain = backends.filter(speaksPlain);
        const ways = backends.length === 0 ? [proxy].filter(speaksPlain).map(() => own) : plain.map(({ lines }) => [...own, ...lines]);
        const trouble = ways.map(troubleIn).find((each) => each !== null);
        if (trouble === undefined || trouble === null) continue;
        const tls = bindsOf(proxy).find((bind) => bind.tls);
        report({
          message: `${proxy.kind} ${proxy.name} on ${name} ends TLS and ${trouble.what}`,
          at: trouble.at ?? proxy.at,
          related: tls === undefined ? [] : [{ message: "TLS ends here", at: tls.at }],
        });
      }
    }
  },
};
