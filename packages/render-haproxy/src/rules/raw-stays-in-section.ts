import type { Path, Plan, Rule } from "@edgewright/core";

/** The keywords that begin a section (configuration manual, section 2 and the chapters of each). */
const sections: ReadonlySet<string> = new Set(
  "global defaults frontend backend listen peers resolvers mailers userlist program cache http-errors ring log-forward log-profile fcgi-app crt-list crt-store traces acme healthcheck".split(
    " ",
  ),
);

/** The first word as HAProxy reads it: quotes and backslashes are taken out before it is looked up. */
const firstWord = (line: string): string =>
  line
    .trim()
    .replace(/\s.*/s, "")
    .replace(/["'\\]/g, "");

function refusal(line: string): string | null {
  const word = firstWord(line);
  if (sections.has(word)) return `begins the section "${word}"`;
  if (word.startsWith(".")) return `is the directive "${word}", which reaches beyond its section`;
  return word.includes("$") ? "begins with a variable, which could be any keyword" : null;
}

function rawLines(plan: Plan): readonly { readonly line: string; readonly path: Path }[] {
  const { global, defaults, frontends, backends } = plan.raw.haproxy;
  const inSection = (name: string, lines: readonly string[]) =>
    lines.map((line, index) => ({ line, path: ["raw", "haproxy", name, index] as Path }));
  const named = [...frontends, ...backends].flatMap((section) =>
    section.lines.map((line, index) => ({ line, path: [...section.path, index] })),
  );
  return [...inSection("global", global), ...inSection("defaults", defaults), ...named];
}

/** A raw line stays where it was put. */
export const rawStaysInSection: Rule = {
  id: "raw-stays-in-section",
  law: "a line of raw.haproxy begins no section and no conditional block",
  why: "what follows it would belong to another section than it was written for",
  source: "HAProxy configuration manual, section 2.4 (conditional blocks) and section 4 (proxies)",
  severity: "error",
  safety: true,
  breaks: `raw: { haproxy: { global: ["listen everything"] } }`,
  keeps: `raw: { haproxy: { global: ["tune.bufsize 32768"] } }`,
  fix: "put the line into the section that it belongs to; a section of its own goes into a file of its own (haproxy -f A -f B)",
  check: (plan, report) => {
    for (const { line, path } of rawLines(plan)) {
      const reason = refusal(line);
      if (reason !== null) report({ message: `the raw line ${JSON.stringify(line)} ${reason}`, path });
    }
  },
};
