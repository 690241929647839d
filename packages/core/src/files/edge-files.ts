import { type Pairing, pairInstances } from "./pairs.js";
import { type HaproxyFile, readHaproxy } from "./read-haproxy.js";
import { readSysctl, readVrrpSources } from "./read-host.js";
import { type KeepalivedFile, readKeepalived } from "./read-keepalived.js";
import { type BrokenManifest, brokenManifests, type ControllerFiles, readController } from "./read-kubernetes.js";
import type { Directive, EdgeFile, Word } from "./text.js";
import { type Instance, instancesOf } from "./vrrp.js";

/** An address of a machine, from the document that its files were rendered from. */
export interface KnownAddress {
  readonly interface: string;
  readonly address: string;
}

/** One machine's files, parsed. What is not in its folder is null. */
export interface MachineFiles {
  readonly name: string;
  readonly haproxy: HaproxyFile | null;
  readonly keepalived: KeepalivedFile | null;
  readonly instances: readonly Instance[];
  /** The settings of host/'s sysctl files in the order in which they are applied; null without a host/ folder. */
  readonly sysctl: readonly Directive[] | null;
  /** Where host/'s firewall lets VRRP in from; null where no rule of it says so. */
  readonly vrrpSources: readonly Word[] | null;
  /** The machine's own addresses; null where no document is at hand. */
  readonly addresses: readonly KnownAddress[] | null;
}

/** The files of an edge: what rules on files read. */
export interface EdgeFiles extends Pairing {
  readonly machines: readonly MachineFiles[];
  /** Null without manifests that tell of the controller. */
  readonly controller: ControllerFiles | null;
  readonly broken: readonly BrokenManifest[];
}

const machineFile = /^([^/]+)\/(haproxy\.cfg|keepalived\.conf)$/;
const sysctlFile = /^[^/]+\/host\/(?:etc\/sysctl\.conf|(?:etc|run|usr\/lib|usr\/local\/lib)\/sysctl\.d\/[^/]+\.conf)$/;
const nftFile = /^[^/]+\/host\/etc\/(?:nftables\.conf|nftables\.d\/[^/]+)$/;
const manifestFile = /^kubernetes\/[^/]+\.ya?ml$/;

/** The folder of a machine's file. */
const machineOf = (path: string): string => path.slice(0, path.indexOf("/"));

/** Whether a rule reads a file of this path: whoever gathers files needs no others. */
export const isJudged = (path: string): boolean => [machineFile, sysctlFile, nftFile, manifestFile].some((pattern) => pattern.test(path));

const judgedFolder =
  /^(?:[^/]+|[^/]+\/host(?:\/(?:etc|etc\/(?:sysctl|nftables)\.d|run|run\/sysctl\.d|usr|usr\/lib|usr\/local|usr\/local\/lib|usr\/(?:local\/)?lib\/sysctl\.d))?)$/;

/** Whether a folder of this path may have a file that a rule reads below it. */
export const mayHoldJudged = (path: string): boolean => judgedFolder.test(path);

/** sysctl.d(5): the files of every folder are applied by the order of their own names, sysctl.conf last. */
const sysctlOrder = ({ path }: EdgeFile): string => (path.endsWith("/sysctl.conf") ? "￿" : path.slice(path.lastIndexOf("/") + 1));

interface Surroundings {
  readonly names: readonly string[];
  readonly addresses: readonly KnownAddress[] | null;
}

function readMachine(name: string, files: readonly EdgeFile[], { names, addresses }: Surroundings): MachineFiles {
  const own = files.filter(({ path }) => machineOf(path) === name);
  const at = (path: string): EdgeFile | undefined => own.find((file) => file.path === `${name}/${path}`);
  const [haproxy, keepalived] = [at("haproxy.cfg"), at("keepalived.conf")];
  const parsed = keepalived === undefined ? null : readKeepalived(keepalived, names);
  const sysctl = own.filter(({ path }) => sysctlFile.test(path)).toSorted((a, b) => (sysctlOrder(a) < sysctlOrder(b) ? -1 : 1));
  const sources = own.filter(({ path }) => nftFile.test(path)).flatMap(readVrrpSources);
  return {
    name,
    haproxy: haproxy === undefined ? null : readHaproxy(haproxy),
    keepalived: parsed,
    instances: parsed === null ? [] : instancesOf(name, parsed),
    sysctl: own.some(({ path }) => path.startsWith(`${name}/host/`)) ? sysctl.flatMap(readSysctl) : null,
    vrrpSources: sources.length === 0 ? null : sources,
    addresses,
  };
}

/** Addresses of machines by the machines' names, where a document says them. */
export type KnownAddresses = ReadonlyMap<string, readonly KnownAddress[]>;

/**
 * Parses the files of an edge, laid out as `render` writes them: `hapxy1/haproxy.cfg`, `hapxy1/keepalived.conf`, `hapxy1/host/…`, `kubernetes/*.yaml`. A folder
 * with one of the two daemons' files is a machine. Any other file is ignored. Never throws; time grows with the length of the texts that it reads.
 */
export function readEdgeFiles(files: readonly EdgeFile[], addresses: KnownAddresses = new Map()): EdgeFiles {
  const names = [...new Set(files.flatMap(({ path }) => machineFile.exec(path)?.[1] ?? []))].toSorted();
  const manifests = files.filter(({ path }) => manifestFile.test(path));
  const machines = names.map((name) => readMachine(name, files, { names, addresses: addresses.get(name) ?? null }));
  return {
    machines,
    ...pairInstances(machines.flatMap(({ instances }) => instances)),
    controller: readController(manifests),
    broken: brokenManifests(manifests),
  };
}
