import type { Command, Given } from "../command.js";
import { type Compiled, compileDocuments, filesOf } from "../compile-documents.js";
import { compileOptions } from "../compile-options.js";
import { renderers } from "../renderers.js";
import { formatOf, formatOption, report } from "../report.js";
import type { Terminal } from "../terminal.js";

const nothing: Compiled = { ok: true, documents: [], diagnostics: [], sources: [], renderers };

/** The arguments that are folders, and the run as it would be without them. */
async function splitArguments(given: Given): Promise<{ readonly folders: readonly string[]; readonly documents: Given }> {
  const { isFolder } = await import("../check-folders.js");
  const files = filesOf(given);
  const kinds = await Promise.all(files.map(isFolder));
  return { folders: files.filter((_, index) => kinds[index]), documents: { ...given, files: files.filter((_, index) => !kinds[index]) } };
}

async function judgeFolders(folders: readonly string[]) {
  const { judgeFolder } = await import("../check-folders.js");
  const judged = [];
  for (const folder of folders) judged.push(...(await judgeFolder(folder)));
  return judged;
}

/** How it ended, for the last line of what is said. */
function outcomeOf(compiled: Compiled, folders: number): string {
  if (!compiled.ok) return "nothing can be rendered";
  if (compiled.documents.length === 0) return "nothing was changed";
  if (folders > 0) return "the documents compile";
  return `the ${compiled.documents.length > 1 ? "documents compile" : "document compiles"}`;
}

function describeDocuments({ documents }: Compiled, { out }: Terminal): void {
  for (const { file, files } of documents) out(`${file === "-" ? "standard input" : file}: fine; it renders ${files.length} files\n`);
}

export const check: Command = {
  name: "check",
  usage: "check FILE|DIR… [options]",
  summary:
    "Reports what is wrong with a document: every rule, and that it renders. Writes nothing.\nOf a folder laid out as render writes it, whoever wrote the files: whether both machines' files keep the laws of a pair.",
  options: { ...compileOptions, format: formatOption },
  examples: [
    ["edgewright check edge.yaml", "one line and a frame for each mistake, all of them in one run"],
    ["kubectl get configmap edge -o jsonpath='{.data.edge}' | edgewright check -", "a document from standard input"],
    ["edgewright check out", "the files of both machines, hand-written ones too: out/hapxy1/keepalived.conf, out/hapxy2/keepalived.conf …"],
    ["edgewright check edge.yaml --format github", "annotations in a pull request"],
    [
      "edgewright check edge.yaml --format sarif 2> edgewright.sarif",
      "for code scanning; diagnostics go to standard error in every format",
    ],
  ],
  run: async (given, terminal) => {
    const format = formatOf(given.one("format"));
    const { folders, documents } = await splitArguments(given);
    const compiled = documents.files.length === 0 ? nothing : await compileDocuments(documents, terminal);
    const judged = await judgeFolders(folders);
    const diagnostics = [...compiled.diagnostics, ...judged.flatMap((each) => each.diagnostics)];
    const sources = [...compiled.sources, ...judged.flatMap((each) => each.sources)];
    report(terminal, format, diagnostics, sources, outcomeOf(compiled, judged.length), compiled.renderers);
    if (compiled.ok) describeDocuments(compiled, terminal);
    for (const { dir, ok, looked, unjudged } of judged)
      terminal.out([`${dir}: ${ok ? "fine; " : ""}${looked}`, ...unjudged.map((line) => `  not judged: ${line}`), ""].join("\n"));
    return compiled.ok && judged.every((each) => each.ok) ? 0 : 1;
  },
};
