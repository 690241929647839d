import type { MachineFiles } from "../files/edge-files.js";
import type { Word } from "../files/text.js";
import type { Instance } from "../files/vrrp.js";
import { readAddress } from "../model/address.js";
import type { FileRule, FileViolation } from "./file-rule.js";

type Report = (violation: FileViolation) => void;

/** What the machine's own files say of its address. */
function checkOwn(instance: Instance, { addresses }: MachineFiles, vips: ReadonlyMap<string, Instance>, report: Report): void {
  const { name, machine, source } = instance;
  if (source === null) return;
  const where = `vrrp_instance ${name} on ${machine}`;
  const vip = vips.get(source.text);
  if (vip !== undefined) {
    const related = [{ message: `the VIP of ${vip.name}`, at: vip.addresses.find(({ text }) => text === source.text)?.at ?? null }];
    report({ message: `${where} sends from ${source.text}, which is a VIP and not always there`, at: source.at, related });
  }
  const leg = instance.interface.value;
  const known = addresses?.filter((each) => each.interface === leg && readAddress(each.address)?.family === source.family) ?? null;
  if (known === null || known.some(({ address }) => address === source.text)) return;
  report({
    message: `${where} sends from ${source.text}, which ${machine} does not have on ${leg}`,
    at: source.at,
    fix: known.length === 0 ? "another interface" : `unicast_src_ip ${known.map(({ address }) => address).join(" or ")}`,
  });
}

/** Where a machine's firewall lets VRRP in from. */
interface Admitted {
  readonly first: Word;
  readonly addresses: ReadonlySet<string>;
}

/** Null where it says nothing, or names a range or a set: those may hold any address. */
function admittedBy({ vrrpSources }: MachineFiles): Admitted | null {
  const [first] = vrrpSources ?? [];
  const addresses = (vrrpSources ?? []).map(({ text }) => readAddress(text)?.text ?? null);
  const plain = addresses.filter((address) => address !== null);
  return first === undefined || plain.length < addresses.length ? null : { first, addresses: new Set(plain) };
}

/** What the other machine's firewall says of it. */
function checkAdmitted({ name, machine, source }: Instance, other: string, admitted: Admitted | null, report: Report): void {
  if (source === null || admitted === null || admitted.addresses.has(source.text)) return;
  report({
    message: `vrrp_instance ${name} on ${machine} sends from ${source.text}, and ${other}'s firewall lets VRRP in from elsewhere only`,
    at: source.at,
    related: [{ message: `${other} lets in ${[...admitted.addresses].slice(0, 3).join(", ")}`, at: admitted.first.at }],
  });
}

/** An address that the machine has. */
export const unicastSourceOnMachine: FileRule = {
  id: "unicast-source-on-machine",
  law: "unicast_src_ip is the machine's own address on the instance's interface, and the other machine lets VRRP in from it",
  why: "keepalived sends nothing from an address that is not there, and says nothing: the other machine takes the VIP too",
  source: "keepalived.conf(5), unicast_src_ip; tried on keepalived 2.2.7: silent",
  severity: "error",
  safety: true,
  breaks: `--- hapxy2/keepalived.conf
-    unicast_src_ip 192.168.103.12
+    unicast_src_ip 192.168.103.13
--- hapxy1/keepalived.conf
-        192.168.103.12 min_ttl 255 max_ttl 255
+        192.168.103.13 min_ttl 255 max_ttl 255`,
  keeps: `--- hapxy2/keepalived.conf
-    unicast_src_ip 192.168.103.12
+    unicast_src_ip 192.168.103.13
--- hapxy1/keepalived.conf
-        192.168.103.12 min_ttl 255 max_ttl 255
+        192.168.103.13 min_ttl 255 max_ttl 255
--- hapxy1/host/etc/nftables.d/edgewright.nft
-ip saddr 192.168.103.12 meta l4proto 112 accept
+ip saddr 192.168.103.13 meta l4proto 112 accept`,
  fix: "an address that `ip -br addr` prints for the interface, and the same in the other machine's unicast_peer and firewall",
  check: ({ machines, pairs }, report) => {
    const all = machines.flatMap(({ instances }) => instances);
    const vips = new Map(
      all.flatMap((instance) => [...instance.addresses, ...instance.excluded].map(({ text }) => [text, instance] as const)),
    );
    for (const machine of machines) for (const instance of machine.instances) checkOwn(instance, machine, vips, report);
    const admitted = new Map(machines.map((machine) => [machine.name, admittedBy(machine)]));
    for (const [one, other] of pairs) {
      checkAdmitted(one, other.machine, admitted.get(other.machine) ?? null, report);
      if (one.source === null || one.source.text !== other.source?.text) {
        checkAdmitted(other, one.machine, admitted.get(one.machine) ?? null, report);
        continue;
      }
      const related = [{ message: `${one.machine} has it too`, at: one.source.at }];
      report({ message: `vrrp_instance ${other.name}: both machines send from ${other.source.text}`, at: other.source.at, related });
    }
  },
  unjudged: ({ machines }) =>
    machines.some(({ addresses, instances }) => addresses === null && instances.some(({ source }) => source !== null))
      ? ["no file says which addresses a machine has; each unicast_src_ip was compared with the other machine's files"]
      : [],
};
