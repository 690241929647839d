// Makes docs/mutation.md from Stryker's JSON report: no date, no machine, so that the same mutants give the same page.

const killed = new Set(["Killed", "Timeout"]);
const alive = new Set(["Survived", "NoCoverage"]);
const roomOf = (file) => /^packages\/[^/]+\/src\/[^/]+/.exec(file)?.[0] ?? file;
const byName = ([a], [b]) => (a < b ? -1 : 1);
const code = (text) => {
  const line = text.replace(/\s+/g, " ").trim();
  const short = line.length > 120 ? `${line.slice(0, 119)}…` : line;
  const fence = short.includes("`") ? "`` " : "`";
  return `${fence}${short.replaceAll("|", "\\|")}${[...fence].reverse().join("")}`;
};

/** The text that a mutant replaces. Lines and columns are counted from 1. */
function original({ source }, { start, end }) {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  lines.push((lines.pop() ?? "").slice(0, end.column - 1));
  return lines.join("\n").slice(start.column - 1);
}

const count = (mutants, ...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;

/** Rounded down: 89.99 % is not 90 %. */
export function score(mutants) {
  const dead = mutants.filter(({ status }) => killed.has(status)).length;
  const all = dead + mutants.filter(({ status }) => alive.has(status)).length;
  return all === 0 ? "–" : `${(Math.floor((dead * 1000) / all) / 10).toFixed(1)} %`;
}

const row = (name, mutants) =>
  `| ${name} | ${score(mutants)} | ${count(mutants, "Killed")} | ${count(mutants, "Timeout")} | ${count(mutants, "Survived")} | ${count(mutants, "NoCoverage")} | ${count(mutants, "Ignored")} |`;

const head = (name) => `| ${name} | killed in all | by a test | by a time-out | survived | no test | left out |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |`;

function groups(files, keyOf) {
  const found = new Map();
  for (const [file, { mutants }] of files) found.set(keyOf(file), [...(found.get(keyOf(file)) ?? []), ...mutants]);
  return [...found].sort(byName);
}

/** Why mutants were not tried: Stryker's own word for static ones is shortened, and one that could not run is named as what it is. */
function leftOut(mutants) {
  const reasons = new Map();
  for (const { status, statusReason = "" } of mutants) {
    if (killed.has(status) || alive.has(status)) continue;
    const reason =
      status !== "Ignored" ? status : statusReason.startsWith("Static mutant") ? "static: run once, when the file is loaded" : statusReason;
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return [...reasons].sort(byName).map(([reason, number]) => `| ${reason} | ${number} |`);
}

const survivors = ([name, file]) =>
  file.mutants
    .filter(({ status }) => alive.has(status))
    .sort((a, b) => a.location.start.line - b.location.start.line || a.location.start.column - b.location.start.column)
    .map(
      ({ mutatorName, replacement, location, status }) =>
        `| ${name} | ${mutatorName}${status === "NoCoverage" ? " (no test)" : ""} | ${code(original(file, location))} | ${code(replacement)} |`,
    );

export function mutationPage(report) {
  const files = Object.entries(report.files).sort(byName);
  const all = files.flatMap(([, { mutants }]) => mutants);
  const lines = files.flatMap(survivors);
  return `# Mutation testing

Written by \`npm run mutation\` from its last run, which fails below ${report.thresholds.break} %. [CONTRIBUTING.md](../CONTRIBUTING.md) says what to do with a survivor.

A mutant is the code with one thing changed: a condition turned round, a bound moved by one, a call left out. It is killed when a test beside the code then fails.

${head("room")}
${groups(files, roomOf)
  .map(([name, mutants]) => row(name, mutants))
  .join("\n")}
${row("**all**", all)}

## Left out

| why | mutants |
| --- | ---: |
${leftOut(all).join("\n")}

## Survivors

${lines.length === 0 ? "None." : `| file | mutator | code | replaced by |\n| --- | --- | --- | --- |\n${lines.join("\n")}`}

## By file

${head("file")}
${groups(files, (file) => file)
  .map(([name, mutants]) => row(name, mutants))
  .join("\n")}
`;
}
