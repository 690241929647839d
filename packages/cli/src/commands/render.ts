import type { RenderedFile } from "@edgewright/core";
import type { Command, Given } from "../command.js";
import { compileDocuments, filesOf } from "../compile-documents.js";
import { compileOptions } from "../compile-options.js";
import { UsageError } from "../errors.js";
import { compareOutput, diffOutput, OutputError, writeOutput } from "../files.js";
import { describeComparison, describeWrite } from "../outcome.js";
import { formatOf, formatOption, report } from "../report.js";
import { findFile, mergeDocuments, topOf, unknownFolder } from "../selection.js";
import type { ExitStatus, Terminal } from "../terminal.js";

/** What is done with the files; read before any FILE is, so that a mistyped command says so at once. */
type Target = { readonly kind: "print"; readonly path: string } | { readonly kind: "write" | "check" | "diff"; readonly dir: string };

/** What follows a warning. */
const outcomes: Readonly<Record<Target["kind"], string>> = {
  print: "the file is printed",
  write: "the files are written",
  check: "the files are compared",
  diff: "the files are compared",
};

function targetOf(given: Given): Target {
  const files = filesOf(given).join(" ");
  const path = given.one("print");
  const compares = given.has("diff") ? "diff" : given.has("check") ? "check" : null;
  if (path !== null && compares !== null)
    throw new UsageError(`--print prints one file, --${compares} compares all`, "give one of the two");
  if (path !== null) return { kind: "print", path };
  const dir = given.one("out");
  if (dir === null) throw new UsageError("--out DIR says where the files go, and is not given", `edgewright render ${files} --out out`);
  return { kind: compares ?? "write", dir };
}

async function act(
  target: Target,
  files: readonly RenderedFile[],
  only: readonly string[] | undefined,
  { out }: Terminal,
): Promise<ExitStatus> {
  if (target.kind === "print") {
    out(findFile(target.path, files).redacted);
    return 0;
  }
  const { kind, dir } = target;
  if (kind === "write") {
    const written = await writeOutput(dir, files, { only });
    const shown = files.filter((file) => only === undefined || only.includes(topOf(file.path)));
    out(describeWrite(dir, shown, written));
    return 0;
  }
  const compared = await compareOutput(dir, files, { only });
  out(describeComparison(dir, compared, kind === "diff" ? await diffOutput(dir, files, { only }) : null));
  return compared.same ? 0 : 1;
}

export const render: Command = {
  name: "render",
  usage: "render FILE… --out DIR [options]",
  summary:
    "Compiles a document and writes its files: one folder for each load balancer, and kubernetes/ for the cluster. All or nothing.\nSeveral documents have a folder each, of the document's name.",
  options: {
    out: { value: "DIR", help: "the folder to write to; files there that edgewright did not write are never touched" },
    check: { value: null, help: "write nothing; list what differs from what would be written, and exit 1 if anything does" },
    diff: { value: null, help: "as --check, showing the differences" },
    print: { value: "PATH", help: "print one rendered file (hapxy1/haproxy.cfg) and write nothing; secrets are masked" },
    only: { value: "NAME", help: "only this folder of the output: a load balancer, or kubernetes; may be repeated", repeatable: true },
    ...compileOptions,
    format: formatOption,
  },
  examples: [
    ["edgewright render edge.yaml --out out", "writes out/hapxy1, out/hapxy2 and out/kubernetes"],
    ["edgewright render edge.yaml --out out --check", "in a pipeline: is what is committed what the document says?"],
    ["edgewright render edge.yaml --print hapxy1/keepalived.conf", "one file, to read"],
  ],
  run: async (given, terminal) => {
    const format = formatOf(given.one("format"));
    const target = targetOf(given);
    const { ok, documents, diagnostics, sources, renderers } = await compileDocuments(given, terminal);
    report(terminal, format, diagnostics, sources, ok ? `${outcomes[target.kind]} all the same` : "nothing was written", renderers);
    if (!ok) return 1;
    const files = mergeDocuments(documents);
    const only = given.all("only");
    try {
      return await act(target, files, only.length === 0 ? undefined : only, terminal);
    } catch (error) {
      throw error instanceof OutputError && error.code === "unknown-folder" ? unknownFolder(only, files) : error;
    }
  },
};
