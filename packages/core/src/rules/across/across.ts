import type { Finding } from "../../diagnostics/diagnostic.js";
import type { Edge } from "../../model/edge.js";
import { checkAddresses } from "./addresses.js";
import { checkListeners } from "./listeners.js";
import { checkRouterIds } from "./router-ids.js";
import type { ReportAcross, Together } from "./together.js";

/** Equal documents have equal text, whatever the order of their fields. */
function textOf(edge: Edge): string {
  const keys = new Set<string>();
  JSON.stringify(edge, (key, value: unknown) => {
    keys.add(key);
    return value;
  });
  return JSON.stringify(edge, [...keys].sort());
}

const twice = {
  id: "document-twice",
  severity: "error",
  why: "everything in it would be claimed twice, and its folder written twice",
  fix: "name it once",
} as const;

/**
 * By what a document is known again: by itself alone where that cannot be told. What was refused is missing from what a document says, so that two
 * of which the rest agrees may be two: then their texts decide.
 */
function markOf(document: Together): string | Together {
  const { plan, edge, source } = document;
  if (plan.holes.size === 0) return textOf(edge);
  return source.text === null ? document : `${textOf(edge)}${source.text}`;
}

/** The documents without those that are there already: one that is given twice collides with itself in everything, which is said once. */
function withoutCopies(documents: readonly Together[], report: ReportAcross): readonly Together[] {
  const seen = new Map<string | Together, Together>();
  return documents.filter((document) => {
    const mark = markOf(document);
    const first = seen.get(mark);
    if (first === undefined) {
      seen.set(mark, document);
      return true;
    }
    const { file } = document.source;
    const isSame = file === first.source.file;
    report(twice, document, {
      message: isSame ? `${file} is given twice` : `${file} is the same document as ${first.source.file}`,
      path: ["name"],
      related: isSame ? [] : [{ message: "the same", path: ["name"], source: first.source }],
    });
    return false;
  });
}

/**
 * What documents break between them, for each of them in their order: router IDs, VIPs and addresses on the segments that they share, and listeners of
 * machines that they share. The codes are those of the rules that hold within one document. The time grows with the sum of their sizes.
 */
export function findAcross(documents: readonly Together[]): readonly (readonly Finding[])[] {
  const found = new Map<Together, Finding[]>();
  const report: ReportAcross = ({ id, severity, why, fix }, at, violation) => {
    const findings = found.get(at) ?? [];
    found.set(at, findings);
    findings.push({ code: id, severity, why, fix, ...violation });
  };
  const different = withoutCopies(documents, report);
  for (const check of [checkRouterIds, checkAddresses, checkListeners]) check(different, report);
  return documents.map((document) => found.get(document) ?? []);
}
