import { fileURLToPath } from "node:url";
import { type BalanceChange, mostOff, type ServerSpread, spread } from "edgewright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countBy, failed } from "./lab/attempts.js";
import { type Client, startClient } from "./lab/client.js";
import type { Daemon } from "./lab/daemon.js";
import { ready, startScript } from "./lab/daemons.js";
import { type Lab, openLab, remains } from "./lab/lab.js";
import { type LoadBalancerMachine, openLoadBalancer } from "./lab/machine.js";
import { createNetwork, type Leg } from "./lab/namespaces.js";
import { ownListeners } from "./lab/processes.js";
import { until } from "./lab/run.js";
import { type BalanceCase, documentOf, FIRST_PORT, NODE_PORT, randomCases } from "./support/balance-cases.js";
import { render } from "./support/examples.js";
import { askHaproxy, serverStates } from "./support/haproxy.js";
import { print } from "./support/watch.js";

const SEED = Number(process.env["EDGEWRIGHT_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const SCRIPT = fileURLToPath(new URL("support/named-servers-process.mjs", import.meta.url));
const VIP = "192.168.103.10";

/** Found by search: who is away for three connections at this moment gets the rest of the round. */
const away: BalanceCase = {
  name: "away",
  servers: ["away-n0", "away-n1"].map((name) => ({ name, weight: 100, state: "active" })),
  changes: [
    { after: 1596, name: "away-n0", state: "drain" },
    { after: 1599, name: "away-n0", state: "active" },
  ],
  connections: 2499,
};
const random = randomCases(6, SEED);
const cases = [...random, away];
const rendered = render(documentOf(cases));

const leg = (name: string, hosts: readonly string[]): Leg => ({ name, segment: "lan", addresses: hosts });

let lab: Lab;
let machine: LoadBalancerMachine;
let nodes: Daemon;
let client: Client;

beforeAll(async () => {
  lab = openLab();
  const network = createNetwork(lab);
  const addresses = rendered.plan.nodes.map(({ name, addresses: [address] }) => ({ name, address: `${address}` }));
  const { path } = network.addNamespace("nodes", [
    leg(
      "eth0",
      addresses.map(({ address }) => `${address}/24`),
    ),
  ]);
  const names = addresses.map(({ name, address }) => `${name}=${address}`);
  const started = await startScript(lab, "nodes", path, SCRIPT, [String(NODE_PORT), ...names], true);
  nodes = await ready(started, "every node listens", () => ownListeners(started.pid) === names.length);
  // No keepalived: the VIP is simply here.
  const legs = [leg("ens160", ["192.168.103.11/24", `${VIP}/32`])];
  machine = await openLoadBalancer(lab, network, { name: "hapxy1", legs, files: rendered.machines.get("hapxy1") ?? new Map() }, 0);
  await machine.startHaproxy();
  client = await startClient(lab, network, { name: "client", legs: [leg("eth0", ["192.168.103.100/24"])] });
});
afterAll(() => {
  lab.remove();
  expect(remains(lab.id)).toEqual([]);
});

/** A node that fails closes its port and is found by HAProxy's own checks; the rest is the administrator's, on the rendered socket. */
async function make(backend: string, { name, state, weight }: BalanceChange): Promise<void> {
  const is = (wanted: string): Promise<unknown> =>
    until(`${name} is ${wanted}`, () => serverStates(machine, backend)[name] === wanted, 15_000);
  const say = (what: string): void => expect(askHaproxy(machine, `set server ${backend}/${name} ${what}`).trim()).toBe("");
  if (weight !== undefined) return say(`weight ${weight}`);
  if (state === "down") {
    nodes.process.send({ stop: name });
    await is("DOWN L4CON");
  } else if (serverStates(machine, backend)[name] === "DOWN L4CON") {
    nodes.process.send({ start: name });
    await is("UP L4OK");
  } else say(`state ${state === "active" ? "ready" : state}`);
}

/** The connections from one change to the next, by node. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly counts: ReadonlyMap<string, number>;
}

async function run({ name, changes, connections }: BalanceCase): Promise<readonly Stretch[]> {
  const target = { address: VIP, port: FIRST_PORT + cases.findIndex((each) => each.name === name), host: name };
  const ends = [...new Set(changes.map(({ after }) => after)), connections];
  const stretches: Stretch[] = [];
  for (const [index, to] of ends.entries()) {
    const from = ends[index - 1] ?? 0;
    const attempts = await client.fetchMany(to - from, target);
    expect(failed(attempts)).toEqual([]);
    stretches.push({ from, to, counts: countBy(attempts, "node") });
    for (const change of changes.filter(({ after }) => after === to)) await make(`stream_${name}`, change);
  }
  return stretches;
}

const stateOf = ({ servers }: BalanceCase, name: string): string =>
  servers.filter((server) => server.name === name).map(({ weight, state }) => `${weight}${state === "active" ? "" : ` ${state}`}`)[0] ?? "";

const line = ({ name, connections, share }: ServerSpread, measured: number, weight: string): string =>
  `  ${name.padEnd(8)} weight ${weight.padEnd(12)} measured ${String(measured).padStart(4)}  model ${String(connections).padStart(4)}  share ${share.toFixed(1).padStart(6)}`;

/** Compares each stretch and prints the sum of all of them. */
function compare(each: BalanceCase, stretches: readonly Stretch[]): void {
  const total = (name: string): number => stretches.reduce((sum, { counts }) => sum + (counts.get(name) ?? 0), 0);
  const whole = spread(each.servers, { from: 0, to: each.connections }, each.changes);
  const lines = whole.servers.map((server) => line(server, total(server.name), stateOf(each, server.name)));
  const moments = each.changes.map(({ after, name, state, weight }) => `${after} ${name} ${state ?? `weight ${weight}`}`).join(", ");
  print(`${each.name}, seed ${SEED}`, `${each.connections} connections; ${moments}\n${lines.join("\n")}`);
  for (const { from, to, counts } of stretches) {
    const model = spread(each.servers, { from, to }, each.changes).servers;
    expect(
      Object.fromEntries(model.map(({ name }) => [name, counts.get(name) ?? 0])),
      `${each.name}, seed ${SEED}, connections ${from} to ${to}`,
    ).toEqual(Object.fromEntries(model.map(({ name, connections }) => [name, connections])));
  }
}

describe("nodes get what the model says, to the connection, whatever becomes of them", () => {
  it("1 000 connections a case: random weights and states; one drains, one is reweighed, one dies, and they return", async () => {
    const started = performance.now();
    const measured = await Promise.all(random.map(run));
    for (const [index, each] of random.entries()) compare(each, measured[index] ?? []);
    print("balance", `${random.length} cases in ${((performance.now() - started) / 1000).toFixed(1)} s, seed ${SEED}`);
    for (const [index, { servers }] of random.entries()) {
      const { to, counts } = measured[index]?.[0] ?? expect.fail("no connection was made");
      for (const { name, share } of spread(servers, { from: 0, to }).servers)
        expect(Math.abs((counts.get(name) ?? 0) - share), `${name}, before any change`).toBeLessThanOrEqual(mostOff(servers, to));
    }
  });

  it("HAProxy gives a node that was away for three connections the next 800", async () => {
    const stretches = await run(away);
    compare(away, stretches);
    expect([...(stretches.at(-1)?.counts ?? [])].sort()).toEqual([
      ["away-n0", 850],
      ["away-n1", 50],
    ]);
  });
});
