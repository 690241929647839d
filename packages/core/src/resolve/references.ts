import type { Finding, Path } from "../diagnostics/diagnostic.js";
import { suggest } from "../diagnostics/suggest.js";

interface Named {
  readonly name: string;
  readonly path: Path;
  /** Where the name stands, if it is not under `name`. */
  readonly namePath?: Path;
}

/** Where the steps of `resolve` leave what they find, and look up what the document refers to. */
export interface Context {
  readonly report: (finding: Finding) => void;
  /** Names of entities that were refused: a reference to one is no mistake of its own. */
  readonly holeNames: ReadonlySet<string>;
  /** The lists of which a refused entry's name cannot be told: a reference may be to it. */
  readonly unnamed: ReadonlySet<string>;
  /** Remembers that an entity of this list became a hole after all. */
  readonly hole: (list: string, name: string) => void;
}

const listOf: Readonly<Record<string, string>> = { "load balancer": "loadBalancers", node: "nodes", VIP: "vips" };

const withArticle = (kind: string): string => `${/^[aeiou]/.test(kind) ? "an" : "a"} ${kind}`;

/** Finds what a name refers to; a name that nothing has is reported, with the one that was probably meant. */
export function follow<T extends Named>(
  context: Context,
  kind: string,
  candidates: ReadonlyMap<string, T>,
  name: string,
  path: Path,
): T | null {
  const found = candidates.get(name);
  if (found !== undefined) return found;
  if (context.holeNames.has(name) || context.unnamed.has(listOf[kind] ?? "")) return null;
  const names = [...candidates.keys()];
  const meant = suggest(name, names);
  const target = meant === null ? undefined : candidates.get(meant);
  const field = String(path.at(-1));
  context.report({
    code: "reference-unknown",
    message: `${typeof path.at(-1) === "number" ? String(path.at(-2)) : field} "${name}" is not ${withArticle(kind)}`,
    path,
    related: target === undefined ? [] : [{ message: `did you mean "${target.name}"?`, path: target.namePath ?? [...target.path, "name"] }],
    why: `the name must be that of ${withArticle(kind)} of this document`,
    fix:
      meant === null
        ? names.length === 0
          ? `declare ${withArticle(kind)} of that name`
          : `one of ${names.slice(0, 8).join(", ")}`
        : typeof path.at(-1) === "number"
          ? meant
          : `${field}: ${meant}`,
  });
  return null;
}

/** By name; of two with one name the first counts, and `name-unique` reports the second. */
export function byName<T extends Named>(entities: readonly T[]): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const entity of entities) if (!map.has(entity.name)) map.set(entity.name, entity);
  return map;
}
