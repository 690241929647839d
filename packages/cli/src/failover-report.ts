import type { FailoverReport, FailoverTimers, ReportedRow, Risk } from "@edgewright/core";

const width = 110;

/** Words in lines of a width, each line but the first behind an indent. */
function wrap(text: string, indent: number): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || indent + last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join(`\n${" ".repeat(indent)}`);
}

/** A label in the left column, and its text beside it. */
const labelled = (label: string, text: string, column: number): string => `  ${label.padEnd(column)}${wrap(text, column + 2)}\n`;

/** Rows of cells as a table: the first column to the left, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => (row[index] ?? "").length)));
  const line = (row: readonly string[]): string =>
    row.map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0))).join("  ");
  return rows.map((row) => `  ${line(row).trimEnd()}\n`).join("");
}

const ms = (milliseconds: number): string => `${Math.ceil(milliseconds)} ms`;

const budgetCells = ({ name, detection, election, allowance, total, promise, promised, margin }: ReportedRow): readonly string[] => [
  name,
  ms(detection),
  ms(election),
  ms(allowance),
  ms(total),
  promised === null ? "not promised" : `${promise} ${ms(promised)}`,
  margin === null ? "" : margin < 0 ? `${ms(-margin)} too long` : ms(margin),
];

const budgetTable = (rows: readonly ReportedRow[]): string =>
  table([["what happens", "detection", "election", "allowance", "at most", "promise", "left"], ...rows.map(budgetCells)]);

/** Why rows have no promise that the document could have made, once for each promise. */
function gaveWayLines(rows: readonly ReportedRow[]): readonly string[] {
  const reasons = new Set(rows.flatMap(({ gaveWay }) => gaveWay ?? []));
  return [...reasons].map((reason) => {
    const names = rows.filter(({ gaveWay }) => gaveWay === reason).map(({ name }) => name);
    return `  ${wrap(`Not promised: ${names.join(", ")}. The document sets no promise for it, and the default gives way to ${reason}.`, 2)}\n`;
  });
}

function trackerText({ trackerWeight }: FailoverTimers): string {
  if (trackerWeight === 0) return "a failing tracker is a fault, which releases the VIP";
  return trackerWeight < 0 ? `a failing tracker takes ${-trackerWeight} away` : `a passing tracker adds ${trackerWeight}`;
}

function timersText(timers: FailoverTimers): string {
  const { vrrpVersion, advertisementInterval, primaryPriority, backupPriority, noPreempt, preemptDelay } = timers;
  const preempt = noPreempt ? "; nopreempt" : preemptDelay === null ? "" : `; the primary waits ${ms(preemptDelay)} before it preempts`;
  const checks = `HAProxy is checked every ${ms(timers.checkInterval)} (timeout ${ms(timers.checkTimeout)}): ${timers.checkFall} failures in a row are a failing tracker, ${timers.checkRise} answers a passing one`;
  return `VRRPv${vrrpVersion}, an advertisement every ${ms(advertisementInterval)}; priorities ${primaryPriority} and ${backupPriority}; ${trackerText(timers)}${preempt}. ${checks}.`;
}

function provedText({ states, transitions, together }: FailoverReport["proof"]): string {
  const alone = `${states} states (each combination of faults, with each holder before), ${transitions} events between states at rest`;
  if (together.vips.length < 2) return `${alone}.`;
  const rest = "From each state the election comes to rest, from several in the same one: so there are fewer at rest.";
  return `${alone}. Together with the pair's other VIPs (${together.vips.join(", ")}): ${together.states} states at rest, ${together.transitions} events. ${rest}`;
}

const counted = (count: number, whose: string): readonly string[] =>
  count === 0 ? [] : [`${count} line${count === 1 ? "" : "s"} for ${whose}`];

/** What stands above the proof, since it limits all of it. */
function rawText({ global, own }: FailoverReport["raw"]): string {
  if (global + own === 0) return "";
  const lines = [...counted(own, "this VIP"), ...counted(global, "all VIPs")].join(" and ");
  return `${wrap(`raw.keepalived adds ${lines}: the proof covers nothing of the raw lines, and the times are those of the timers without them.`, 0)}\n`;
}

const sameRisk = (one: Risk, other: Risk): boolean => one.id === other.id && one.text === other.text;

/** The risks that all of several VIPs have in the same words. */
const sharedRisks = ([first, ...others]: readonly FailoverReport[]): readonly Risk[] =>
  others.length === 0 ? [] : (first?.risks ?? []).filter((risk) => others.every(({ risks }) => risks.some((each) => sameRisk(each, risk))));

function riskLines(head: string, risks: readonly Risk[]): readonly string[] {
  if (risks.length === 0) return [];
  const column = Math.max(...risks.map(({ id }) => id.length)) + 2;
  return [`\n${head}, which no two machines can rule out:\n`, ...risks.map(({ id, text }) => labelled(id, `${text}.`, column))];
}

function describeReport(report: FailoverReport, shared: readonly Risk[]): string {
  const { vip, addresses, primary, backup, raw, proof, timers, budget } = report;
  const own = report.risks.filter((risk) => !shared.some((each) => sameRisk(each, risk)));
  return [
    `VIP ${vip}, ${addresses.join(" and ")}: ${primary} holds it, ${backup} takes over\n`,
    rawText(raw),
    "\nProved:\n",
    ...proof.laws.map(({ sentence }) => `  ${wrap(`- ${sentence}`, 4)}\n`),
    `  ${wrap(`over ${provedText(proof)}`, 2)}\n`,
    "\nTimers:\n",
    `  ${wrap(timersText(timers), 2)}\n`,
    `  ${wrap(`The machine that holds the VIP may stand still for ${ms(report.toleratedPause)} without losing it.`, 2)}\n`,
    "\nHow long, at most:\n",
    budgetTable(budget),
    ...gaveWayLines(budget),
    ...riskLines(shared.length === 0 ? "Accepted risks" : "Accepted risks of this VIP alone", own),
  ].join("");
}

/** The failover of a document's VIPs, for a person. Risks that all of them have are told once, at the end. */
export function describeReports(reports: readonly FailoverReport[]): string {
  const shared = sharedRisks(reports);
  const all = riskLines("Accepted risks of every VIP above", shared).join("");
  return `${reports.map((report) => describeReport(report, shared)).join("\n")}${all}`;
}
