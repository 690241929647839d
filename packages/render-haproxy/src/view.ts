import { z } from "zod";
import { HaproxyLine, HaproxyWord } from "./quote.js";

/** One server line of a backend. */
const Server = z.object({
  name: HaproxyWord,
  socket: HaproxyWord,
  /** HAProxy's weight: 0 for a node that drains. */
  weight: z.int(),
  disabled: z.boolean(),
  drains: z.boolean(),
});

const Backend = z.object({
  name: HaproxyWord,
  /** Why this backend is as it is, for the person who reads the file. */
  purpose: HaproxyLine,
  mode: z.enum(["tcp", "http"]),
  algorithm: z.enum(["roundrobin", "leastconn", "source", "random"]),
  /** `null` is a check that only connects. */
  httpCheck: z.object({ path: HaproxyWord, tls: z.boolean() }).nullable(),
  /** The port of the check where it is not the traffic's. */
  checkPort: z.int().nullable(),
  sendProxy: z.boolean(),
  /** Whether the check speaks PROXY protocol as the traffic does. */
  checkSendProxy: z.boolean(),
  servers: z.array(Server),
  raw: z.array(HaproxyLine),
});

const Frontend = z.object({
  name: HaproxyWord,
  purpose: HaproxyLine,
  /** `forward` passes bytes on; `proxy` speaks HTTP and overwrites the forwarded headers; `redirect` answers by itself. */
  kind: z.enum(["forward", "proxy", "redirect"]),
  binds: z.array(HaproxyWord),
  /** The certificate where TLS ends here. */
  certificate: HaproxyWord.nullable(),
  /** What the client spoke: the value of X-Forwarded-Proto. */
  scheme: z.enum(["http", "https"]),
  port: z.int(),
  /** The https port that a redirect names, null where it is 443, which needs no name. */
  redirectPort: z.int().nullable(),
  backend: HaproxyWord,
  raw: z.array(HaproxyLine),
});

const Timeouts = z.object({
  connect: HaproxyWord,
  client: HaproxyWord,
  server: HaproxyWord,
  tunnel: HaproxyWord,
  queue: HaproxyWord,
  check: HaproxyWord,
  clientFin: HaproxyWord,
  serverFin: HaproxyWord,
  httpRequest: HaproxyWord,
  hardStopAfter: HaproxyWord,
});

export const HaproxyView = z.object({
  edge: HaproxyWord,
  machine: HaproxyWord,
  maxConnections: z.int().nullable(),
  syslog: HaproxyWord.nullable(),
  terminatesTls: z.boolean(),
  timeouts: Timeouts,
  frontends: z.array(Frontend),
  backends: z.array(Backend),
  liveness: z.object({ bind: HaproxyWord, path: HaproxyWord, backends: z.array(HaproxyWord) }),
  stats: z.object({ binds: z.array(HaproxyWord), auth: HaproxyWord.nullable() }).nullable(),
  prometheus: z.object({ binds: z.array(HaproxyWord) }).nullable(),
  rawGlobal: z.array(HaproxyLine),
  rawDefaults: z.array(HaproxyLine),
});

export type HaproxyView = z.infer<typeof HaproxyView>;
export type FrontendView = HaproxyView["frontends"][number];
export type BackendView = HaproxyView["backends"][number];

/** The views by the name of their template. */
export const views = { "haproxy.cfg": HaproxyView };
