import type { Rule } from "@edgewright/core";
import { rawBlocks } from "./raw-blocks.js";

/** keepalived reads 1023 bytes at a time (tried on 2.2.7): what is behind them is a line of its own, even within a comment. */
const longestLine = 1000;
const bytes = (line: string): number => encodeURIComponent(line).replace(/%../g, "x").length;

/** Where a brace may be hidden from us or from keepalived: comments, quotes, variables, sequences, continued lines. */
function refusal(line: string): string | null {
  if (line.endsWith("\\")) return "goes on in the next line";
  if (bytes(line) > longestLine) return `has ${bytes(line)} bytes, and keepalived takes what is behind ${longestLine} for another line`;
  if (/[{}]/.test(line) && /[#!"'$~@\\]/.test(line))
    return "has a brace beside a quote, comment or variable, which keepalived may not count as we do";
  if (/^\s*include/.test(line)) return "includes a file, whose braces nobody here can count";
  if (/^\s*~/.test(line)) return "is a sequence, of which keepalived makes lines of its own";
  return /^\s*[@$]/.test(line) ? "is a condition or a variable, which reaches beyond its block" : null;
}

/** The first line at which a block ends before its lines do, or the last line of one that never ends; null for a balanced one. */
function unbalancedLine(lines: readonly string[]): number | null {
  let depth = 0;
  for (const [index, line] of lines.entries()) {
    for (const character of line) {
      if (character === "{") depth += 1;
      if (character === "}") depth -= 1;
      if (depth < 0) return index;
    }
  }
  return depth === 0 ? null : lines.length - 1;
}

/** Raw lines stay in the block that they were put into. */
export const rawStaysInBlock: Rule = {
  id: "raw-stays-in-block",
  law: "the lines of raw.keepalived close every brace that they open and no other, and have at most 1000 bytes each",
  why: "a brace too many ends the instance: what follows is read as something else, or as nothing",
  source: "keepalived.conf(5), configuration file format",
  severity: "error",
  safety: true,
  breaks: `raw: { keepalived: { instances: { public: ["}"] } } }`,
  keeps: `raw: { keepalived: { instances: { public: ["garp_master_refresh_repeat 2"] } } }`,
  fix: "balance the braces within the lines of one section",
  check: (plan, report) => {
    for (const { what, lines, path } of rawBlocks(plan)) {
      const refused = lines.flatMap((line, index) => {
        const reason = refusal(line);
        return reason === null ? [] : [{ line: JSON.stringify(line.slice(0, 80)), index, reason }];
      });
      for (const { line, index, reason } of refused)
        report({ message: `the raw line ${line} of ${what} ${reason}`, path: [...path, index] });
      // Where a line may be read otherwise, counting its braces says nothing.
      const unbalanced = refused.length === 0 ? unbalancedLine(lines) : null;
      if (unbalanced !== null) report({ message: `the braces in the raw lines of ${what} do not balance`, path: [...path, unbalanced] });
    }
  },
};
