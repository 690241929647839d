// What a condition that holds (or does not) says about the names in it, and what that leaves of their shapes.
import { type BinaryExpression, type Expression, pathOf } from "./ast.js";
import { memberOf, type Option, type Shape } from "./shape.js";

/** What is known of the value at a path: a, a.b, a.b.c. */
export interface Fact {
  readonly path: string;
  readonly test: Test;
}

type Test =
  | { readonly kind: "truthy" | "falsy" | "present" | "absent" }
  | { readonly kind: "is" | "isNot"; readonly words: readonly string[] };

/** The facts that follow from a condition's being true, or false. */
export function factsWhen(condition: Expression, outcome: boolean): readonly Fact[] {
  switch (condition.kind) {
    case "not":
      return factsWhen(condition.operand, !outcome);
    case "and":
      return both(condition, outcome, outcome);
    case "or":
      return both(condition, !outcome, outcome);
    case "equal":
      return comparison(condition, outcome);
    case "unequal":
      return comparison(condition, !outcome);
    default:
      return fact(condition, { kind: outcome ? "truthy" : "falsy" });
  }
}

/** Where both operands hold, so do the facts of both; where only one need hold, what is left is that a value is one of some words. */
function both({ left, right }: BinaryExpression, together: boolean, outcome: boolean): readonly Fact[] {
  const [first, second] = [factsWhen(left, outcome), factsWhen(right, outcome)];
  return together ? [...first, ...second] : first.flatMap((one) => second.flatMap((other) => eitherWord(one, other)));
}

function eitherWord({ path, test }: Fact, other: Fact): readonly Fact[] {
  if (path !== other.path || test.kind !== "is" || other.test.kind !== "is") return [];
  return [{ path, test: { kind: "is", words: [...test.words, ...other.test.words] } }];
}

function comparison({ left, right }: BinaryExpression, equal: boolean): readonly Fact[] {
  const [value, literal] = left.kind === "literal" ? [right, left] : [left, right];
  if (literal.kind !== "literal") return [];
  if (literal.value === null) return fact(value, { kind: equal ? "absent" : "present" });
  if (typeof literal.value === "string") return fact(value, { kind: equal ? "is" : "isNot", words: [literal.value] });
  return equal ? fact(value, { kind: "present" }) : [];
}

function fact(expression: Expression, test: Test): readonly Fact[] {
  const path = pathOf(expression);
  return path === null ? [] : [{ path, test }];
}

/** What the facts leave of the shape at a path. A fact about `a.kind` also says which of its alternatives `a` is. */
export function narrow(shape: Shape, path: string, facts: readonly Fact[]): Shape {
  return facts.reduce((left, known) => narrowByOne(left, path, known), shape);
}

function narrowByOne(shape: Shape, path: string, known: Fact): Shape {
  if (known.path === path) return shape.filter((option) => passes(option, known.test));
  const member = known.path.startsWith(`${path}.`) ? known.path.slice(path.length + 1) : null;
  if (member === null || member.includes(".")) return shape;
  return shape.filter((option) => {
    if (option.kind !== "object") return true;
    return memberOf(option, member)?.some((one) => passes(one, known.test)) ?? false;
  });
}

function passes(option: Option, test: Test): boolean {
  switch (test.kind) {
    case "truthy":
    case "present":
      return option.kind !== "null";
    case "falsy":
      return option.kind !== "object" && option.kind !== "list";
    case "absent":
      return option.kind === "null" || option.kind === "opaque" || option.kind === "mistake";
    case "is":
      return option.kind === "word" ? test.words.includes(option.value) : option.kind !== "null";
    case "isNot":
      return option.kind !== "word" || !test.words.includes(option.value);
    default:
      return test satisfies never;
  }
}
