import { type BinaryExpression, type Expression, type NameExpression, pathOf } from "./ast.js";
import { factsWhen, narrow } from "./facts.js";
import { equalityFault, memberFault, printFault, truthFault } from "./faults.js";
import { filterRules, itemsOf } from "./filters.js";
import { callOfNoMacro, describe, forbiddenMember, nullable, typeFault, unknownFilter, unknownName } from "./messages.js";
import type { Fault, Place } from "./problems.js";
import { isFilterName } from "./runtime-filters.js";
import { isPrototypeName, isReserved, knownNames, lookUp, type Scope, withFacts } from "./scope.js";
import { aBoolean, absent, aNumber, has, isOnly, memberOf, mistake, type Shape, text, union } from "./shape.js";

export interface Checker {
  readonly report: (place: Place, fault: Fault) => void;
  /** Checks a macro's body for the arguments of one call. */
  readonly call: (call: Extract<Expression, { readonly kind: "call" }>, values: readonly Shape[], scope: Scope) => void;
}

/** What an expression may be; what is wrong in it is reported. */
export function shapeIn(scope: Scope, expression: Expression, checker: Checker): Shape {
  switch (expression.kind) {
    case "literal":
      return literalShape(expression.value);
    case "name":
    case "member":
      return pathShape(scope, expression, checker);
    case "filter":
      return filterShape(scope, expression, checker);
    case "call":
      return callShape(scope, expression, checker);
    case "choice":
      checkCondition(scope, expression.condition, checker);
      return union([
        shapeIn(withFacts(scope, factsWhen(expression.condition, true)), expression.then, checker),
        shapeIn(withFacts(scope, factsWhen(expression.condition, false)), expression.otherwise, checker),
      ]);
    case "not":
    case "and":
    case "or":
      checkCondition(scope, expression, checker);
      return aBoolean;
    case "equal":
    case "unequal":
      checkEquality(scope, expression, checker);
      return aBoolean;
    case "order":
      checkNumbers(scope, [expression.left, expression.right], "only numbers have an order", checker);
      return aBoolean;
    case "arithmetic":
      checkNumbers(scope, [expression.left, expression.right], "only numbers can be reckoned with", checker);
      return aNumber;
    case "negative":
      checkNumbers(scope, [expression.operand], "only numbers have a sign", checker);
      return aNumber;
    case "concat":
      checkPrinted(scope, expression.left, checker);
      checkPrinted(scope, expression.right, checker);
      return text;
    case "refused":
      return mistake;
    default:
      return expression satisfies never;
  }
}

function literalShape(value: string | number | boolean | null): Shape {
  if (typeof value === "string") return [{ kind: "word", value, own: true }];
  if (typeof value === "number") return aNumber;
  return value === null ? absent : aBoolean;
}

/** A name or a member, and what the conditions around it leave of it. */
function pathShape(scope: Scope, expression: Extract<Expression, { readonly kind: "name" | "member" }>, checker: Checker): Shape {
  const declared = expression.kind === "name" ? nameShape(scope, expression, checker) : memberShape(scope, expression, checker);
  const path = pathOf(expression);
  return path === null ? declared : narrow(declared, path, scope.facts);
}

function nameShape(scope: Scope, { name, place }: NameExpression, checker: Checker): Shape {
  const shape = lookUp(scope, name);
  if (shape !== null) return shape;
  checker.report(place, unknownName(unknownNameMessage(scope, name), name, knownNames(scope)));
  return mistake;
}

function unknownNameMessage(scope: Scope, name: string): string {
  if (name === "loop") return '"loop" exists only inside {% for %}, and not in a macro';
  return scope.macros.has(name) ? `"${name}" is a macro: it can only be called` : `neither the view nor the template has "${name}" here`;
}

function memberShape(scope: Scope, expression: Extract<Expression, { readonly kind: "member" }>, checker: Checker): Shape {
  const { name, place } = expression;
  const target = shapeIn(scope, expression.target, checker);
  const fault = isPrototypeName(name) ? forbiddenMember(name) : memberFault(target, name, nameOf(expression.target));
  if (fault === null) return union(target.map((option) => (option.kind === "object" ? (memberOf(option, name) ?? mistake) : mistake)));
  checker.report(place, fault);
  return mistake;
}

function filterShape(scope: Scope, expression: Extract<Expression, { readonly kind: "filter" }>, checker: Checker): Shape {
  const { name, place, input, values } = expression;
  const shape = shapeIn(scope, input, checker);
  for (const value of values) checkPrinted(scope, value, checker);
  if (!isFilterName(name)) {
    checker.report(place, unknownFilter(name, Object.keys(filterRules)));
    return mistake;
  }
  const rule = filterRules[name];
  if (values.length > rule.values)
    checker.report(place, typeFault(`the filter "${name}" takes ${rule.values} values, not ${values.length}`, "remove what is too much"));
  const items = itemsOf(shape, nameOf(input), `the filter "${name}" works on lists`);
  if ("code" in items) {
    checker.report(input.place, items);
    return mistake;
  }
  if (rule.prints) checkPrintable(items, `an item of ${nameOf(input)}`, input.place, checker);
  return rule.result(items);
}

function callShape(scope: Scope, expression: Extract<Expression, { readonly kind: "call" }>, checker: Checker): Shape {
  const { name, place } = expression;
  const values = expression.values.map((value) => shapeIn(scope, value, checker));
  const macro = scope.macros.get(name);
  if (macro === undefined) {
    const known = isReserved(name) || lookUp(scope, name) !== null;
    checker.report(place, known ? callOfNoMacro(name) : unknownName(`no macro "${name}" is defined above`, name, [...scope.macros.keys()]));
    return mistake;
  }
  const { length } = macro.parameters;
  if (length === values.length) checker.call(expression, values, scope);
  else
    checker.report(
      place,
      typeFault(
        `the macro "${name}" takes ${length} arguments, not ${values.length}`,
        `write ${name}(${macro.parameters.map((one) => one.name).join(", ")})`,
      ),
    );
  return text;
}

/** A hole, or an operand of ~: what comes here is printed. */
export function checkPrinted(scope: Scope, expression: Expression, checker: Checker): void {
  checkPrintable(shapeIn(scope, expression, checker), nameOf(expression), expression.place, checker);
}

function checkPrintable(shape: Shape, path: string, place: Place, checker: Checker): void {
  const fault = printFault(shape, path);
  if (fault !== null) checker.report(place, fault);
}

/** A condition: `if`, and each operand of `and`, `or` and `not`. The right operand is read knowing what the left one says. */
export function checkCondition(scope: Scope, expression: Expression, checker: Checker): void {
  if (expression.kind === "not") {
    checkCondition(scope, expression.operand, checker);
  } else if (expression.kind === "and" || expression.kind === "or") {
    checkCondition(scope, expression.left, checker);
    checkCondition(withFacts(scope, factsWhen(expression.left, expression.kind === "and")), expression.right, checker);
  } else {
    const fault = truthFault(shapeIn(scope, expression, checker), nameOf(expression));
    if (fault !== null) checker.report(expression.place, fault);
  }
}

function checkEquality(scope: Scope, { left, right, place }: BinaryExpression, checker: Checker): void {
  const [a, b] = [shapeIn(scope, left, checker), shapeIn(scope, right, checker)];
  if (has(a, "mistake") || has(b, "mistake") || a.length === 0 || b.length === 0) return;
  const [value, other, given] = right.kind === "literal" ? [a, b, right] : [b, a, left];
  const fault = equalityFault(value, other, nameOf(given === right ? left : right));
  if (fault !== null) checker.report(fault.code === "template-unknown-name" ? given.place : place, fault);
}

function checkNumbers(scope: Scope, operands: readonly Expression[], why: string, checker: Checker): void {
  for (const operand of operands) {
    const shape = shapeIn(scope, operand, checker);
    if (has(shape, "null")) checker.report(operand.place, nullable(nameOf(operand), why));
    else if (!isOnly(shape, "number"))
      checker.report(operand.place, typeFault(`${nameOf(operand)} is ${describe(shape)}, and ${why}`, "use a number of the view"));
  }
}

/** What a message calls an expression. */
export function nameOf(expression: Expression): string {
  const path = pathOf(expression);
  if (path !== null) return path;
  return expression.kind === "literal" ? JSON.stringify(expression.value) : "this";
}
