import type { Path } from "../../diagnostics/diagnostic.js";
import type { PlanVip } from "../../resolve/plan.js";
import { vridUniqueOnSegment } from "../vrid-unique-on-segment.js";
import { called, oncePerPair, type ReportAcross, type Together, twoNetworks } from "./together.js";

interface Used {
  readonly document: Together;
  readonly vip: PlanVip;
}

interface Reserved {
  readonly document: Together;
  readonly path: Path;
}

/** The neighbours' IDs by segment and ID, whatever their family: a document says no more of them. The first to reserve one counts. */
function reservations(documents: readonly Together[]): ReadonlyMap<string, Reserved> {
  const reserved = new Map<string, Reserved>();
  for (const document of documents)
    for (const vip of document.plan.vips)
      for (const { segment } of vip.instances)
        for (const [index, id] of vip.reservedRouterIds.entries()) {
          const key = `${segment} ${id}`;
          if (!reserved.has(key)) reserved.set(key, { document, path: [...vip.path, "reservedRouterIds", index] });
        }
  return reserved;
}

/** The reservation of a VIP's ID by another document. */
function reservedBy(document: Together, vip: PlanVip, reserved: ReadonlyMap<string, Reserved>): (Reserved & { segment: string }) | null {
  const all = vip.instances.flatMap(({ segment }) => {
    const found = reserved.get(`${segment} ${vip.virtualRouterId}`);
    return found === undefined || found.document === document ? [] : [{ ...found, segment }];
  });
  return all[0] ?? null;
}

function checkReserved(documents: readonly Together[], report: ReportAcross): void {
  const reserved = reservations(documents);
  for (const document of documents) {
    for (const vip of document.plan.vips) {
      const found = reservedBy(document, vip, reserved);
      if (found === null) continue;
      report(vridUniqueOnSegment, document, {
        message: `virtual router ID ${vip.virtualRouterId} of VIP "${vip.name}" is a neighbour's for ${called(found.document)}, on segment ${found.segment}`,
        path: [...vip.path, "virtualRouterId"],
        related: [{ message: "reserved", path: found.path, source: found.document.source }],
        fix: "choose an ID that nothing on the segment uses; if this VIP is the neighbour that is meant, take it out of reservedRouterIds",
      });
    }
  }
}

function reportUsed({ document, vip }: Used, first: Used, segment: string, report: ReportAcross): void {
  report(vridUniqueOnSegment, document, {
    message: `virtual router ID ${vip.virtualRouterId} is used here and in ${called(first.document)}, on segment ${segment}`,
    path: [...vip.path, "virtualRouterId"],
    related: [{ message: `VIP "${first.vip.name}" has it`, path: [...first.vip.path, "virtualRouterId"], source: first.document.source }],
    fix: `choose an ID that nothing on the segment uses; ${twoNetworks}`,
  });
}

function checkUsed(documents: readonly Together[], report: ReportAcross): void {
  const used = new Map<string, Used>();
  const isNew = oncePerPair<PlanVip, PlanVip>();
  for (const document of documents) {
    for (const vip of document.plan.vips) {
      for (const { segment, family } of vip.instances) {
        const key = `${segment} ${family} ${vip.virtualRouterId}`;
        const first = used.get(key);
        if (first === undefined) used.set(key, { document, vip });
        // Within one document the rule itself has said so.
        else if (first.document !== document && isNew(vip, first.vip)) reportUsed({ document, vip }, first, segment, report);
      }
    }
  }
}

/** A virtual router ID is used once on a segment, over all documents that share it, and is no neighbour's of any of them. */
export function checkRouterIds(documents: readonly Together[], report: ReportAcross): void {
  checkUsed(documents, report);
  checkReserved(documents, report);
}
