import { z } from "zod";
import { KeepalivedLine, KeepalivedWord } from "./quote.js";

/** One check of HAProxy's liveness listener. VIPs with the same timers share one. */
const Script = z.object({
  name: KeepalivedWord,
  command: KeepalivedWord,
  interval: KeepalivedWord,
  fall: z.int(),
  rise: z.int(),
});

const Instance = z.object({
  name: KeepalivedWord,
  /** Whether this machine is the one that holds the VIP when all is well. */
  role: z.enum(["primary", "backup"]),
  peer: KeepalivedWord,
  interface: KeepalivedWord,
  virtualRouterId: z.int(),
  version: z.int(),
  priority: z.int(),
  advertisementInterval: KeepalivedWord,
  sourceAddress: KeepalivedWord,
  peerAddress: KeepalivedWord,
  /** IPv4 only: keepalived 2.2.7 does not see the hop limit of IPv6, and would discard the peer (tried). */
  checksTtl: z.boolean(),
  /** The VIP with its prefix length: /32 or /128. */
  address: KeepalivedWord,
  noPreempt: z.boolean(),
  preemptDelay: KeepalivedWord.nullable(),
  password: KeepalivedWord.nullable(),
  notify: KeepalivedWord.nullable(),
  script: KeepalivedWord,
  /** `null` makes a failing tracker a fault. */
  trackerWeight: z.int().nullable(),
  raw: z.array(KeepalivedLine),
});

export const KeepalivedView = z.object({
  edge: KeepalivedWord,
  machine: KeepalivedWord,
  scriptUser: KeepalivedWord,
  scripts: z.array(Script),
  instances: z.array(Instance),
  rawGlobal: z.array(KeepalivedLine),
});

export type KeepalivedView = z.infer<typeof KeepalivedView>;
export type InstanceView = KeepalivedView["instances"][number];
export type ScriptView = KeepalivedView["scripts"][number];

/** The views by the name of their template. */
export const views = { "keepalived.conf": KeepalivedView };
