import { roundRobin, weightScale } from "./scheduler.js";
import { type BalancedServer, effectiveWeight, roundOf, sharesOf } from "./shares.js";

/**
 * What becomes of one server after connection number `after` (0: before the first): it drains, is disabled, fails its check, returns, or gets
 * another weight. What is not given stays. A name that no server has changes nothing.
 */
export interface BalanceChange {
  readonly after: number;
  readonly name: string;
  readonly state?: BalancedServer["state"];
  readonly weight?: number;
}

/** The connections from number `from` to before number `to`, counted from 0. */
export interface ConnectionWindow {
  readonly from: number;
  readonly to: number;
}

/** One server's part of a window. */
export interface ServerSpread {
  readonly name: string;
  /** How many of the window's connections it gets: a whole number, exact. */
  readonly connections: number;
  /** How many its weight alone would give it, with every change in the window reckoned in: a fraction. */
  readonly share: number;
}

export interface Spread {
  /** In the order of the servers. */
  readonly servers: readonly ServerSpread[];
  /** Connections that found no usable server and were refused. */
  readonly unserved: number;
}

const applied = (server: BalancedServer, { name, state, weight }: BalanceChange): BalancedServer =>
  server.name === name ? { name, state: state ?? server.state, weight: weight ?? server.weight } : server;

/** The connections of a window by server, and the shares that they should have. */
interface Tally {
  readonly connections: Map<string, number>;
  readonly shares: Map<string, number>;
  unserved: number;
}

function count(tally: Tally, name: string | null): void {
  if (name === null) tally.unserved += 1;
  else tally.connections.set(name, (tally.connections.get(name) ?? 0) + 1);
}

function addShares(tally: Tally, servers: readonly BalancedServer[], connections: number): void {
  for (const { name, share } of sharesOf(servers)) tally.shares.set(name, (tally.shares.get(name) ?? 0) + share * connections);
}

const inOrder = (changes: readonly BalanceChange[]): readonly BalanceChange[] => [...changes].sort((a, b) => a.after - b.after);

/**
 * How many of a window's connections each server gets under `balance roundrobin`, one after the other through one HAProxy that started with
 * these servers; `changes` happen on the way, those of one number in the order given. Connections before the window are scheduled too.
 *
 * Exact, connection by connection, as HAProxy 2.6 does it: every connection goes to one usable server, or is counted as unserved; a server that
 * is not usable gets none. How near that is to the shares is a bound: `mostOff`.
 */
export function spread(servers: readonly BalancedServer[], window: ConnectionWindow, changes: readonly BalanceChange[] = []): Spread {
  const scheduler = roundRobin(servers);
  const tally: Tally = { connections: new Map(), shares: new Map(), unserved: 0 };
  let now = servers;
  let at = 0;
  const run = (to: number): void => {
    addShares(tally, now, Math.max(0, to - Math.max(at, window.from)));
    for (; at < to; at += 1) {
      const name = scheduler.next();
      if (at >= window.from) count(tally, name);
    }
  };
  for (const change of inOrder(changes).filter(({ after }) => after < window.to)) {
    run(change.after);
    now = now.map((server) => applied(server, change));
    for (const server of now) scheduler.change(server);
  }
  run(window.to);
  const of = (from: ReadonlyMap<string, number>, name: string): number => from.get(name) ?? 0;
  return {
    servers: now.map(({ name }) => ({ name, connections: of(tally.connections, name), share: of(tally.shares, name) })),
    unserved: tally.unserved,
  };
}

/**
 * One round of HAProxy's scheduler, in connections: sixteen times the usable weights together. In a round each server gets sixteen times its
 * weight, give or take one; so a share of the long run can be off by one in sixteen times its weight (weights 2, 3, 3: 24.4 % in place of 25 %).
 */
export const roundLength = (servers: readonly BalancedServer[]): number => weightScale * roundOf(servers);

/**
 * The most by which a server's connections can differ from its share in any window of this length, while nothing changes: one connection for
 * each usable server, and one for each round that the window begins. A bound that was searched for and never broken, not a proof; equal
 * weights are within one.
 *
 * A change upsets what is left of the round that it falls into, and that is not bounded by a few connections: with weights 100 and 100, a server
 * that was away for three connections got the next 800 when it returned (HAProxy 2.6.12). One `roundLength` after the last change, the longer of
 * before and after, the bound holds again. Small weights have short rounds.
 */
export const mostOff = (servers: readonly BalancedServer[], connections: number): number => {
  const usable = servers.filter((server) => effectiveWeight(server) > 0).length;
  return usable === 0 ? 0 : usable + Math.ceil(connections / roundLength(servers));
};
