import type { Command } from "../command.js";
import { compileDocuments } from "../compile-documents.js";
import { formatOf, formatOption, report } from "../report.js";

export const check: Command = {
  name: "check",
  usage: "check FILE… [options]",
  summary: "Reports what is wrong with a document: every rule, and that it renders. Writes nothing.",
  options: {
    templates: { value: "DIR", help: "check your own templates (DIR/haproxy.cfg.njk …) too" },
    format: formatOption,
  },
  examples: [
    ["edgewright check edge.yaml", "one line and a frame for each mistake, all of them in one run"],
    ["edgewright check edge.yaml --format github", "annotations in a pull request"],
  ],
  run: async (given, terminal) => {
    const format = formatOf(given.one("format"));
    const compiled = await compileDocuments(given.files, given.one("templates"), terminal);
    report(
      terminal,
      format,
      compiled.diagnostics,
      compiled.sources,
      compiled.ok ? "the document compiles" : "nothing can be rendered from it",
    );
    if (compiled.ok) terminal.out(`${given.files.join(", ")}: fine; it renders ${compiled.files.length} files\n`);
    return compiled.ok ? 0 : 1;
  },
};
