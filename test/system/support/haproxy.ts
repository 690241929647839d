import type { LoadBalancerMachine } from "../lab/machine.js";
import { run, until } from "../lab/run.js";

/** Asks HAProxy on its rendered stats socket (management guide, section 9.3): one command, the whole answer. */
export const askHaproxy = (machine: LoadBalancerMachine, command: string): string => {
  const [enter = "", ...args] = [...machine.root.inside, process.execPath, "-e", ASK, command];
  return run(enter, args);
};

const ASK = `
const socket = require("node:net").connect("/run/haproxy/admin.sock");
socket.on("error", (error) => { throw error; });
socket.pipe(process.stdout);
socket.end(process.argv[1] + "\\n");`;

/** A line of `show stat`, by column. */
type Row = ReadonlyMap<string, string>;

const parseStat = (text: string): Row[] => {
  const [header = "", ...lines] = text.replace(/^# /, "").trim().split("\n");
  const columns = header.split(",");
  return lines.map((line) => new Map(line.split(",").map((cell, index) => [columns[index] ?? "", cell])));
};

/** Each server of a backend with its state and the last check's verdict: `worker-1` → `UP L7OK`. A check that is under way has `* ` in front. */
export const serverStates = (machine: LoadBalancerMachine, backend: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    parseStat(askHaproxy(machine, "show stat"))
      .filter((row) => row.get("pxname") === backend && !["FRONTEND", "BACKEND"].includes(row.get("svname") ?? ""))
      .map((row) => [row.get("svname") ?? "", `${row.get("status")} ${row.get("check_status")?.replace("* ", "")}`]),
  );

/** Waits until each server of the backend has been checked and is in the state given. */
export const serversAre = async (
  machine: LoadBalancerMachine,
  backend: string,
  expected: Readonly<Record<string, string>>,
): Promise<void> => {
  const wanted = JSON.stringify(expected);
  let last = "";
  await until(
    `${machine.name}: ${backend} is ${wanted}`,
    () => {
      last = JSON.stringify(serverStates(machine, backend));
      return last === wanted;
    },
    15_000,
  ).catch((error: Error) => {
    throw new Error(`${error.message}; it is ${last}`);
  });
};
