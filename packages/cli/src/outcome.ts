import { type CompareReport, describeDifference, formatTree, type WriteReport } from "./files.js";
import { placeNotes } from "./places.js";

const kept = (paths: readonly string[]): string =>
  paths.map((path) => `${path}: no longer rendered, but changed by someone, so it stays; remove it if nobody needs it\n`).join("");

/** What `render` did: the tree of its files, each with its place on the machine, and the counts. */
export function describeWrite(dir: string, files: readonly { readonly path: string }[], report: WriteReport): string {
  const counts = [
    `${report.written.length} written`,
    `${report.unchanged.length} unchanged`,
    ...(report.removed.length > 0 ? [`${report.removed.length} removed`] : []),
  ];
  const removed = report.removed.map((path) => `${path}: no longer rendered; removed\n`).join("");
  const resumed = report.resumed ? "An earlier update had been cut short; it is complete now.\n" : "";
  return `${formatTree(files, placeNotes(files), { root: dir })}${removed}${kept(report.kept)}${resumed}${counts.join(", ")}\n`;
}

function verdictOf({ same, differences, cutShort }: CompareReport): string {
  if (same) return "up to date";
  const count = differences.length === 1 ? "1 file differs" : `${differences.length} files differ`;
  const short = "an update was cut short; the next render completes it";
  return [...(differences.length > 0 ? [`${count} from what the document says`] : []), ...(cutShort ? [short] : [])].join("; ");
}

/** What `render --check` found: one line for each file that differs, or the diffs in their place, and how many there are. */
export function describeComparison(dir: string, report: CompareReport, diff: string | null): string {
  const listed = report.differences.map((difference) => `${difference.path}: ${describeDifference(difference)}\n`).join("");
  return `${diff ?? listed}${kept(report.kept)}${dir}: ${verdictOf(report)}\n`;
}
