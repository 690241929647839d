import type { RenderedFile } from "@edgewright/core";
import { closest } from "../closest.js";
import type { Command, Given } from "../command.js";
import { compileDocuments } from "../compile-documents.js";
import { UsageError } from "../errors.js";
import { compareOutput, describeDifference, diffOutput, formatTree, type WriteReport, writeOutput } from "../files.js";
import { placeNotes } from "../places.js";
import { formatOf, formatOption, report } from "../report.js";
import type { ExitStatus, Terminal } from "../terminal.js";

const topOf = (path: string): string => path.split("/")[0] ?? path;

/** The folders that `--only` names; a name that no folder has is a mistake. */
function onlyOf(given: Given, files: readonly RenderedFile[]): readonly string[] | undefined {
  const only = given.all("only");
  if (only.length === 0) return undefined;
  const folders = [...new Set(files.map((file) => topOf(file.path)))];
  for (const name of only) {
    if (folders.includes(name)) continue;
    const meant = closest(name, folders);
    throw new UsageError(
      `--only ${name} is no folder of the output`,
      meant === null ? `one of ${folders.join(", ")}` : `did you mean ${meant}?`,
    );
  }
  return only;
}

function printOne(path: string, files: readonly RenderedFile[], terminal: Terminal): ExitStatus {
  const file = files.find((each) => each.path === path);
  if (file === undefined) {
    const paths = files.map((each) => each.path);
    const meant = closest(path, paths);
    throw new UsageError(
      `nothing is rendered to ${path}`,
      meant === null ? `one of ${paths.slice(0, 12).join(", ")}` : `did you mean ${meant}?`,
    );
  }
  terminal.out(file.redacted);
  return 0;
}

async function compare(
  dir: string,
  files: readonly RenderedFile[],
  only: readonly string[] | undefined,
  asDiff: boolean,
  terminal: Terminal,
): Promise<ExitStatus> {
  const compared = await compareOutput(dir, files, { only });
  if (compared.cutShort) terminal.out(`${dir}: an update was cut short; the next render completes it\n`);
  if (asDiff) terminal.out(await diffOutput(dir, files, { only }));
  else terminal.out(compared.differences.map((difference) => `${describeDifference(difference)}\n`).join(""));
  for (const path of compared.kept) terminal.err(`edgewright: ${path} is no longer rendered, and was changed by someone: it stays\n`);
  if (compared.same) terminal.out(`${dir}: up to date\n`);
  return compared.same ? 0 : 1;
}

function summarise(dir: string, files: readonly RenderedFile[], only: readonly string[] | undefined, written: WriteReport): string {
  const shown = only === undefined ? files : files.filter((file) => only.includes(topOf(file.path)));
  const counts = [
    `${written.written.length} written`,
    `${written.unchanged.length} unchanged`,
    ...(written.removed.length > 0 ? [`${written.removed.length} removed`] : []),
  ];
  const kept = written.kept.map((path) => `${path} is no longer rendered, and was changed by someone: it stays\n`).join("");
  const resumed = written.resumed ? "An earlier update had been cut short; it is complete now.\n" : "";
  return `${formatTree(shown, placeNotes(shown), { root: dir })}${resumed}${kept}${counts.join(", ")}\n`;
}

function outOf(given: Given): string {
  const dir = given.one("out");
  if (dir === null || dir === "")
    throw new UsageError("--out DIR says where the files go, and is not given", "edgewright render edge.yaml --out out");
  return dir;
}

export const render: Command = {
  name: "render",
  usage: "render FILE… --out DIR [options]",
  summary: "Compiles a document and writes its files: one folder for each load balancer, and kubernetes/ for the cluster. All or nothing.",
  options: {
    out: { value: "DIR", help: "the folder to write to; files there that edgewright did not write are never touched" },
    check: { value: null, help: "write nothing; list what differs from what would be written, and exit 1 if anything does" },
    diff: { value: null, help: "as --check, showing the differences" },
    print: { value: "PATH", help: "print one rendered file (hapxy1/haproxy.cfg) and write nothing; secrets are masked" },
    only: { value: "NAME", help: "only this load balancer's folder, or kubernetes; may be repeated", repeatable: true },
    templates: { value: "DIR", help: "your own templates (DIR/haproxy.cfg.njk …) in the place of the built-in ones" },
    format: formatOption,
  },
  examples: [
    ["edgewright render edge.yaml --out out", "writes out/hapxy1, out/hapxy2 and out/kubernetes"],
    ["edgewright render edge.yaml --out out --check", "in a pipeline: is what is committed what the document says?"],
    ["edgewright render edge.yaml --print hapxy1/keepalived.conf", "one file, to read"],
  ],
  run: async (given, terminal) => {
    const format = formatOf(given.one("format"));
    const print = given.one("print");
    const dir = print === null ? outOf(given) : null;
    const compiled = await compileDocuments(given.files, given.one("templates"), terminal);
    report(
      terminal,
      format,
      compiled.diagnostics,
      compiled.sources,
      compiled.ok ? "the files are written all the same" : "nothing was written",
    );
    if (!compiled.ok) return 1;
    if (print !== null) return printOne(print, compiled.files, terminal);
    const only = onlyOf(given, compiled.files);
    if (dir === null) return 2;
    if (given.has("check") || given.has("diff")) return compare(dir, compiled.files, only, given.has("diff"), terminal);
    terminal.out(summarise(dir, compiled.files, only, await writeOutput(dir, compiled.files, { only })));
    return 0;
  },
};
