/** What the lab knows of one machine and the rendered files cannot. */
export interface NamespaceFacts {
  readonly namespace: string;
  /** What its HAProxy's process is called: processes of all namespaces are in one table. */
  readonly processName: string;
  /** Whether keepalived runs with real-time priority, as rendered. */
  readonly realTime: boolean;
}

export interface Rewrite {
  readonly name: string;
  readonly why: string;
  readonly apply: (text: string, facts: NamespaceFacts) => string;
}

/** The closed list of what a namespace forces to differ from the rendered keepalived.conf. */
export const KEEPALIVED_REWRITES: readonly Rewrite[] = [
  {
    name: "net-namespace",
    why: "the kernel's process events exist only in the initial network namespace: keepalived starts there and enters the machine's itself",
    apply: (text, { namespace }) => `net_namespace ${namespace}\n${text}`,
  },
  {
    name: "tracked-process",
    why: "all namespaces share one process table: each machine's HAProxy has a process name of its own",
    apply: (text, { processName }) => text.replaceAll(/^(\s*process\s+)(["']?)haproxy\2([ \t]*)$/gm, `$1$2${processName}$2$3`),
  },
  {
    name: "no-real-time",
    why:
      "only where the lab asks for it: keepalived 2.2.7 sets its limit of real-time CPU to 0 at a reload and raises it again, which needs " +
      "CAP_SYS_RESOURCE; a container without it sees the kernel kill the VRRP process after the reload",
    apply: (text, { realTime }) => (realTime ? text : text.replaceAll(/^[ \t]*vrrp_(?:rt_priority|rlimit_rttime)\b.*\n/gm, "")),
  },
];

/**
 * The same for the other files: nothing. Each machine has a file system of its own, so haproxy.cfg and host/ lie unchanged at
 * their real paths. Of host/, what systemd or nftables would read is not executed here: LimitNOFILE and the sysctls are applied.
 */
export const HAPROXY_REWRITES: readonly Rewrite[] = [];

export const rewriteKeepalived = (text: string, facts: NamespaceFacts): string =>
  KEEPALIVED_REWRITES.reduce((now, rewrite) => rewrite.apply(now, facts), text);

export const rewriteHaproxy = (text: string, facts: NamespaceFacts): string =>
  HAPROXY_REWRITES.reduce((now, rewrite) => rewrite.apply(now, facts), text);

/** The smallest set of changed lines, in order: `- …` was removed, `+ …` was added. Equal texts give none. */
export const diffLines = (original: string, rewritten: string): string[] => {
  const [from, to] = [original.split("\n"), rewritten.split("\n")];
  const common = commonLengths(from, to);
  const changes: string[] = [];
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    if (i < from.length && j < to.length && from[i] === to[j]) [i, j] = [i + 1, j + 1];
    else if (j >= to.length || (i < from.length && lengthAt(common, i + 1, j) >= lengthAt(common, i, j + 1)))
      changes.push(`- ${from[i++]}`);
    else changes.push(`+ ${to[j++]}`);
  }
  return changes;
};

/** Lengths of the longest common subsequences of every pair of tails. */
const commonLengths = (from: readonly string[], to: readonly string[]): readonly (readonly number[])[] => {
  const table = Array.from({ length: from.length + 1 }, () => new Array<number>(to.length + 1).fill(0));
  for (let i = from.length - 1; i >= 0; i -= 1) {
    for (let j = to.length - 1; j >= 0; j -= 1) {
      const length = from[i] === to[j] ? lengthAt(table, i + 1, j + 1) + 1 : Math.max(lengthAt(table, i + 1, j), lengthAt(table, i, j + 1));
      table[i]?.splice(j, 1, length);
    }
  }
  return table;
};

const lengthAt = (table: readonly (readonly number[])[], i: number, j: number): number => table[i]?.[j] ?? 0;
