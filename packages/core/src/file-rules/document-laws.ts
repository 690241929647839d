import type { EdgeFiles } from "../files/edge-files.js";
import { type Bind, bindsOf, proxiesOf } from "../files/proxies.js";
import { findAll, findLast } from "../files/text.js";
import { type Instance, isLinkLocal, trackersOf } from "../files/vrrp.js";
import { advertInterval } from "../rules/advert-interval.js";
import { authForcesV2 } from "../rules/auth-forces-v2.js";
import { authLength } from "../rules/auth-length.js";
import { bindUnique } from "../rules/bind-unique.js";
import { prioritiesDiffer } from "../rules/priorities-differ.js";
import { findTwice } from "../rules/rule.js";
import { vridRange } from "../rules/schema-rules.js";
import { scriptFitsInterval } from "../rules/script-fits-interval.js";
import { vipClaimedOnce } from "../rules/vip-claimed-once.js";
import { vridUniqueOnSegment } from "../rules/vrid-unique-on-segment.js";
import type { FileRule } from "./file-rule.js";

// Laws that a document can break too: the page is the document's rule's, the check is on what the files say.

const instancesIn = ({ machines }: EdgeFiles): readonly Instance[] => machines.flatMap(({ instances }) => instances);
const where = ({ name, machine }: Instance): string => `vrrp_instance ${name} on ${machine}`;
const inRange = (value: number, least: number, most: number): boolean => Number.isInteger(value) && value >= least && value <= most;

export const vridRangeInFiles: FileRule = {
  ...vridRange,
  check: (files, report) => {
    for (const instance of instancesIn(files)) {
      const { virtualRouterId: id, priority } = instance;
      if (!inRange(id.value, 1, 255))
        report({
          message: `${where(instance)}: ${id.given ? "the virtual_router_id is not 1 to 255" : "there is no virtual_router_id"}`,
          at: id.at,
        });
      if (!inRange(priority.value, 1, 254)) {
        const isOwner = priority.value === 255;
        const message = isOwner ? "priority 255 means owner, which switches every weight off" : "the priority is not 1 to 254";
        // Without a weight an owner fails over as any other.
        const isHarmless = isOwner && instance.trackers.every(({ weight }) => weight.value === 0);
        const severity = isHarmless ? { severity: "warning" as const } : {};
        report({ message: `${where(instance)}: ${message}`, at: priority.at, fix: "priority 254 at most", ...severity });
      }
    }
  },
};

export const advertIntervalInFiles: FileRule = {
  ...advertInterval,
  check: (files, report) => {
    for (const instance of instancesIn(files)) {
      const { version, interval } = instance;
      const hundredths = Math.round(interval.value * 100);
      const exact = Math.abs(interval.value * 100 - hundredths) < 1e-6;
      if (version.value === 2 ? inRange(interval.value, 1, 255) : exact && inRange(hundredths, 1, 4095)) continue;
      report({
        message: `${where(instance)}: VRRPv${version.value} cannot advertise every ${interval.value} s`,
        at: interval.at,
        related: [{ message: version.given ? "the version" : "VRRPv2 is the default", at: version.at }],
        fix: version.value === 2 ? "version 3, on both machines" : "steps of 0.01, up to 40.95",
      });
    }
  },
};

export const vipClaimedOnceInFiles: FileRule = {
  ...vipClaimedOnce,
  check: ({ machines }, report) => {
    for (const { name: machine, instances } of machines) {
      const claims = instances.flatMap((instance) =>
        [...instance.addresses, ...instance.excluded].map((address) => ({ instance, address })),
      );
      findTwice(
        claims,
        // Every network has its own link-local addresses: routers give each one fe80::1.
        ({ instance, address }) => `${address.text} ${isLinkLocal(address.text) ? instance.interface.value : ""}`,
        (again, first) => {
          report({
            message: `${again.address.text} on ${machine} belongs to vrrp_instance ${first.instance.name} and to ${again.instance.name}`,
            at: again.address.at,
            related: [{ message: "the first claim", at: first.address.at }],
            fix: "one instance for each address",
          });
        },
      );
    }
  },
};

export const vridUniqueInFiles: FileRule = {
  ...vridUniqueOnSegment,
  check: ({ machines }, report) => {
    for (const { name: machine, instances } of machines) {
      findTwice(
        instances.filter(({ virtualRouterId }) => !Number.isNaN(virtualRouterId.value)),
        ({ virtualRouterId, family, interface: leg }) => `${virtualRouterId.value} ${family} ${leg.value}`,
        (again, first) => {
          report({
            message: `${machine}: virtual_router_id ${again.virtualRouterId.value} belongs to vrrp_instance ${first.name} and to ${again.name}, on one interface`,
            at: again.virtualRouterId.at,
            related: [{ message: "the first", at: first.virtualRouterId.at }],
            fix: "another virtual_router_id, on both machines",
          });
        },
      );
    }
  },
};

export const bindUniqueInFiles: FileRule = {
  ...bindUnique,
  check: ({ machines }, report) => {
    for (const { name: machine, haproxy } of machines) {
      const proxies = haproxy === null ? [] : proxiesOf(haproxy);
      const binds = proxies.flatMap((proxy) => bindsOf(proxy).map((bind) => ({ proxy, bind, place: placeOf(bind) })));
      findTwice(
        binds.filter(({ place }) => place !== null),
        ({ place }) => place ?? "",
        (again, first) => {
          // One proxy's own lines share a place on purpose: a thread for each.
          if (again.proxy === first.proxy) return;
          const [one, other] = [first, again].map(({ proxy }) => `${proxy.kind} ${proxy.name}`);
          report({
            message: `${machine}: ${other} and ${one} both bind ${again.bind.address?.text ?? "every address"} port ${again.bind.port}`,
            at: again.bind.at,
            related: [{ message: "the first", at: first.bind.at }],
          });
        },
      );
    }
  },
};

/** Null for what has no port of its own: a socket's path, a port that the environment says. A line for one interface shares nothing with the others. */
const placeOf = ({ address, port, transport, interface: leg }: Bind): string | null =>
  /^\d+$/.test(port) ? `${transport} ${address?.text ?? "*"} ${port} ${leg ?? ""}` : null;

export const prioritiesDifferInFiles: FileRule = {
  ...prioritiesDiffer,
  check: ({ pairs }, report) => {
    for (const [one, other] of pairs) {
      // Equal bases and weights without nopreempt are how a VIP stays where it is and still leaves a machine whose check fails.
      // So does nopreempt on both, where no weight stands beside it: no-nopreempt-with-weights speaks of that.
      const stays = [one, other].every(
        ({ trackers, noPreempt }) => (noPreempt === null) === trackers.some(({ weight }) => weight.value !== 0),
      );
      if (one.priority.value !== other.priority.value || stays) continue;
      report({
        message: `vrrp_instance ${other.name}: both machines have priority ${other.priority.value}: the higher address holds the VIP`,
        at: other.priority.at,
        related: [{ message: one.machine, at: one.priority.at }],
        fix: "priority 254 on the primary, 253 on the backup",
      });
    }
  },
};

const bytes = (text: string): number => Array.from(text).reduce((sum, character) => sum + utf8Length(character.codePointAt(0) ?? 0), 0);
const utf8Length = (code: number): number => (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);

export const authLengthInFiles: FileRule = {
  ...authLength,
  check: (files, report) => {
    for (const instance of instancesIn(files)) {
      const password = passwordOf(instance)?.values[0];
      // What stands for a secret that the document names was measured there.
      if (password === undefined || password.text.startsWith("<secret ") || bytes(password.text) <= 8) continue;
      const message = `${where(instance)}: auth_pass has ${bytes(password.text)} bytes, of which keepalived uses 8`;
      report({ message, at: passwordOf(instance)?.keyword.at ?? password.at, fix: "a password of at most 8 bytes" });
    }
  },
};

const passwordOf = ({ lines }: Instance) =>
  findLast(
    findAll(lines, "authentication").flatMap(({ block }) => block ?? []),
    "auth_pass",
  );

export const authForcesV2InFiles: FileRule = {
  ...authForcesV2,
  check: (files, report) => {
    for (const instance of instancesIn(files)) {
      const block = findLast(instance.lines, "authentication");
      if (block === null) continue;
      const { version } = instance;
      const message =
        version.value === 2
          ? "the password is in clear text on the wire"
          : `VRRPv${version.value} has no authentication: keepalived leaves it out`;
      report({
        message: `${where(instance)}: ${message}`,
        at: block.keyword.at,
        ...(version.value === 2 ? {} : { severity: "error" as const, related: [{ message: "the version", at: version.at }] }),
        fix: "take authentication out, and let the firewall admit VRRP from the other machine only",
      });
    }
  },
};

export const scriptFitsIntervalInFiles: FileRule = {
  ...scriptFitsInterval,
  check: ({ machines }, report) => {
    for (const { name: machine, keepalived } of machines) {
      for (const { kind, name, lines } of keepalived === null ? [] : trackersOf(keepalived)) {
        const timeout = kind === "script" ? (findLast(lines, "timeout")?.values[0] ?? null) : null;
        const interval = findLast(lines, "interval")?.values[0] ?? null;
        // keepalived.conf(5): interval is 1 second where it is not set.
        const every = Number(interval?.text ?? 1);
        if (timeout === null || Number.isNaN(Number(timeout.text)) || Number.isNaN(every) || Number(timeout.text) < every) continue;
        report({
          message: `vrrp_script ${name} on ${machine} may take ${timeout.text} s, and the next begins after ${every} s`,
          at: timeout.at,
          ...(interval === null ? {} : { related: [{ message: "its interval", at: interval.at }] }),
          fix: "a timeout below the interval",
        });
      }
    }
  },
};
