/** The two files of accounts. */
export interface Accounts {
  readonly passwd: string;
  readonly group: string;
}

const FREE_ID = 980;

/** Does what systemd-sysusers does with `u NAME - "DESCRIPTION" HOME SHELL` lines (sysusers.d(5)); accounts that exist stay as they are. */
export const applySysusers = (text: string, accounts: Accounts): Accounts =>
  text.split("\n").reduce((now, line) => {
    const [type, name, , , home = "/", shell = "/usr/sbin/nologin"] = fields(line);
    return type?.startsWith("u") && name !== undefined ? addUser(now, name, home, shell) : now;
  }, accounts);

export const addUser = (accounts: Accounts, name: string, home = "/", shell = "/usr/sbin/nologin"): Accounts => {
  if (accounts.passwd.split("\n").some((line) => line.startsWith(`${name}:`))) return accounts;
  const used = new Set([...accounts.passwd.split("\n"), ...accounts.group.split("\n")].map((line) => line.split(":")[2]));
  let id = FREE_ID;
  while (used.has(String(id))) id -= 1;
  return {
    passwd: `${accounts.passwd}${name}:x:${id}:${id}::${dash(home, "/")}:${dash(shell, "/usr/sbin/nologin")}\n`,
    group: `${accounts.group}${name}:x:${id}:\n`,
  };
};

const dash = (value: string, fallback: string): string => (value === "-" ? fallback : value);

const fields = (line: string): string[] =>
  line.trim().startsWith("#") ? [] : [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
