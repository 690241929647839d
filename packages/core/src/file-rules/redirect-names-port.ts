import { type Bind, bindsOf, type HaproxyProxy, proxiesOf } from "../files/proxies.js";
import type { Directive } from "../files/text.js";
import type { FileRule } from "./file-rule.js";

/** A listener that answers HTTPS: it ends TLS, or its name says so. */
const isHttps = (bind: Bind, proxy: HaproxyProxy): boolean => bind.tls || /https|tls|ssl/i.test(proxy.name);

/** Where a line sends to: `scheme https`, or a location that begins with https://. Null for any other line. */
function redirection({ keyword, values }: Directive): string | null {
  const words = values.map(({ text }) => text);
  const rest = keyword.text === "redirect" ? words : keyword.text === "http-request" && words[0] === "redirect" ? words.slice(1) : [];
  const value = (option: string): string | null => (rest.includes(option) ? (rest[rest.indexOf(option) + 1] ?? "") : null);
  if (value("scheme") === "https") return "";
  const target = value("location") ?? value("prefix");
  return target?.startsWith("https://") === true ? target : null;
}

type Listeners = ReadonlyMap<string, readonly Bind[]>;

const addressOf = ({ address }: Bind): string => address?.text ?? "*";

/** The listeners of HTTPS by their address, `*` for every one. */
function httpsListeners(proxies: readonly HaproxyProxy[]): Listeners {
  const listeners = new Map<string, Bind[]>();
  for (const proxy of proxies) {
    for (const bind of bindsOf(proxy)) {
      const same = listeners.get(addressOf(bind)) ?? [];
      listeners.set(addressOf(bind), same);
      // One on 443 answers every link; of the others the first stands for all.
      if (isHttps(bind, proxy) && (bind.port === "443" || same.length === 0)) same.push(bind);
    }
  }
  return listeners;
}

/** The listener of HTTPS where a proxy listens; null where one is on 443, or none is found. */
function otherPort(proxy: HaproxyProxy, listeners: Listeners): Bind | null {
  const own = bindsOf(proxy).map(addressOf);
  const met = own.includes("*") ? [...listeners.values()].flat() : [...own, "*"].flatMap((address) => listeners.get(address) ?? []);
  return met.some(({ port }) => port === "443") ? null : (met[0] ?? null);
}

/** A browser goes to 443 where no port is named. */
export const redirectNamesPort: FileRule = {
  id: "redirect-names-port",
  law: "a redirect to HTTPS names the port where HTTPS does not listen on 443",
  why: "a URL without a port means 443, where nothing answers: every plain link is broken",
  source: "RFC 9110 section 4.2.2; HAProxy configuration manual, redirect: scheme keeps the host as it came",
  severity: "error",
  safety: false,
  breaks: `--- hapxy1/haproxy.cfg
-    mode tcp
-    option tcplog
-    bind 192.168.103.10:80
-    default_backend ingress_http
+    mode http
+    bind 192.168.103.10:80
+    http-request redirect scheme https code 308
-    bind 192.168.103.10:443
+    bind 192.168.103.10:8443`,
  keeps: `--- hapxy1/haproxy.cfg
-    mode tcp
-    option tcplog
-    bind 192.168.103.10:80
-    default_backend ingress_http
+    mode http
+    bind 192.168.103.10:80
+    http-request redirect scheme https code 308`,
  fix: "http-request redirect code 308 location 'https://%[req.hdr(host),regsub(:[0-9]+$,)]:PORT%[capture.req.uri]'",
  check: ({ machines }, report) => {
    for (const { name, haproxy } of machines) {
      const proxies = haproxy === null ? [] : proxiesOf(haproxy);
      const listeners = httpsListeners(proxies);
      for (const proxy of proxies) {
        const line = proxy.lines.find((each) => redirection(each) !== null);
        const secure = line === undefined ? null : otherPort(proxy, listeners);
        if (line === undefined || secure === null || redirection(line)?.includes(`:${secure.port}`) === true) continue;
        report({
          message: `${proxy.kind} ${proxy.name} on ${name} redirects to HTTPS on port 443, and HTTPS listens on ${secure.port}`,
          at: line.keyword.at,
          related: [{ message: "HTTPS", at: secure.at }],
        });
      }
    }
  },
};
