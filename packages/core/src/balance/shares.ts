/**
 * A server of a backend as the scheduler sees it. `weight` is a whole number from 0 to 256 (manual 5.2, "weight"): 0 takes no part, like `drain`.
 * `drain` and `disabled` are the administrator's, `down` is the health check's.
 */
export interface BalancedServer {
  readonly name: string;
  readonly weight: number;
  readonly state: "active" | "drain" | "disabled" | "down";
}

/** The part of all new connections that one server gets, 0 to 1. */
export interface Share {
  readonly name: string;
  readonly share: number;
}

/** The weight that the scheduler reckons with: 0 for a server that gets no new connections. */
export const effectiveWeight = ({ weight, state }: BalancedServer): number => (state === "active" ? weight : 0);

/** The weights of all servers that get new connections, together: as many connections as one round has. 0: nobody answers. */
export const roundOf = (servers: readonly BalancedServer[]): number => servers.reduce((sum, server) => sum + effectiveWeight(server), 0);

/**
 * What each server gets of the new connections in the long run, in the order that was given: its weight among the weights of all that are usable.
 * The shares add up to 1, or are all 0 where no server is usable. Connections that stand already are not counted.
 */
export function sharesOf(servers: readonly BalancedServer[]): readonly Share[] {
  const round = roundOf(servers);
  return servers.map((server) => ({ name: server.name, share: round === 0 ? 0 : effectiveWeight(server) / round }));
}
