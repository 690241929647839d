import type { SourceSpan } from "../diagnostics/diagnostic.js";
import { type HaproxyProxy, modeOf, proxiesOf, readTime, serversOf, timeoutOf } from "../files/proxies.js";
import type { HaproxyFile } from "../files/read-haproxy.js";
import { findAll, findLast } from "../files/text.js";
import type { FileRule, FileViolation } from "./file-rule.js";

/** Without these a connection never ends; HAProxy itself warns of them. */
const vital: ReadonlySet<string> = new Set(["connect", "client", "server"]);
const longTunnel = 300_000;

/** The timeouts that mean something to a proxy. */
function neededBy(proxy: HaproxyProxy): readonly string[] {
  const faces = proxy.kind !== "backend" ? ["client", "client-fin", ...(modeOf(proxy) === "http" ? ["http-request"] : [])] : [];
  const servers = serversOf(proxy);
  const checks = servers.some(({ checked }) => checked) ? ["check"] : [];
  return servers.length === 0 ? faces : [...faces, "connect", "server", "server-fin", "queue", "tunnel", ...checks];
}

interface Missing {
  readonly at: SourceSpan;
  readonly proxies: Set<string>;
  readonly timeouts: Set<string>;
}

/** What is missing, told once for each `defaults` section, since that is where it belongs. */
function missingIn(file: HaproxyFile): readonly Missing[] {
  const found = new Map<SourceSpan, Missing>();
  for (const proxy of proxiesOf(file)) {
    const missing = neededBy(proxy).filter((name) => timeoutOf(proxy, name) === null);
    if (missing.length === 0) continue;
    const at = proxy.defaults?.keyword.at ?? proxy.at;
    const entry = found.get(at) ?? { at, proxies: new Set(), timeouts: new Set() };
    found.set(at, entry);
    entry.proxies.add(`${proxy.kind} ${proxy.name}`);
    for (const name of missing) entry.timeouts.add(name);
  }
  return [...found.values()];
}

const listed = (names: readonly string[]): string =>
  names.length > 4 ? `${names.slice(0, 4).join(", ")} and ${names.length - 4} more` : names.join(", ");

function checkReload(machine: string, file: HaproxyFile, report: (violation: FileViolation) => void): void {
  const global = file.sections.filter(({ keyword }) => keyword.text === "global").flatMap(({ lines }) => lines);
  if (findLast(global, "hard-stop-after") !== null) return;
  const tunnels = file.sections.flatMap(({ lines }) => findAll(lines, "timeout").filter(({ values }) => values[0]?.text === "tunnel"));
  const long = tunnels.find(({ values }) => (readTime(values[1]?.text ?? "") ?? 0) > longTunnel);
  if (long === undefined) return;
  report({
    severity: "warning",
    message: `${machine}: tunnels live for ${long.values[1]?.text}, and no hard-stop-after ends the old process after a reload`,
    at: long.keyword.at,
    fix: "hard-stop-after 10m in global",
  });
}

/** Everything that waits has an end. */
export const timeoutsComplete: FileRule = {
  id: "timeouts-complete",
  law: "every timeout that a proxy uses is set, in it or in its defaults, and not to 0; a tunnel of more than 5 minutes has hard-stop-after in global",
  why: "a connection without an end stays in the table until the table is full; a timeout that is not set is another one, or none, and nobody knows which",
  source: "HAProxy configuration manual, timeout; hard-stop-after",
  severity: "error",
  safety: false,
  breaks: `--- hapxy1/haproxy.cfg
-    timeout client 1m`,
  keeps: `--- hapxy1/haproxy.cfg
-    timeout client 1m
+    timeout client 90s`,
  fix: "set it in defaults",
  check: ({ machines }, report) => {
    for (const { name, haproxy } of machines) {
      if (haproxy === null) continue;
      for (const { at, proxies, timeouts } of missingIn(haproxy)) {
        const names = [...timeouts];
        report({
          message: `${name}: timeout ${names.join(", ")} is not set for ${listed([...proxies])}`,
          at,
          ...(names.some((timeout) => vital.has(timeout)) ? {} : { severity: "warning" as const }),
        });
      }
      checkReload(name, haproxy, report);
    }
  },
};
