import type { MachineFiles } from "../files/edge-files.js";
import { type Bind, bindsOf, proxiesOf } from "../files/proxies.js";
import type { FileRule, FileViolation } from "./file-rule.js";

type Listeners = ReadonlyMap<string, Bind>;

/** The listeners on addresses of the pair's VIPs, and on every address, by address and port. */
function listenersOf({ haproxy }: MachineFiles, vips: ReadonlySet<string>): Listeners {
  const binds = (haproxy === null ? [] : proxiesOf(haproxy)).flatMap(bindsOf);
  return new Map(binds.flatMap((bind) => (bind.address === null || vips.has(bind.address.text) ? [[keyOf(bind), bind] as const] : [])));
}

const keyOf = ({ address, port }: Bind): string => `${address === null ? "*" : address.text} ${port}`;

function missing(one: Listeners, other: Listeners, [here, there]: readonly [string, string]): readonly FileViolation[] {
  return [...one].flatMap(([key, { address, port, at }]): readonly FileViolation[] => {
    // A listener on every address listens on the VIP too.
    if (address === null || other.has(key) || other.has(`* ${port}`)) return [];
    return [{ message: `HAProxy listens on ${address.text} port ${port} on ${here}, and not on ${there}`, at, isLack: true }];
  });
}

/** Whichever machine holds the VIP, it answers. */
export const listenersAgree: FileRule = {
  id: "listeners-agree",
  law: "both machines' HAProxy listen on the same ports of the VIPs that they share",
  why: "the port that one of them lacks is dead from the failover on, and until then nobody notices",
  source: "model: listeners; HAProxy configuration manual, bind; each daemon checks its own file",
  severity: "error",
  safety: true,
  breaks: `--- hapxy2/haproxy.cfg
-    bind 192.168.103.10:443
+    bind 192.168.103.10:8443`,
  keeps: `--- hapxy2/haproxy.cfg
-    bind 192.168.103.10:443
+    bind 192.168.103.10:443 # HTTPS`,
  fix: "the same bind lines on both machines",
  check: ({ pairs, machines }, report) => {
    const told = new Set<string>();
    for (const [one, other] of pairs) {
      const [first, second] = [one, other].map(({ machine }) => machines.find(({ name }) => name === machine));
      if (first === undefined || second === undefined || first.haproxy === null || second.haproxy === null) continue;
      const vips = new Set([...one.addresses, ...one.excluded, ...other.addresses, ...other.excluded].map(({ text }) => text));
      const [left, right] = [listenersOf(first, vips), listenersOf(second, vips)];
      const found = [...missing(left, right, [first.name, second.name]), ...missing(right, left, [second.name, first.name])];
      for (const violation of found) {
        if (told.has(violation.message)) continue;
        told.add(violation.message);
        report(violation);
      }
    }
  },
};
