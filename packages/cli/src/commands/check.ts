import type { Command } from "../command.js";
import { compileDocuments } from "../compile-documents.js";
import { compileOptions } from "../compile-options.js";
import { formatOf, formatOption, report } from "../report.js";

export const check: Command = {
  name: "check",
  usage: "check FILE… [options]",
  summary: "Reports what is wrong with a document: every rule, and that it renders. Writes nothing.",
  options: { ...compileOptions, format: formatOption },
  examples: [
    ["edgewright check edge.yaml", "one line and a frame for each mistake, all of them in one run"],
    ["kubectl get configmap edge -o jsonpath='{.data.edge}' | edgewright check -", "a document from standard input"],
    ["edgewright check edge.yaml --format github", "annotations in a pull request"],
  ],
  run: async (given, terminal) => {
    const format = formatOf(given.one("format"));
    const { ok, documents, diagnostics, sources, renderers } = await compileDocuments(given, terminal);
    const several = documents.length > 1;
    const outcome = ok ? `the ${several ? "documents compile" : "document compiles"}` : "nothing can be rendered";
    report(terminal, format, diagnostics, sources, outcome, renderers);
    if (!ok) return 1;
    for (const { file, files } of documents)
      terminal.out(`${file === "-" ? "standard input" : file}: fine; it renders ${files.length} files\n`);
    return 0;
  },
};
