import type { Path } from "../../diagnostics/diagnostic.js";
import { nodeAddressUnique } from "../node-address-unique.js";
import { addressPlace } from "../rule.js";
import { vipAddressSane } from "../vip-address-sane.js";
import { vipClaimedOnce } from "../vip-claimed-once.js";
import { called, oncePerPair, type ReportAcross, type Together, twoNetworks } from "./together.js";

interface Claim {
  readonly document: Together;
  readonly kind: "VIP" | "load balancer" | "node";
  readonly name: string;
  readonly address: string;
  readonly path: Path;
  /** Where the address is: a node's may be on any segment of its document, which does not say which. */
  readonly segments: readonly string[];
}

/** How a message names a machine or a node. */
const what = ({ kind, name }: Claim): string => `${kind} ${name}`;

function vipClaims(document: Together): readonly Claim[] {
  return document.plan.vips.flatMap((vip) =>
    vip.instances.map(({ address, segment }, index) => ({
      document,
      kind: "VIP",
      name: vip.name,
      address,
      path: addressPlace(vip.path, index, vip.addresses),
      segments: [segment],
    })),
  );
}

function machineClaims(document: Together): readonly Claim[] {
  return document.plan.machines.flatMap((machine) =>
    machine.interfaces.flatMap((leg) =>
      leg.addresses.map(({ address, subnet }, index) => ({
        document,
        kind: "load balancer",
        name: machine.name,
        address,
        path: addressPlace(leg.path, index, leg.addresses),
        segments: [leg.segment ?? subnet.text],
      })),
    ),
  );
}

function claimsOf(document: Together): readonly Claim[] {
  const machines = machineClaims(document);
  const segments = [...new Set(machines.flatMap((claim) => claim.segments))];
  const nodes = document.plan.nodes.flatMap((node) =>
    node.addresses.map(
      (address, index): Claim => ({
        document,
        kind: "node",
        name: node.name,
        address,
        path: addressPlace(node.path, index, node.addresses),
        segments,
      }),
    ),
  );
  return [...vipClaims(document), ...machines, ...nodes];
}

function reportVip(vip: Claim, owner: Claim, report: ReportAcross): void {
  report(vipAddressSane, vip.document, {
    message: `VIP ${vip.address} is the own address of ${what(owner)} in ${called(owner.document)}`,
    path: vip.path,
    related: [{ message: `${what(owner)} has it`, path: owner.path, source: owner.document.source }],
    fix: `choose an address of the subnet that nothing has; ${twoNetworks}`,
  });
}

function reportVips(again: Claim, first: Claim, report: ReportAcross): void {
  report(vipClaimedOnce, again.document, {
    message: `VIP ${again.address} is claimed by "${again.name}" here and by "${first.name}" in ${called(first.document)}`,
    path: again.path,
    related: [{ message: "the first claim", path: first.path, source: first.document.source }],
    fix: `${vipClaimedOnce.fix}; ${twoNetworks}`,
  });
}

function reportOwners(again: Claim, first: Claim, report: ReportAcross): void {
  // The machines of a pair, and the nodes of a cluster, may well stand in several documents.
  if (again.name === first.name) return;
  report(nodeAddressUnique, again.document, {
    message: `${again.address} is the address of ${what(again)} here and of ${what(first)} in ${called(first.document)}`,
    path: again.path,
    related: [{ message: `${what(first)} has it`, path: first.path, source: first.document.source }],
    fix: `${nodeAddressUnique.fix}, or one name; ${twoNetworks}`,
  });
}

function reportPair(again: Claim, first: Claim, report: ReportAcross): void {
  if (again.kind === "VIP" && first.kind === "VIP") reportVips(again, first, report);
  else if (again.kind === "VIP") reportVip(again, first, report);
  else if (first.kind === "VIP") reportVip(first, again, report);
  else reportOwners(again, first, report);
}

/** An address on a segment belongs to one thing, over all documents that share the segment. */
export function checkAddresses(documents: readonly Together[], report: ReportAcross): void {
  const claimed = new Map<string, Claim>();
  const isNew = oncePerPair<Claim, Claim>();
  for (const document of documents) {
    for (const claim of claimsOf(document)) {
      for (const segment of claim.segments) {
        const key = `${segment} ${claim.address}`;
        const first = claimed.get(key);
        if (first === undefined) claimed.set(key, claim);
        else if (first.document !== document && isNew(claim, first)) reportPair(claim, first, report);
      }
    }
  }
}
