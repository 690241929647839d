// What is wrong with using a value of a shape in some way: as a member's owner, in a hole, as a condition, in a comparison.
import { condition, describe, memberOfNoObject, memberOfSome, nullable, typeFault, unknownName, unprintable } from "./messages.js";
import type { Fault } from "./problems.js";
import { has, isOnly, memberNames, memberOf, type ObjectOption, type Option, type Shape } from "./shape.js";

/** Words of the view's enums that a target cannot mistake for its own syntax. */
const safeWord = /^[\w.:+-]+$/;

export function memberFault(target: Shape, name: string, path: string): Fault | null {
  if (has(target, "mistake") || target.length === 0) return null;
  if (has(target, "null")) return nullable(path, `has no member "${name}" then`);
  const objects = target.filter((option) => option.kind === "object");
  if (objects.length < target.length) return memberOfNoObject(name, path, describe(target));
  const having = objects.filter((option) => memberOf(option, name) !== null);
  if (having.length === objects.length) return null;
  if (having.length > 0) return memberOfSome(name, path, guardFor(having, objects, path));
  return unknownName(`${path} has no member "${name}"`, name, [...new Set(objects.flatMap(memberNames))]);
}

/** The condition that tells these alternatives from the others: `x.kind == "a"`, where each alternative has a word of its own. */
function guardFor(having: readonly ObjectOption[], all: readonly ObjectOption[], path: string): string | null {
  const words = (option: ObjectOption, name: string): readonly string[] =>
    (memberOf(option, name) ?? []).flatMap((one) => (one.kind === "word" ? [one.value] : []));
  for (const name of all[0] === undefined ? [] : memberNames(all[0])) {
    if (new Set(all.flatMap((option) => words(option, name))).size !== all.length) continue;
    return having
      .flatMap((option) => words(option, name))
      .map((word) => `${path}.${name} == "${word}"`)
      .join(" or ");
  }
  return null;
}

/** Only a number and text that can end neither its line nor its quote may be printed. */
export function printFault(shape: Shape, path: string): Fault | null {
  if (has(shape, "null")) return nullable(path, "a hole must print something");
  const bad = shape.find((option) => !isPrintable(option));
  return bad === undefined ? null : unprintable(path, bad);
}

function isPrintable(option: Option): boolean {
  if (option.kind === "word") return option.own || safeWord.test(option.value);
  return option.kind === "number" || option.kind === "quoted" || option.kind === "text" || option.kind === "mistake";
}

/** What JavaScript calls true is not always what is meant: an empty list is true, and a weight of 0 is as false as none. */
export function truthFault(shape: Shape, path: string): Fault | null {
  if (shape.length === 0 || has(shape, "mistake")) return null;
  const absentToo = has(shape, "null");
  if (has(shape, "list"))
    return condition(`${path} is a list: an empty one is true too`, absentToo ? `write ${path} != null` : `write ${path} | length`);
  if (has(shape, "number") && absentToo)
    return condition(`${path} is a number that may be absent: 0 would count as absent`, `write ${path} != null`);
  if (has(shape, "opaque")) return condition(`the view's schema does not say what ${path} is`, "let the view hold a boolean");
  if (!absentToo && isOnly(shape, "object", "word"))
    return condition(`${path} is never absent: the condition is always true`, "remove the condition, or compare with a word");
  return null;
}

/** == and != compare like with like: two strings, two numbers, or anything that may be absent with null. */
export function equalityFault(value: Shape, other: Shape, name: string): Fault | null {
  return isOnly(other, "null") ? nullFault(value, name) : (mixedFault(value, other) ?? wordFault(value, other, name));
}

function nullFault(value: Shape, name: string): Fault | null {
  return has(value, "null") || has(value, "opaque")
    ? null
    : condition(`${name} is never absent: it cannot equal null`, "remove the comparison");
}

function mixedFault(value: Shape, other: Shape): Fault | null {
  const strings = ["quoted", "text", "word", "string", "null"] as const;
  if ([value, other].every((shape) => isOnly(shape, ...strings)) || [value, other].every((shape) => isOnly(shape, "number", "null")))
    return null;
  const fix =
    has(value, "boolean") || has(other, "boolean")
      ? "use the boolean itself, or `not`"
      : "compare strings with strings and numbers with numbers";
  return typeFault(`cannot compare ${describe(value)} with ${describe(other)}`, fix);
}

function wordFault(value: Shape, other: Shape, name: string): Fault | null {
  const [literal] = other;
  if (literal?.kind !== "word" || !isOnly(value, "word", "null")) return null;
  const words = value.flatMap((option) => (option.kind === "word" ? [option.value] : []));
  return words.includes(literal.value) ? null : unknownName(`${name} is never "${literal.value}" here`, literal.value, words);
}
