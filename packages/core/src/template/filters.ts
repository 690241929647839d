import { describe, nullable, typeFault } from "./messages.js";
import type { Fault } from "./problems.js";
import type { FilterName } from "./runtime-filters.js";
import { absent, aNumber, has, isOnly, type Shape, text, union } from "./shape.js";

/** What a filter makes of a list, and how many values it takes besides. What filters do is in runtime-filters.ts. */
interface FilterRule {
  readonly values: number;
  readonly result: (items: Shape) => Shape;
  /** True when the filter prints the items, which must then be what a hole may print. */
  readonly prints: boolean;
}

export const filterRules: Readonly<Record<FilterName, FilterRule>> = {
  first: { values: 0, result: (items) => union([items, absent]), prints: false },
  join: { values: 1, result: () => text, prints: true },
  last: { values: 0, result: (items) => union([items, absent]), prints: false },
  length: { values: 0, result: () => aNumber, prints: false },
};

/** What the items of a list are, or what is wrong with using the value as one. `use` is how a message names the use. */
export function itemsOf(shape: Shape, path: string, use: string): Shape | Fault {
  if (has(shape, "null")) return nullable(path, use);
  if (!isOnly(shape, "list")) return typeFault(`${path} is ${describe(shape)}, and ${use}`, "use a list of the view");
  return union(shape.map((option) => (option.kind === "list" ? option.items : [{ kind: "mistake" }])));
}
