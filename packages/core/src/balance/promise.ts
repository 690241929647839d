import type { Edge } from "../model/edge.js";

export type BalanceAlgorithm = NonNullable<Edge["balance"]>;

/** What an algorithm lets one say of how many connections a server gets, and in its own words what it does instead. */
export interface CountPromise {
  /** Whether the number of connections of each server in a window is known beforehand. */
  readonly byCount: boolean;
  readonly says: string;
}

/** HAProxy's manual, section 4.2, "balance". Only round robin promises counts. */
export const countPromises: Readonly<Record<BalanceAlgorithm, CountPromise>> = {
  roundrobin: { byCount: true, says: "each node in turn, by its weight" },
  leastconn: {
    byCount: false,
    says: "the node with the fewest open connections for its weight is next: counts follow how long connections last",
  },
  source: {
    byCount: false,
    says: "a client's address always reaches the same node while the nodes stay the same: counts follow which clients come",
  },
  random: {
    byCount: false,
    says: "of two nodes drawn by weight the one with fewer open connections is next: near the weights in the long run, with no bound for any window",
  },
};
