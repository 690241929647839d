import { z } from "zod";
import { HostWord } from "./quote.js";

/** One machine, and where its files come from. */
const Heading = { edge: HostWord, machine: HostWord };
const Family = z.enum(["ip", "ip6"]);

export const SysctlView = z.object(Heading);

export const FirewallView = z.object({
  ...Heading,
  livenessPort: z.int(),
  peers: z.array(z.object({ name: HostWord, family: Family, address: HostWord })),
  listeners: z.array(z.object({ family: Family, address: HostWord, ports: z.array(z.int()) })),
});

export const HaproxyServiceView = z.object({ ...Heading, fileDescriptors: z.int() });
export const KeepalivedServiceView = z.object(Heading);
export const SysusersView = z.object({ ...Heading, user: HostWord });
export const CheckScriptView = z.object({ ...Heading, address: HostWord, port: z.int(), path: HostWord });

export type SysctlView = z.infer<typeof SysctlView>;
export type FirewallView = z.infer<typeof FirewallView>;
export type HaproxyServiceView = z.infer<typeof HaproxyServiceView>;
export type KeepalivedServiceView = z.infer<typeof KeepalivedServiceView>;
export type SysusersView = z.infer<typeof SysusersView>;
export type CheckScriptView = z.infer<typeof CheckScriptView>;

/** The views by the name of their template. */
export const views = {
  "sysctl.conf": SysctlView,
  "firewall.nft": FirewallView,
  "haproxy.service": HaproxyServiceView,
  "keepalived.service": KeepalivedServiceView,
  "sysusers.conf": SysusersView,
  "haproxy-answers": CheckScriptView,
};
