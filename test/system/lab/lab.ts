import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { isAlive, membersOf, signal, startTime } from "./processes.js";
import { pauseSync, run } from "./run.js";

const NETNS = "/run/netns";
const FOLDERS = "/tmp";
const NAME = /^ew-([A-Za-z0-9]{6})(?:-|$)/;

/** One laboratory: everything that it makes on the machine carries its prefix, so that all of it can be found and removed. */
export interface Lab {
  /** Six letters or digits, as in `ew-Ab12Cd-hapxy1`. */
  readonly id: string;
  /** For logs and generated files; gone after `remove`. */
  readonly folder: string;
  /** `ew-<id>-<name>`: what a network namespace of this lab is called. */
  readonly nameOf: (name: string) => string;
  /** Everything that the lab's daemons have printed so far, file by file. */
  readonly logs: () => string;
  /** Ends every process inside the lab's namespaces, and deletes namespaces and folder. Safe to call twice. */
  readonly remove: () => void;
}

const open = new Set<string>();

/** Opens a lab, after removing what killed runs left behind. It is removed too when this process exits or is interrupted. */
export const openLab = (): Lab => {
  leftovers().forEach(removeLab);
  const folder = mkdtempSync(`${FOLDERS}/ew-`);
  const id = folder.slice(-6);
  writeFileSync(`${folder}/owner`, `${process.pid} ${startTime(process.pid) ?? ""}\n`);
  mkdirSync(`${folder}/logs`);
  guard(id);
  return { id, folder, nameOf: (name) => `ew-${id}-${name}`, logs: () => readLogs(`${folder}/logs`), remove: () => removeLab(id) };
};

/** Ids of labs whose owner is gone: killed runs. A lab of another run that is still going is left alone. */
export const leftovers = (): string[] => {
  const ids = [...namesIn(NETNS), ...namesIn(FOLDERS).filter((name) => existsSync(`${FOLDERS}/${name}/owner`))].flatMap(
    (name) => NAME.exec(name)?.[1] ?? [],
  );
  return [...new Set(ids)].filter((id) => !ownerLives(id));
};

/** What of a lab is still on the machine: namespaces, processes inside them, its folder. Empty once it is removed. */
export const remains = (id: string): string[] => [
  ...namespacesOf(id).map((name) => `namespace ${name}`),
  ...membersOf(inodesOf(id)).map((pid) => `process ${pid}`),
  ...run("ip", ["-o", "link"])
    .split("\n")
    .filter((line) => line.includes(`ew-${id}`) || line.includes(`ew${id}`)),
  ...(existsSync(`${FOLDERS}/ew-${id}`) ? [`folder ${FOLDERS}/ew-${id}`] : []),
];

const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

const namespacesOf = (id: string): string[] => namesIn(NETNS).filter((name) => name.startsWith(`ew-${id}-`));

const ownerLives = (id: string): boolean => {
  const file = `${FOLDERS}/ew-${id}/owner`;
  if (!existsSync(file)) return false;
  const [pid = "", started] = readFileSync(file, "utf8").trim().split(" ");
  return isAlive(Number(pid)) && startTime(Number(pid)) === started;
};

/** Only files that are namespaces: a bare file that an interrupted `ip netns add` left has an inode number of another file system. */
const inodesOf = (id: string): ReadonlySet<number> => {
  const own = statSync("/proc/self/ns/net");
  const files = namespacesOf(id).map((name) => statSync(`${NETNS}/${name}`));
  return new Set(files.filter(({ dev, ino }) => dev === own.dev && ino !== own.ino).map(({ ino }) => ino));
};

/** Synchronous, because a signal handler calls it too. Members are killed until none is left: one may be forking. */
const removeLab = (id: string): void => {
  const inodes = inodesOf(id);
  for (let round = 0, members = membersOf(inodes); members.length > 0 && round < 200; members = membersOf(inodes), round += 1) {
    for (const pid of members) signal(pid, "SIGKILL");
    pauseSync(5);
  }
  for (const name of namespacesOf(id)) run("ip", ["netns", "delete", name]);
  rmSync(`${FOLDERS}/ew-${id}`, { recursive: true, force: true });
  open.delete(id);
};

const removeAll = (): void => [...open].forEach(removeLab);

const guard = (id: string): void => {
  open.add(id);
  if (process.listeners("exit").includes(removeAll)) return;
  process.on("exit", removeAll);
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    const interrupted = (): void => {
      removeAll();
      process.off(name, interrupted);
      process.kill(process.pid, name);
    };
    process.on(name, interrupted);
  }
};

const readLogs = (folder: string): string =>
  namesIn(folder)
    .sort()
    .map((name) => `── ${name}\n${readFileSync(`${folder}/${name}`, "utf8")}`)
    .join("\n");
