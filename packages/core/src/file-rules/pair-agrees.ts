import type { SourceSpan } from "../diagnostics/diagnostic.js";
import { find, findAll, findLast } from "../files/text.js";
import type { Instance, NamedAddress, Setting } from "../files/vrrp.js";
import type { FileRule, FileViolation } from "./file-rule.js";

/** One thing that both halves must say alike. */
interface Said {
  readonly what: string;
  readonly value: string;
  readonly at: SourceSpan;
  readonly fix: string;
}

const said = (keyword: string, { value, at, given }: Setting<number>): Said => ({
  what: keyword,
  value: `${value}${given ? "" : " (the default)"}`,
  at,
  fix: `${keyword} ${value}`,
});

const blockAt = (instance: Instance, keyword: string): SourceSpan => find(instance.lines, keyword)?.keyword.at ?? instance.at;

function list(instance: Instance, keyword: string, addresses: readonly NamedAddress[]): Said {
  const value = [...new Set(addresses.map(({ text }) => text))].toSorted().join(" ");
  return { what: keyword, value: value === "" ? "nothing" : value, at: blockAt(instance, keyword), fix: "the same list on both machines" };
}

/** keepalived compares the first 8 bytes of a password; what differs is not shown. */
function authentication(instance: Instance, secret: (value: string) => string): Said {
  const lines = findAll(instance.lines, "authentication").flatMap(({ block }) => block ?? []);
  const type = findLast(lines, "auth_type")?.values[0]?.text.toUpperCase() ?? "none";
  const password = findLast(lines, "auth_pass")?.values[0]?.text.slice(0, 8) ?? "";
  return {
    what: "authentication",
    value: `${type}${password === "" ? "" : ` with ${secret(password)}`}`,
    at: findLast(lines, "auth_pass")?.keyword.at ?? blockAt(instance, "authentication"),
    fix: "the same authentication block on both machines",
  };
}

/** Names for passwords, in the order in which they are met. */
function secretNames(): (value: string) => string {
  const met: string[] = [];
  return (value) => {
    if (!met.includes(value)) met.push(value);
    return met.indexOf(value) === 0 ? "one password" : "another password";
  };
}

function sayings(instance: Instance, secret: (value: string) => string): readonly Said[] {
  return [
    said("virtual_router_id", instance.virtualRouterId),
    { ...said("version", instance.version), fix: "version 3 on both machines" },
    said("advert_int", instance.interval),
    list(instance, "virtual_ipaddress", instance.addresses),
    list(instance, "virtual_ipaddress_excluded", instance.excluded),
    authentication(instance, secret),
  ];
}

function differences(one: Instance, other: Instance): readonly FileViolation[] {
  const secret = secretNames();
  const ones = sayings(one, secret);
  return sayings(other, secret).flatMap((its, index): readonly FileViolation[] => {
    const first = ones[index];
    // A router ID that is not there: instance-complete speaks of that.
    if (
      first === undefined ||
      [first, its].some(({ value }) => value.startsWith("NaN")) ||
      first.value.replace(" (the default)", "") === its.value.replace(" (the default)", "")
    )
      return [];
    return [
      {
        message: `vrrp_instance ${other.name}: ${its.what} is ${its.value} on ${other.machine} and ${first.value} on ${one.machine}`,
        at: its.at,
        related: [{ message: `${one.machine} says ${first.value}`, at: first.at }],
        fix: first.fix,
      },
    ];
  });
}

/** Both halves are one virtual router. */
export const pairAgrees: FileRule = {
  id: "pair-agrees",
  law: "both machines' files say the same router ID, version, advertisement interval, VIPs and authentication",
  why: "keepalived discards what differs from its own: each machine hears nobody, and both hold the VIP",
  source: "RFC 9568 section 7.1; RFC 3768 section 7.1; tried on keepalived 2.2.7: silent but for a line in the log",
  severity: "error",
  safety: true,
  breaks: `--- hapxy2/keepalived.conf
-    virtual_router_id 51
+    virtual_router_id 52`,
  keeps: `--- hapxy1/keepalived.conf
-    virtual_router_id 51
+    virtual_router_id 52
--- hapxy2/keepalived.conf
-    virtual_router_id 51
+    virtual_router_id 52`,
  fix: "the same value on both machines",
  check: ({ pairs, alone, machines }, report) => {
    for (const [one, other] of pairs) for (const violation of differences(one, other)) report(violation);
    if (machines.filter(({ keepalived }) => keepalived !== null).length < 2) return;
    for (const { name, machine, at } of alone) {
      report({
        message: `vrrp_instance ${name} stands on ${machine} alone: no other machine has its VIP or its router ID`,
        at,
        fix: "the same instance on the other machine, or none",
        isLack: true,
      });
    }
  },
  unjudged: ({ machines }) =>
    machines.filter(({ keepalived }) => keepalived !== null).length === 1 ? ["the other machine's keepalived.conf is not there"] : [],
};
