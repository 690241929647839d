import type { BalanceChange, BalancedServer, EdgeInput } from "edgewright";
import fc from "fast-check";

/** A backend of its own, and what becomes of its nodes between its connections. */
export interface BalanceCase {
  readonly name: string;
  readonly servers: readonly BalancedServer[];
  /** In order. Each is a moment of its own, but the last two, where everyone returns. */
  readonly changes: readonly BalanceChange[];
  readonly connections: number;
}

/** Without the preference for the ends of a range: the middle of a round is what is of interest. */
const number = (min: number, max: number): fc.Arbitrary<number> => fc.noBias(fc.integer({ min, max }));
const weight = fc.oneof(number(1, 4), number(1, 20), number(1, 256));
const states = { active: fc.constant("active" as const), idle: fc.constantFrom("drain" as const, "disabled" as const) };
const cuts = fc.uniqueArray(number(1, 999), { minLength: 4, maxLength: 4 }).map((all) => all.toSorted((a, b) => a - b));

/** Three nodes to six that are active, up to two that are not; one drains, one gets another weight, one dies, and both that went return. */
const balanceCase = fc.record({
  active: fc.array(fc.record({ weight, state: states.active }), { minLength: 3, maxLength: 6 }),
  idle: fc.array(fc.record({ weight, state: states.idle }), { maxLength: 2 }),
  turn: number(0, 5),
  newWeight: weight,
  cuts,
});

export const randomCases = (count: number, seed: number): readonly BalanceCase[] =>
  fc.sample(balanceCase, { numRuns: count, seed }).map(({ active, idle, turn, newWeight, cuts: at }, index) => {
    const servers = [...idle, ...active].map((each, place): BalancedServer => ({ ...each, name: `c${index}-n${place}` }));
    const chosen = (step: number): string => servers[idle.length + ((turn + step) % active.length)]?.name ?? "";
    const [first = 0, second = 0, third = 0, last = 0] = at;
    const changes: readonly BalanceChange[] = [
      { after: first, name: chosen(0), state: "drain" },
      { after: second, name: chosen(1), weight: newWeight },
      { after: third, name: chosen(2), state: "down" },
      { after: last, name: chosen(0), state: "active" },
      { after: last, name: chosen(2), state: "active" },
    ];
    return { name: `c${index}`, servers, changes, connections: 1000 };
  });

export const FIRST_PORT = 9000;
export const NODE_PORT = 8080;

/** One document for all: a stream for each case, each to nodes of its own. */
export const documentOf = (cases: readonly BalanceCase[]): EdgeInput => ({
  apiVersion: "edgewright/v1",
  name: "balance",
  cluster: {
    nodes: cases
      .flatMap(({ servers }) => servers)
      .map(({ name, weight: nodeWeight, state }, index) => ({
        name,
        address: `192.168.103.${110 + index}`,
        weight: nodeWeight,
        state: state === "down" ? "active" : state,
      })),
  },
  loadBalancers: [
    { name: "hapxy1", address: "192.168.103.11/24", interface: "ens160" },
    { name: "hapxy2", address: "192.168.103.12/24", interface: "ens160" },
  ],
  vips: [{ name: "public", address: "192.168.103.10", virtualRouterId: 51, primary: "hapxy1", backup: "hapxy2" }],
  streams: cases.map(({ name, servers }, index) => ({
    name,
    vip: "public",
    port: FIRST_PORT + index,
    targetPort: NODE_PORT,
    nodes: servers.map((server) => server.name),
  })),
});
