// What the template compiler says, apart from how it finds it.
import { suggest } from "../diagnostics/suggest.js";
import type { Fault } from "./problems.js";
import type { Kind, Option, Shape } from "./shape.js";

const forbidden: ReadonlyMap<string, readonly [what: string, fix: string]> = new Map([
  ["Array", ["a list in the template", "let the view hold the list"]],
  ["Block", ["{% block %}", "write its contents in place: templates inherit from none"]],
  ["CompareChain", ["a chain of comparisons", "compare two values, and join comparisons with `and`"]],
  [
    "Computed",
    ["a member that is looked up by an index or an expression", "loop over the list, or let the view hold the value under a name"],
  ],
  ["Depth", ["nesting this deep", "use a macro, or let the view hold the result"]],
  ["Dict", ["an object in the template", "let the view hold the object"]],
  ["Extends", ["{% extends %}", "a template stands alone: copy what it needs"]],
  ["FromImport", ["{% from %}", "define the macro in this file"]],
  ["FunCall", ["a call of something that is no macro", "only macros of this file can be called, by their name"]],
  ["Group", ["parentheses around nothing, or around a list", "put one expression into parentheses"]],
  ["Identifier", ["a name like this", "use letters, digits and underscores, not beginning with a digit"]],
  ["Import", ["{% import %}", "define the macro in this file"]],
  ["In", ["`in`", "compare with == and join with `or`, or let the view hold the answer"]],
  ["Include", ["{% include %}", "write the text in place, or as a macro"]],
  ["Infinity", ["a number this large", "write a finite number"]],
  ["InlineIf", ["an inline `if` without `else`, which prints nothing when it fails", "add `else`, or use {% if %}"]],
  ["Is", ["`is`", "write `x != null` for `x is defined`, and == for other tests"]],
  ["KeywordArgs", ["a named argument, or a {% call %} block", "give the macro its arguments in order"]],
  ["LoopNames", ["a loop over several names", "loop over a list with one name, and use its members"]],
  ["MacroNames", ["a default value, or a parameter that is no name", "write {% macro name(first, second) %}"]],
  ["Nothing", ["a member, or a call, of nothing", "write the name that it belongs to"]],
  ["Parentheses", ["an operator here without parentheses, which would work on the wrong operand", "put its operand into parentheses"]],
  ["RegExp", ["a regular expression", "let the view hold the answer"]],
  ["SetBody", ["{% set %} with a body", "use a macro"]],
  ["SetNames", ["{% set %} of several names, or of a member", "set one name: {% set name = value %}"]],
  ["Strict", ["=== and !==, to which an absent value and null differ", "write == or !="]],
  ["Switch", ["{% switch %}", "use {% if %} and {% elif %}"]],
]);

/** A construct outside the part of Nunjucks that templates are written in. */
export function refusal(what: string): Fault {
  const [name, fix] = forbidden.get(what) ?? [`Nunjucks' ${what}`, "use text, {{ holes }}, if, for, set and macros of this file"];
  return { code: "template-forbidden", message: `templates cannot use ${name}`, fix };
}

export function unknownName(message: string, name: string, candidates: readonly string[]): Fault {
  const near = suggest(name, candidates);
  const fix = near === null ? `use one of: ${listed(candidates)}` : `write ${near}`;
  return { code: "template-unknown-name", message, hint: near === null ? null : `did you mean "${near}"?`, fix };
}

export function unknownFilter(name: string, candidates: readonly string[]): Fault {
  const { hint = null, fix } = unknownName("", name, candidates);
  return { code: "template-unknown-filter", message: `there is no filter "${name}" for templates`, hint, fix };
}

export function callOfNoMacro(name: string): Fault {
  return { ...refusal("FunCall"), message: `templates cannot call "${name}": it is no macro of this file` };
}

export function forbiddenMember(name: string): Fault {
  return { code: "template-forbidden", message: `templates cannot use "${name}"`, fix: "use the members that the view declares" };
}

export function memberOfNoObject(name: string, path: string, kinds: string): Fault {
  const list = kinds === kindNames.list;
  const fix = list && name === "length" ? `write ${path} | length` : list ? "loop over the list" : "print it, or compare it, as it is";
  return { code: "template-type", message: `${path} is ${kinds}: it has no member "${name}"`, hint: null, fix };
}

export function memberOfSome(name: string, path: string, guard: string | null): Fault {
  const fix = `use it within {% if ${guard ?? "…"} %} … {% endif %}`;
  return {
    code: "template-unknown-name",
    message: `not every kind of ${path} has a member "${name}"`,
    hint: guard === null ? null : `only when ${guard}`,
    fix,
  };
}

export function nullable(path: string, use: string): Fault {
  const fix = pathPattern.test(path)
    ? `put it within {% if ${path} != null %} … {% endif %}`
    : "give it a name with {% set %}, and test that";
  return { code: "template-nullable", message: `${path} may be absent here, and ${use}`, hint: "may be absent", fix };
}

/** What a condition can be about, unlike `this` (an expression) and `null`. */
const pathPattern = /^(?!this$|null$)[\w.]+$/;

export function unprintable(path: string, option: Option): Fault {
  const message = `the hole prints ${path}, which is ${kindNames[option.kind]}`;
  if (option.kind === "string")
    return { code: "template-unquoted-hole", message, hint: "not quoted", fix: "let the view hold text that quote.ts made" };
  if (option.kind === "word") {
    const word = `the hole prints ${path}, which may be the word ${JSON.stringify(option.value)}`;
    return {
      code: "template-unquoted-hole",
      message: word,
      hint: "not quoted",
      fix: "let the words have only letters, digits and _ . : + -, or quote them",
    };
  }
  const fix =
    option.kind === "list"
      ? `loop over it, or write ${path} | join(" ")`
      : option.kind === "object"
        ? "print one of its members"
        : `write {{ "yes" if ${path} else "no" }}`;
  return { code: "template-unprintable", message, hint: null, fix };
}

export function condition(message: string, fix: string): Fault {
  return { code: "template-condition", message, fix };
}

export function typeFault(message: string, fix: string): Fault {
  return { code: "template-type", message, fix };
}

export function invalidName(name: string, why: string): Fault {
  return { code: "template-invalid-name", message: `"${name}" cannot be a name here: ${why}`, fix: "choose another name" };
}

const kindNames: Readonly<Record<Kind, string>> = {
  number: "a number",
  boolean: "a boolean",
  null: "absent",
  quoted: "quoted text",
  text: "text",
  word: "a word",
  string: "a bare string",
  list: "a list",
  object: "an object",
  opaque: "a value that the view's schema does not describe",
  mistake: "a mistake",
};

/** "a number or a bare string". */
export function describe(shape: Shape): string {
  return [...new Set(shape.map(({ kind }) => kindNames[kind]))].join(" or ");
}

function listed(names: readonly string[]): string {
  const [first, ...rest] = [...names].sort();
  return first === undefined ? "(there are none)" : [first, ...rest.slice(0, 11), ...(rest.length > 11 ? ["…"] : [])].join(", ");
}
