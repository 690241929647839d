// The part of Nunjucks that templates are written in. What stands here has passed the whitelist of read.ts: no other node reaches the check.
import type { Place } from "./problems.js";

export type Expression =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null; readonly place: Place }
  | NameExpression
  | { readonly kind: "member"; readonly target: Expression; readonly name: string; readonly place: Place }
  | {
      readonly kind: "filter";
      readonly name: string;
      readonly input: Expression;
      readonly values: readonly Expression[];
      readonly place: Place;
    }
  | { readonly kind: "call"; readonly name: string; readonly values: readonly Expression[]; readonly place: Place }
  | {
      readonly kind: "choice";
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
      readonly place: Place;
    }
  | { readonly kind: "not" | "negative"; readonly operand: Expression; readonly place: Place }
  | BinaryExpression
  /** What the whitelist refused and reported. */
  | { readonly kind: "refused"; readonly place: Place };

export interface NameExpression {
  readonly kind: "name";
  readonly name: string;
  readonly place: Place;
}

export interface BinaryExpression {
  readonly kind: "and" | "or" | "equal" | "unequal" | "order" | "arithmetic" | "concat";
  readonly left: Expression;
  readonly right: Expression;
  readonly place: Place;
}

/** A name that the template gives: to a loop's variable, a macro, a parameter or a `set`. */
export interface NewName {
  readonly name: string;
  readonly place: Place;
}

export interface MacroStatement {
  readonly kind: "macro";
  readonly name: NewName;
  readonly parameters: readonly NewName[];
  readonly body: readonly Statement[];
}

export type Statement =
  | { readonly kind: "hole"; readonly expression: Expression }
  | { readonly kind: "if"; readonly condition: Expression; readonly body: readonly Statement[]; readonly otherwise: readonly Statement[] }
  | {
      readonly kind: "for";
      readonly variable: NewName;
      readonly list: Expression;
      readonly body: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | { readonly kind: "set"; readonly name: NewName; readonly value: Expression }
  | MacroStatement;

/** `a.b.c` for a chain of names, null for anything else. Two equal paths in one scope are one value: templates cannot assign. */
export function pathOf(expression: Expression): string | null {
  if (expression.kind === "name") return expression.name;
  if (expression.kind !== "member") return null;
  const target = pathOf(expression.target);
  return target === null || !isIdentifier(expression.name) ? null : `${target}.${expression.name}`;
}

export function isIdentifier(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}
