import { type Bind, bindUnique, ownBinds } from "../bind-unique.js";
import { called, oncePerPair, type ReportAcross, type Together } from "./together.js";

interface Bound {
  readonly document: Together;
  readonly bind: Bind;
}

/** The listeners on a machine's own addresses, with the segment that each address is on. */
function boundBy(document: Together): readonly (Bound & { readonly place: string })[] {
  return document.plan.machines.flatMap((machine) => {
    const segments = new Map<string, string>(
      machine.interfaces.flatMap((leg) =>
        leg.addresses.map(({ address, subnet }): [string, string] => [address, leg.segment ?? subnet.text]),
      ),
    );
    return ownBinds(document.plan, machine).map((bind) => ({
      document,
      bind,
      place: `${segments.get(bind.address)} ${machine.name} ${bind.address} ${bind.port}`,
    }));
  });
}

/**
 * One machine may stand in several documents, and then runs the listeners of all. Those on VIPs are apart because VIPs are; statistics and metrics
 * are on the machine's own address.
 */
export function checkListeners(documents: readonly Together[], report: ReportAcross): void {
  const taken = new Map<string, Bound>();
  for (const document of documents) {
    // The ports are those of every machine of the document: that they collide is said of the first.
    const isNew = oncePerPair<Together, string>();
    for (const { bind, place } of boundBy(document)) {
      const first = taken.get(place);
      if (first === undefined) taken.set(place, { document, bind });
      else if (first.document !== document && isNew(first.document, `${bind.what} ${first.bind.what}`))
        report(bindUnique, document, {
          message: `${bind.what} here and ${first.bind.what} of ${called(first.document)} both bind ${bind.address} port ${bind.port}`,
          path: bind.path,
          related: [{ message: first.bind.what, path: first.bind.path, source: first.document.source }],
        });
    }
  }
}
