import type { Plan } from "edgewright";
import { type CheckJob, type CheckSurroundings, jobsOf } from "../lab/check.js";
import type { Rendered } from "./examples.js";

export interface NamedJob {
  /** `on-prem: hapxy1/haproxy.cfg`. */
  readonly name: string;
  readonly job: CheckJob;
}

/** Both daemons' checks of every machine of a document, each in surroundings that have what the document names. */
export const jobsOfDocument = (title: string, { plan, machines }: Rendered): NamedJob[] =>
  [...machines].flatMap(([machine, files]) => {
    const { haproxy, keepalived } = jobsOf(files, surroundingsOf(plan, machine));
    return [
      { name: `${title}: ${machine}/haproxy.cfg`, job: haproxy },
      { name: `${title}: ${machine}/keepalived.conf`, job: keepalived },
    ];
  });

/** The machine's interfaces, and what its owner brings: certificates and notify scripts. */
const surroundingsOf = ({ machines, vips }: Plan, name: string): Omit<CheckSurroundings, "files"> => ({
  interfaces: machines.filter((machine) => machine.name === name).flatMap(({ interfaces }) => interfaces.map((one) => one.name)),
  certificates: certificatePlaces(vips.flatMap(({ listeners }) => listeners.https.certificate ?? [])),
  scripts: [...new Set(vips.flatMap(({ failover }) => failover.notify ?? []))],
});

/** A path that another one lies under is a folder; the rest may be files. */
const certificatePlaces = (paths: readonly string[]): string[] =>
  [...new Set(paths)].map((path) => (paths.some((other) => other.startsWith(`${path}/`)) ? `${path}/` : path));
