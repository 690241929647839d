import type { Diagnostic, SourceMap } from "../diagnostics/diagnostic.js";
import { checkFiles } from "../file-rules/file-rule.js";
import { renderedFileRules } from "../file-rules/index.js";
import { isJudged, type KnownAddresses, readEdgeFiles } from "../files/edge-files.js";
import { fileSource } from "../files/source.js";
import type { Plan } from "../resolve/plan.js";
import type { RenderedFile } from "./renderer.js";

const knownAddresses = ({ machines }: Plan): KnownAddresses =>
  new Map(
    machines.map(({ name, interfaces }) => [
      name,
      interfaces.flatMap((leg) => leg.addresses.map(({ address }) => ({ interface: leg.name, address }))),
    ]),
  );

const origin = { message: "the file is rendered: raw lines or a template of your own brought this", path: [], source: null };

/**
 * The rules on files, run on what was rendered. They read the masked texts, so that no message and no frame can hold a secret; the laws about secrets'
 * values are the document's.
 */
export function checkRendered(
  files: readonly RenderedFile[],
  plan: Plan,
): { readonly diagnostics: readonly Diagnostic[]; readonly sources: readonly SourceMap[] } {
  const judged = files.filter(({ path }) => isJudged(path)).map(({ path, redacted }) => ({ path, name: path, text: redacted }));
  const diagnostics = checkFiles(renderedFileRules, readEdgeFiles(judged, knownAddresses(plan))).map((each) => ({
    ...each,
    related: [...each.related, origin],
  }));
  const named = new Set(
    diagnostics.flatMap(({ source, related }) => [source, ...related.map((each) => each.source)]).map((each) => each?.file),
  );
  return { diagnostics, sources: judged.filter(({ name }) => named.has(name)).map(fileSource) };
}
