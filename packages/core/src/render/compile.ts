import { type Diagnostic, type Finding, locateFinding, noSource, type SourceMap } from "../diagnostics/diagnostic.js";
import { sortDiagnostics } from "../diagnostics/sort.js";
import { filePages } from "../file-rules/index.js";
import { secretName } from "../model/secret.js";
import type { Plan, PlanVip, ResolvedSecret } from "../resolve/plan.js";
import { type Resolution, resolve } from "../resolve/resolve.js";
import { redacted, type Secrets, secretsOf } from "../resolve/secrets.js";
import { findAcross } from "../rules/across/across.js";
import { corePages, coreRules } from "../rules/index.js";
import { checkRules, findTwice, type Rule } from "../rules/rule.js";
import { applyRuleSettings, applyToFiles, type Laws } from "../rules/rule-settings.js";
import { printTemplate, type Template } from "../template/template.js";
import { checkRendered } from "./check-rendered.js";
import type { DraftFile, Print, RenderedFile, Renderer } from "./renderer.js";

/** What several documents are compiled with. */
export interface TogetherOptions {
  /** The renderers, in the order in which they run. */
  readonly renderers?: readonly Renderer[];
  /** The user's own templates, checked and compiled, by the name of the template that each replaces. */
  readonly templates?: ReadonlyMap<string, Template<never>>;
}

/** What belongs to one document. */
export interface DocumentOptions {
  /** Secrets' values by name: the environment variable's, or the file's path. */
  readonly secrets?: Secrets;
  /** Where the document's values stand in a text; diagnostics have no place without it. */
  readonly source?: SourceMap;
}

export interface CompileOptions extends TogetherOptions, DocumentOptions {}

/** One of several documents. */
export interface DocumentInput extends DocumentOptions {
  readonly input: unknown;
}

export type CompileResult =
  | {
      readonly ok: true;
      readonly files: readonly RenderedFile[];
      readonly diagnostics: readonly Diagnostic[];
      readonly sources: readonly SourceMap[];
    }
  /** `sources` are the rendered files that diagnostics point into, secrets masked; a mistake of the document needs none. */
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[]; readonly sources: readonly SourceMap[] };

interface Checked extends Resolution {
  readonly source: SourceMap;
  /** What the rules found; `findings` are what reading and resolving found. */
  readonly broken: readonly Finding[];
}

function check({ input, secrets = {}, source = noSource }: DocumentInput, { rules }: Laws<Rule>): Checked {
  const resolution = resolve(input, { secrets, explain: (path, value, wanted) => source.explain?.(path, value, wanted) ?? null });
  return { ...resolution, source, broken: resolution.plan === null ? [] : checkRules(rules, resolution.plan) };
}

/** What several documents break between them, by document; one alone breaks nothing. */
function checkAcross(all: readonly Checked[]): ReadonlyMap<Checked, readonly Finding[]> {
  const sound = all.flatMap((checked) => {
    const { plan, edge, source } = checked;
    return plan === null || edge === null ? [] : [{ checked, together: { plan, edge, source } }];
  });
  const found = sound.length < 2 ? [] : findAcross(sound.map(({ together }) => together));
  return new Map(sound.map(({ checked }, index) => [checked, found[index] ?? []]));
}

/** A user's template of the same name stands in for the built-in one: it was checked against the same view when it was loaded. */
const printer = (overrides: ReadonlyMap<string, Template<never>>): Print =>
  function print<View>(template: Template<View>, view: View): string {
    const override = overrides.get(template.name);
    return printTemplate(override === undefined ? template : { name: template.name, schema: template.schema, root: override.root }, view);
  };

function renderAll(plan: Plan, renderers: readonly Renderer[], print: Print): readonly DraftFile[] {
  const files = renderers.flatMap((renderer) => renderer.render(plan, print));
  findTwice(
    files,
    ({ path }) => path,
    ({ path }) => {
      throw new Error(`two renderers write one file, ${path}`);
    },
  );
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}

const masked = (secret: ResolvedSecret): ResolvedSecret => ({ ...secret, value: redacted(secret.name) });

const maskVip = (vip: PlanVip): PlanVip =>
  vip.failover.password === null ? vip : { ...vip, failover: { ...vip.failover, password: masked(vip.failover.password) } };

/** The same plan with every secret's value replaced by what a person may see. */
function maskPlan(plan: Plan): Plan {
  const { stats } = plan.observability;
  const auth = stats?.auth ?? null;
  const vips = plan.vips.map(maskVip);
  return {
    ...plan,
    observability: {
      ...plan.observability,
      stats: stats === null ? null : { ...stats, auth: auth === null ? null : { ...auth, password: masked(auth.password) } },
    },
    vips,
    // A stream is found by its VIP itself: with the VIP of the other plan it would be on no machine.
    streams: plan.streams.map((stream) => ({ ...stream, vip: vips[plan.vips.indexOf(stream.vip)] ?? stream.vip })),
  };
}

const hasSecrets = (plan: Plan): boolean =>
  (plan.observability.stats?.auth ?? null) !== null || plan.vips.some((vip) => vip.failover.password !== null);

const stops = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.some(({ severity }) => severity === "error");

/** The masked text is the same rendering of a masked plan, so that no search and replace can miss a secret, or hit something else. */
function renderWithMask(plan: Plan, renderers: readonly Renderer[], print: Print): readonly RenderedFile[] {
  const files = renderAll(plan, renderers, print);
  const shown = hasSecrets(plan) ? new Map(renderAll(maskPlan(plan), renderers, print).map((file) => [file.path, file.text])) : null;
  return files.map((file) => ({ ...file, redacted: shown?.get(file.path) ?? file.text }));
}

/** A document that the rules on documents let pass, or what they say of it. */
interface Diagnosed {
  readonly plan: Plan | null;
  readonly source: SourceMap;
  readonly diagnostics: readonly Diagnostic[];
}

const refused = ({ diagnostics }: Diagnosed): CompileResult => ({ ok: false, diagnostics, sources: [] });

/** Renders what is sound. The rules on files run on what was rendered: a template of one's own, or raw lines, can break what no document breaks. */
function renderSound(
  plan: Plan,
  { diagnostics: found, source }: Diagnosed,
  laws: Laws,
  renderers: readonly Renderer[],
  print: Print,
): CompileResult {
  const files = renderWithMask(plan, renderers, print);
  const judged = checkRendered(files, plan);
  const diagnostics = [...found, ...applyToFiles(plan.ruleSettings, laws, judged.diagnostics, source)];
  return stops(diagnostics)
    ? { ok: false, diagnostics, sources: judged.sources }
    : { ok: true, files, diagnostics, sources: judged.sources };
}

const lawsOf = (renderers: readonly Renderer[]): Laws<Rule> => ({
  rules: [...coreRules, ...renderers.flatMap((renderer) => renderer.rules)],
  pages: [...corePages, ...renderers.flatMap((renderer) => renderer.pages)],
  onFiles: filePages,
});

function diagnose(documents: readonly DocumentInput[], laws: Laws<Rule>): readonly Diagnosed[] {
  const checked = documents.map((document) => check(document, laws));
  const across = checkAcross(checked);
  return checked.map((document) => {
    const { plan, source, findings, broken } = document;
    const settled = applyRuleSettings(plan?.ruleSettings ?? [], laws, [...broken, ...(across.get(document) ?? [])]);
    return { plan, source, diagnostics: sortDiagnostics([...findings, ...settled].map((finding) => locateFinding(finding, source))) };
  });
}

/**
 * Compiles several documents: each by itself, and all of them together, since router IDs, VIPs and addresses must not collide on a segment that
 * they share. With any error in any of them none has files. The results stand in the order of the documents.
 */
export function compileTogether(documents: readonly DocumentInput[], options: TogetherOptions = {}): readonly CompileResult[] {
  const { renderers = [], templates = new Map() } = options;
  const laws = lawsOf(renderers);
  const diagnosed = diagnose(documents, laws);
  if (diagnosed.some(({ plan, diagnostics }) => plan === null || stops(diagnostics))) return diagnosed.map(refused);
  const print = printer(templates);
  const results = diagnosed.map((each) => (each.plan === null ? refused(each) : renderSound(each.plan, each, laws, renderers, print)));
  return results.every(({ ok }) => ok)
    ? results
    : results.map((each) => ({ ok: false, diagnostics: each.diagnostics, sources: each.sources }));
}

/**
 * Compiles a document: pure and synchronous; never throws on bad input. With any error there are diagnostics and no files.
 */
export function compile(input: unknown, { secrets, source, ...options }: CompileOptions = {}): CompileResult {
  const document = { input, ...(secrets && { secrets }), ...(source && { source }) };
  const [result] = compileTogether([document], options);
  return result ?? { ok: false, diagnostics: [], sources: [] };
}

/** The plan of a document without errors, for who tells of it instead of rendering it; null where it is not even a mapping. */
export const planOf = (input: unknown, secrets: Secrets = {}): Plan | null => resolve(input, { secrets, explain: () => null }).plan;

/** The names of the secrets that a document refers to, for whoever may read variables and files; empty where the document is unsound. */
export function requiredSecrets(input: unknown): readonly { readonly kind: "env" | "file"; readonly name: string }[] {
  const { edge } = resolve(input, { secrets: {}, explain: () => null });
  return edge === null ? [] : secretsOf(edge).map((secret) => ({ kind: "env" in secret ? "env" : "file", name: secretName(secret) }));
}
