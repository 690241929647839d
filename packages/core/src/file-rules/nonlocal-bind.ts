import type { MachineFiles } from "../files/edge-files.js";
import { type Bind, bindsOf, proxiesOf } from "../files/proxies.js";
import { findLast } from "../files/text.js";
import type { Family } from "../model/address.js";
import type { FileRule } from "./file-rule.js";

const settingFor: Readonly<Record<Family, string>> = { ipv4: "net.ipv4.ip_nonlocal_bind", ipv6: "net.ipv6.ip_nonlocal_bind" };
const families: readonly Family[] = ["ipv4", "ipv6"];

const vipsOf = ({ instances }: MachineFiles): ReadonlySet<string> =>
  new Set(instances.flatMap(({ addresses, excluded }) => [...addresses, ...excluded]).map(({ text }) => text));

/** The listeners on a VIP of one family that need the kernel's leave. */
function listeners(machine: MachineFiles, family: Family): readonly Bind[] {
  const vips = vipsOf(machine);
  const binds = (machine.haproxy === null ? [] : proxiesOf(machine.haproxy)).flatMap(bindsOf);
  return binds.filter(({ address, transparent }) => address?.family === family && vips.has(address.text) && !transparent);
}

/** The address is on one machine at a time. */
export const nonlocalBind: FileRule = {
  id: "nonlocal-bind",
  law: "where HAProxy listens on a VIP, host/ sets ip_nonlocal_bind for its family, or the bind line says transparent",
  why: "on the machine that does not hold the VIP the address is not there: HAProxy does not start, and is missing when the VIP comes",
  source: "ip-sysctl, ip_nonlocal_bind; HAProxy configuration manual, transparent; `haproxy -c` says nothing",
  severity: "error",
  safety: true,
  breaks: `--- hapxy2/host/etc/sysctl.d/90-edgewright.conf
-net.ipv4.ip_nonlocal_bind = 1`,
  keeps: `--- hapxy2/host/etc/sysctl.d/90-edgewright.conf
-net.ipv6.ip_nonlocal_bind = 1`,
  fix: "net.ipv4.ip_nonlocal_bind = 1 in host/etc/sysctl.d",
  check: ({ machines }, report) => {
    for (const machine of machines) {
      if (machine.sysctl === null) continue;
      for (const family of families) {
        const key = settingFor[family];
        const set = findLast(machine.sysctl, key);
        const [first] = listeners(machine, family);
        if (first === undefined || set?.values[0]?.text === "1") continue;
        report({
          message: `${machine.name} listens on the VIP ${first.address?.text} and does not set ${key}`,
          at: first.at,
          ...(set === null ? {} : { related: [{ message: "it is set to something else", at: set.keyword.at }] }),
          fix: `${key} = 1 in ${machine.name}/host/etc/sysctl.d`,
        });
      }
    }
  },
  unjudged: ({ machines }) =>
    machines
      .filter((machine) => machine.sysctl === null && families.some((family) => listeners(machine, family).length > 0))
      .map(({ name }) => `${name} has no host/ folder`),
};
