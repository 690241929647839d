import type { BudgetRow } from "edgewright";

/** A row of the budget beside what was measured: the largest of some runs. */
export interface MeasuredRow {
  /** `whenAllUnhealthy`. */
  readonly policy: string;
  /** The event, as it was staged. */
  readonly what: string;
  readonly row: BudgetRow;
  /** Milliseconds. */
  readonly measured: number;
}

const HEADINGS = ["whenAllUnhealthy", "event", "bounded by", "detection", "election", "allowance", "predicted", "measured"];

const cells = ({ policy, what, row, measured }: MeasuredRow): readonly string[] => [
  policy,
  what,
  row.promise ?? "nothing",
  ...[row.detection, row.election, row.allowance, row.total, measured].map((milliseconds) => milliseconds.toFixed(0)),
];

/** The table of both, in Markdown; times are milliseconds. */
export const table = (rows: readonly MeasuredRow[]): string =>
  [HEADINGS, HEADINGS.map(() => "---"), ...rows.map(cells)].map((line) => `| ${line.join(" | ")} |`).join("\n");

/** The page that `npm run budget` writes. */
export const budgetPage = (rows: readonly MeasuredRow[]): string => `# The failover budget, predicted and measured

Written by \`npm run budget\` (\`test/system/budget.test.ts\`); the same test holds both columns together in every \`npm test\`: measured ≤ predicted ≤ 3 × measured + 100 ms.
Milliseconds, for the timers of \`examples/on-prem\` (the defaults: \`max: 500ms\`, \`maxHung: 4s\`) on real daemons in network namespaces of one machine.

${table(rows)}

**Predicted** is the sum of the three columns before it: *detection*, until keepalived knows; *election*, until the other machine takes the VIP; *allowance*, for scheduling, the
gratuitous ARP and the client's own retry. \`edgewright prove\` prints it for your document, with the margin that each promise leaves.

**Measured** is the largest of five runs whose events are spread over the timer that matters: the advertisement interval, or the check's for an HAProxy that hangs.
It is the longest gap between two answered requests of a client that opens a new connection each 10 ms. Where clients are answered all the while it is the time until the
VIP is held by one machine, the right one: "link healed" (until then both hold it), "HAProxy answers again" (until then the backup does) and "keepalived killed"
(its address stays until systemd has restarted it, which the test does in its place after the 100 ms that \`host/\` sets).
`;
