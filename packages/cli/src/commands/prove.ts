import { type FailoverReport, proveDocument } from "@edgewright/core";
import type { Command } from "../command.js";
import { type CompiledDocument, compileDocuments } from "../compile-documents.js";
import { compileOptions } from "../compile-options.js";
import { describeReports } from "../failover-report.js";
import { formatOf, formatOption, report } from "../report.js";

interface Proved {
  readonly file: string;
  readonly name: string;
  readonly vips: readonly FailoverReport[];
}

const proveOne = ({ file, name, input }: CompiledDocument): Proved => ({
  file,
  name,
  vips: input === null ? [] : proveDocument(input.value, { secrets: input.secrets }),
});

function describe({ file, name, vips }: Proved, several: boolean): string {
  const head = several ? `${file === "-" ? "standard input" : file} (${name})\n\n` : "";
  const body = vips.length === 0 ? "No VIP is held by keepalived: there is nothing to prove.\n" : describeReports(vips);
  return `${head}${body}`;
}

export const prove: Command = {
  name: "prove",
  usage: "prove FILE… [options]",
  summary:
    "Prints what is proved of each VIP's failover, over how many states; how long each failure takes, beside its promise; and the risks that\nremain. --format json prints the same as data: documents, each with its vips (docs/failover.md names the fields).",
  options: { ...compileOptions, format: formatOption },
  examples: [
    ["edgewright prove edge.yaml", "the laws that hold, the timers, the budget and the accepted risks"],
    ["edgewright prove edge.yaml --format json | jq '.documents[].vips[].budget'", "the same as data"],
  ],
  run: async (given, terminal) => {
    const format = formatOf(given.one("format"));
    const { ok, documents, diagnostics, sources } = await compileDocuments(given, terminal);
    report(terminal, format, diagnostics, sources, ok ? "the failover is proved all the same" : "nothing is proved");
    if (!ok) return 1;
    const proved = documents.map(proveOne);
    terminal.out(
      format === "json"
        ? `${JSON.stringify({ documents: proved }, null, 2)}\n`
        : proved.map((each) => describe(each, proved.length > 1)).join("\n"),
    );
    return 0;
  },
};
