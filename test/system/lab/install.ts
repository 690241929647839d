import type { HostFile, MachineRoot } from "./machine-root.js";
import { type Namespace, parseSysctls, setSysctls } from "./namespaces.js";
import { type Accounts, addUser, applySysusers } from "./sysusers.js";

/** What `render` wrote for one machine, by path inside its folder: `haproxy.cfg`, `keepalived.conf`, `host/etc/…`. */
export type MachineFiles = ReadonlyMap<string, HostFile>;

const PLACES: Readonly<Record<string, string>> = {
  "haproxy.cfg": "/etc/haproxy/haproxy.cfg",
  "keepalived.conf": "/etc/keepalived/keepalived.conf",
};

/** Where a rendered file lies on its machine. */
export const placeOf = (path: string): string => {
  const place = PLACES[path] ?? (path.startsWith("host/") ? path.slice("host".length) : undefined);
  if (place === undefined) throw new Error(`${path} has no place on a machine`);
  return place;
};

/** Lays files where they belong; returns what was made for it, so that it can be removed again. */
export const layFiles = (root: MachineRoot, files: MachineFiles, rewrite = (_path: string, text: string): string => text): string[] =>
  [...files].map(([path, file]) => root.write(placeOf(path), { ...file, text: rewrite(path, file.text) }));

/** What systemd does at boot with sysusers.d. `more` names users that no file of host/ creates. */
export const createUsers = (root: MachineRoot, files: MachineFiles, more: readonly string[] = []): void => {
  const fromFiles = texts(files, "/sysusers.d/").reduce((now, text) => applySysusers(text, now), readAccounts(root));
  writeAccounts(
    root,
    more.reduce((now, name) => addUser(now, name), fromFiles),
  );
};

export const readAccounts = (root: MachineRoot): Accounts => ({ passwd: root.read("/etc/passwd"), group: root.read("/etc/group") });

export const writeAccounts = (root: MachineRoot, { passwd, group }: Accounts): void => {
  root.write("/etc/passwd", { text: passwd });
  root.write("/etc/group", { text: group });
};

/** What systemd does at boot with sysctl.d, inside the machine's namespace. */
export const applySysctls = (namespace: Namespace, files: MachineFiles): void => {
  for (const text of texts(files, "/sysctl.d/")) setSysctls(namespace.name, parseSysctls(text));
};

/** LimitNOFILE= of HAProxy's rendered drop-in: what HAProxy derives maxconn from. */
export const openFilesOf = (files: MachineFiles): { readonly openFiles?: number } => {
  const limit = texts(files, "/haproxy.service.d/")
    .flatMap((text) => /^\s*LimitNOFILE\s*=\s*(\d+)/m.exec(text)?.[1] ?? [])
    .at(-1);
  return limit === undefined ? {} : { openFiles: Number(limit) };
};

const texts = (files: MachineFiles, folder: string): string[] =>
  [...files].filter(([path]) => path.includes(folder)).map(([, { text }]) => text);
