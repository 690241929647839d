import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile, formatPretty, type Plan, type RenderedFile, type Renderer, renderers, type Secrets } from "edgewright";
import { parseDocument } from "yaml";
import type { MachineFiles } from "../lab/install.js";
import { type ClusterObject, parseCluster } from "./cluster.js";

/** What a document compiles to, sorted by where it goes. */
export interface Rendered {
  /** What the renderers were given: addresses and timers, for predictions. */
  readonly plan: Plan;
  /** By the machine's name. */
  readonly machines: ReadonlyMap<string, MachineFiles>;
  readonly cluster: readonly ClusterObject[];
}

/** Values to put into a copy of an example, by place: `vips.0.failover.preempt`. `undefined` takes the value out. */
export type Changes = Readonly<Record<string, unknown>>;

/** `examples/NAME/edge.yaml` as a value, changed where the test says so. */
export const readExample = (name: string, changes: Changes = {}): unknown => {
  const file = fileURLToPath(new URL(`../../../examples/${name}/edge.yaml`, import.meta.url));
  const document = parseDocument(readFileSync(file, "utf8"));
  for (const [place, value] of Object.entries(changes)) {
    if (value === undefined) document.deleteIn(place.split("."));
    else document.setIn(place.split("."), document.createNode(value));
  }
  return document.toJS();
};

/** Compiles a document with the built-in renderers; an error in it is the test's own mistake, and is thrown with its diagnostics. */
export const render = (document: unknown, secrets: Secrets = {}): Rendered => {
  const plans: Plan[] = [];
  const result = compile(document, { renderers: [...renderers, keepingPlans(plans)], secrets });
  const [plan] = plans;
  if (!result.ok || plan === undefined) throw new Error(formatPretty(result.diagnostics, [], { color: false }));
  return { plan, machines: byMachine(plan, result.files), cluster: parseCluster(result.files) };
};

export const renderExample = (name: string, changes: Changes = {}, secrets: Secrets = {}): Rendered =>
  render(readExample(name, changes), secrets);

/** A renderer without files: the way to the plan that the public interface has. The first plan is the one whose secrets are not masked. */
const keepingPlans = (plans: Plan[]): Renderer => ({
  name: "plan",
  rules: [],
  pages: [],
  templates: [],
  render: (plan) => {
    plans.push(plan);
    return [];
  },
});

const byMachine = (plan: Plan, files: readonly RenderedFile[]): ReadonlyMap<string, MachineFiles> =>
  new Map(plan.machines.map(({ name }) => [name, filesUnder(`${name}/`, files)]));

const filesUnder = (folder: string, files: readonly RenderedFile[]): MachineFiles =>
  new Map(
    files.filter(({ path }) => path.startsWith(folder)).map(({ path, text, mode }) => [path.slice(folder.length), { text, mode }] as const),
  );
