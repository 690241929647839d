import { type Diagnostic, type Finding, locateFinding, noSource, type SourceMap } from "../diagnostics/diagnostic.js";
import { sortDiagnostics } from "../diagnostics/sort.js";
import { secretName } from "../model/secret.js";
import type { Plan, ResolvedSecret } from "../resolve/plan.js";
import { resolve } from "../resolve/resolve.js";
import { redacted, type Secrets, secretsOf } from "../resolve/secrets.js";
import { coreRules } from "../rules/index.js";
import { checkRules, findTwice } from "../rules/rule.js";
import { printTemplate, type Template } from "../template/template.js";
import type { DraftFile, Print, RenderedFile, Renderer } from "./renderer.js";

export interface CompileOptions {
  /** The renderers, in the order in which they run. */
  readonly renderers?: readonly Renderer[];
  /** Secrets' values by name: the environment variable's, or the file's path. */
  readonly secrets?: Secrets;
  /** Where the document's values stand in a text; diagnostics have no place without it. */
  readonly source?: SourceMap;
  /** The user's own templates, checked and compiled, by the name of the template that each replaces. */
  readonly templates?: ReadonlyMap<string, Template<never>>;
}

export type CompileResult =
  | { readonly ok: true; readonly files: readonly RenderedFile[]; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

interface Checked {
  readonly plan: Plan | null;
  readonly findings: readonly Finding[];
}

function check(input: unknown, renderers: readonly Renderer[], secrets: Secrets, source: SourceMap): Checked {
  const { plan, findings } = resolve(input, { secrets, explain: (path, value, wanted) => source.explain?.(path, value, wanted) ?? null });
  if (plan === null) return { plan, findings };
  const broken = [coreRules, ...renderers.map((renderer) => renderer.rules)].flatMap((rules) => checkRules(rules, plan));
  return { plan, findings: [...findings, ...broken] };
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

/** The same plan with every secret's value replaced by what a person may see. */
function maskPlan(plan: Plan): Plan {
  const { stats } = plan.observability;
  const auth = stats?.auth ?? null;
  return {
    ...plan,
    observability: {
      ...plan.observability,
      stats: stats === null ? null : { ...stats, auth: auth === null ? null : { ...auth, password: masked(auth.password) } },
    },
    vips: plan.vips.map((vip) =>
      vip.failover.password === null ? vip : { ...vip, failover: { ...vip.failover, password: masked(vip.failover.password) } },
    ),
  };
}

const hasSecrets = (plan: Plan): boolean =>
  (plan.observability.stats?.auth ?? null) !== null || plan.vips.some((vip) => vip.failover.password !== null);

/** A remark alone has no place: a sound document is not worth reading again, with positions, each time that it is rendered. */
function diagnosticsOf(findings: readonly Finding[], source: SourceMap): readonly Diagnostic[] {
  const map = findings.some(({ severity }) => severity !== "info") ? source : noSource;
  return sortDiagnostics(findings.map((finding) => locateFinding(finding, map)));
}

/**
 * Compiles a document: pure and synchronous; never throws on bad input.
 * With any error there are diagnostics and no files.
 */
export function compile(input: unknown, options: CompileOptions = {}): CompileResult {
  const { renderers = [], secrets = {}, source = noSource, templates = new Map() } = options;
  const { plan, findings } = check(input, renderers, secrets, source);
  const diagnostics = diagnosticsOf(findings, source);
  if (plan === null || diagnostics.some((diagnostic) => diagnostic.severity === "error")) return { ok: false, diagnostics };
  const print = printer(templates);
  const files = renderAll(plan, renderers, print);
  // The masked text is the same rendering of a masked plan, so that no search and replace can miss a secret, or hit something else.
  const shown = hasSecrets(plan) ? new Map(renderAll(maskPlan(plan), renderers, print).map((file) => [file.path, file.text])) : null;
  return { ok: true, files: files.map((file) => ({ ...file, redacted: shown?.get(file.path) ?? file.text })), diagnostics };
}

/** The names of the secrets that a document refers to, for whoever may read variables and files; empty where the document is unsound. */
export function requiredSecrets(input: unknown): readonly { readonly kind: "env" | "file"; readonly name: string }[] {
  const { edge } = resolve(input, { secrets: {}, explain: () => null });
  return edge === null ? [] : secretsOf(edge).map((secret) => ({ kind: "env" in secret ? "env" : "file", name: secretName(secret) }));
}
