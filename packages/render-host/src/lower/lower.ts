import { conventions, type Machine, type Plan, type PlanVip, vipsOf } from "@edgewright/core";
import { hostWord } from "../quote.js";
import type { CheckScriptView, FirewallView, HaproxyServiceView, SysctlView, SysusersView } from "../view.js";

const familyKeyword = { ipv4: "ip", ipv6: "ip6" } as const;

/** What HAProxy has beside its connections: sockets of checks, listeners, the master and the log. */
const spareFileDescriptors = 4096;
/** Where the document sets no limit: HAProxy derives some 65 000 connections of it, more than one address has ports for a node. */
const defaultFileDescriptors = 131_072;

/** The file descriptors that so many connections take: two each, and what HAProxy has beside them. */
export const fileDescriptorsOf = (connections: number): number => 2 * connections + spareFileDescriptors;
/** The most connections that so many file descriptors allow. */
export const connectionsOf = (fileDescriptors: number): number => Math.floor((fileDescriptors - spareFileDescriptors) / 2);
/** What systemd is told to give HAProxy. */
export const fileDescriptors = ({ maxConnections }: Plan): number =>
  maxConnections === null ? defaultFileDescriptors : fileDescriptorsOf(maxConnections);

export const lowerHeading = (plan: Plan, machine: Machine): SysctlView => ({ edge: hostWord(plan.name), machine: hostWord(machine.name) });

function vipPorts(plan: Plan, vip: PlanVip): number[] {
  const { http, https } = vip.listeners;
  const streams = plan.streams.filter((stream) => stream.vip === vip).map((stream): number => stream.port);
  const listeners: number[] = [...(http.mode === "off" ? [] : [http.port]), ...(https.mode === "off" ? [] : [https.port])];
  return [...listeners, ...streams].sort((a, b) => a - b);
}

function ownListeners(plan: Plan, machine: Machine): FirewallView["listeners"] {
  const { stats, prometheus } = plan.observability;
  const ports: number[] = [...(stats === null ? [] : [stats.port]), ...(prometheus === null ? [] : [prometheus.port])];
  if (ports.length === 0) return [];
  return (machine.interfaces[0]?.addresses ?? []).map(({ address, family }) => ({
    family: familyKeyword[family],
    address: hostWord(address),
    ports,
  }));
}

/** VRRP from each peer, and every listener that HAProxy has here. */
export function lowerFirewall(plan: Plan, machine: Machine): FirewallView {
  const vips = vipsOf(plan, machine);
  const peers = vips.flatMap((vip) =>
    vip.instances.map((instance) => {
      const other = vip.primary === machine ? instance.backup : instance.primary;
      return { name: hostWord(other.machine.name), family: familyKeyword[instance.family], address: hostWord(other.address.address) };
    }),
  );
  const listeners = vips.flatMap((vip) => {
    const ports = vipPorts(plan, vip);
    return ports.length === 0
      ? []
      : vip.instances.map(({ address, family }) => ({ family: familyKeyword[family], address: hostWord(address), ports }));
  });
  return {
    ...lowerHeading(plan, machine),
    livenessPort: conventions.liveness.port,
    peers: peers.filter((peer, index) => peers.findIndex((other) => other.address === peer.address) === index),
    listeners: [...listeners, ...ownListeners(plan, machine)],
  };
}

export const lowerHaproxyService = (plan: Plan, machine: Machine): HaproxyServiceView => ({
  ...lowerHeading(plan, machine),
  fileDescriptors: fileDescriptors(plan),
});

export const lowerSysusers = (plan: Plan, machine: Machine): SysusersView => ({
  ...lowerHeading(plan, machine),
  user: hostWord(conventions.checkUser),
});

export const lowerCheckScript = (plan: Plan, machine: Machine): CheckScriptView => ({
  ...lowerHeading(plan, machine),
  address: hostWord(conventions.liveness.address),
  port: conventions.liveness.port,
  path: hostWord(conventions.liveness.path),
});
