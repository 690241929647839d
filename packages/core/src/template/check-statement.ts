import type { Expression, MacroStatement, Statement } from "./ast.js";
import { type Checker, checkCondition, checkPrinted, nameOf, shapeIn } from "./check-expression.js";
import { factsWhen } from "./facts.js";
import { itemsOf } from "./filters.js";
import { refusal, typeFault } from "./messages.js";
import type { Fault, Place, Problems } from "./problems.js";
import { loopScope, macroScope, nameFault, type Scope, startScope, withFacts, withMacro, withName } from "./scope.js";
import { mistake, type ObjectOption, type Shape, shapeKey } from "./shape.js";

/** Deeper calls are refused, so that neither the check nor the template can run out of stack. */
const maxCallDepth = 30;

type Of<Kind extends Statement["kind"]> = Extract<Statement, { readonly kind: Kind }>;

/** Checks every name and every hole of a template against its view. */
export function checkStatements(statements: readonly Statement[], view: ObjectOption, problems: Problems): void {
  new TemplateCheck(problems).block(statements, startScope(view));
}

class TemplateCheck implements Checker {
  readonly #problems: Problems;
  /** The calls that are checked already, by what they are given: macros that call macros would otherwise take exponential time. */
  readonly #calls = new Set<string>();
  readonly #called = new Set<MacroStatement>();
  /** The calls that lead to the body that is being checked, from the outermost. */
  readonly #callers: Place[] = [];

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  /** What is wrong in a macro may be so for one call only, so the message names the call. */
  report(place: Place, fault: Fault): void {
    const call = this.#callers[0];
    this.#problems.add(place, call === undefined ? fault : { ...fault, message: `${fault.message} (in the call at line ${call.line})` });
  }

  /** A block's names end with it. */
  block(statements: readonly Statement[], scope: Scope): void {
    const macros: { readonly macro: MacroStatement; readonly above: Scope }[] = [];
    let current = scope;
    for (const statement of statements) {
      if (statement.kind === "macro") macros.push({ macro: statement, above: current });
      current = this.#statement(statement, current);
    }
    // What is called nowhere never prints, but a name that it misspells is misspelt all the same.
    for (const { macro, above } of macros)
      if (!this.#called.has(macro))
        this.#body(
          macro,
          macro.parameters.map(() => mistake),
          above,
        );
  }

  #statement(statement: Statement, scope: Scope): Scope {
    switch (statement.kind) {
      case "hole":
        checkPrinted(scope, statement.expression, this);
        return scope;
      case "if":
        checkCondition(scope, statement.condition, this);
        this.block(statement.body, withFacts(scope, factsWhen(statement.condition, true)));
        this.block(statement.otherwise, withFacts(scope, factsWhen(statement.condition, false)));
        return scope;
      case "for":
        return this.#loop(statement, scope);
      case "set":
        return this.#set(statement, scope);
      case "macro":
        return this.#macro(statement, scope);
      default:
        return statement satisfies never;
    }
  }

  #loop({ variable, list, body, otherwise }: Of<"for">, scope: Scope): Scope {
    const items = itemsOf(shapeIn(scope, list, this), nameOf(list), "a loop walks a list");
    const wrong = "code" in items;
    if (wrong) this.report(list.place, items);
    this.#newName(variable, scope);
    this.block(body, loopScope(scope, variable.name, wrong ? mistake : items));
    this.block(otherwise, withFacts(scope, []));
    return scope;
  }

  #set({ name, value }: Of<"set">, scope: Scope): Scope {
    const shape = shapeIn(scope, value, this);
    this.#newName(name, scope);
    return withName(scope, name.name, shape);
  }

  #macro(macro: MacroStatement, scope: Scope): Scope {
    this.#newName(macro.name, scope);
    const seen = new Set<string>([macro.name.name]);
    for (const parameter of macro.parameters) {
      this.#newName(parameter, macroScope(scope, new Map()));
      if (seen.has(parameter.name))
        this.report(parameter.place, typeFault(`"${parameter.name}" is named twice`, "give each parameter a name of its own"));
      seen.add(parameter.name);
    }
    if (!scope.top)
      this.report(macro.name.place, {
        ...refusal("Macro"),
        message: "templates cannot define a macro within a block",
        fix: "define it above, outside every block",
      });
    return withMacro(scope, macro);
  }

  #newName(name: MacroStatement["name"], scope: Scope): void {
    const fault = nameFault(name, scope);
    if (fault !== null) this.report(name.place, fault);
  }

  call(call: Extract<Expression, { readonly kind: "call" }>, values: readonly Shape[], scope: Scope): void {
    const macro = scope.macros.get(call.name);
    if (macro === undefined) return;
    this.#called.add(macro);
    const key = `${call.name} ${values.map(shapeKey).join(" ")}`;
    if (this.#calls.has(key)) return;
    this.#calls.add(key);
    if (this.#callers.length >= maxCallDepth) {
      this.report(call.place, refusal("Depth"));
    } else {
      this.#callers.push(call.place);
      this.#body(macro, values, macrosAbove(scope, macro));
      this.#callers.pop();
    }
  }

  #body(macro: MacroStatement, values: readonly Shape[], scope: Scope): void {
    const parameters = new Map(macro.parameters.map(({ name }, index) => [name, values[index] ?? mistake]));
    this.block(macro.body, macroScope(scope, parameters));
  }
}

/** A macro reaches those above it, not itself and not those below, wherever it is called. */
function macrosAbove(scope: Scope, macro: MacroStatement): Scope {
  const all = [...scope.macros];
  const above = all.slice(
    0,
    all.findIndex(([, one]) => one === macro),
  );
  return { ...scope, macros: new Map(above) };
}
