/** The filters that templates may use. Their type rules are in filters.ts. */
export type FilterName = "first" | "join" | "last" | "length";

type Filter = (list: readonly unknown[], separator: unknown) => unknown;

const filters: Readonly<Record<FilterName, Filter>> = {
  first: (list) => list[0] ?? null,
  join: (list, separator) => list.join(separator === undefined ? "" : String(separator)),
  last: (list) => list.at(-1) ?? null,
  length: (list) => list.length,
};

export function isFilterName(name: string): name is FilterName {
  return Object.hasOwn(filters, name);
}

export function runFilter(name: string, [list, separator]: readonly unknown[]): unknown {
  if (isFilterName(name) && Array.isArray(list)) return filters[name](list, separator);
  throw new Error(`the filter ${name} has no list to work on`);
}
