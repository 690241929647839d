import type { MacroStatement, NewName } from "./ast.js";
import type { Fact } from "./facts.js";
import { invalidName } from "./messages.js";
import type { Fault } from "./problems.js";
import { memberNames, memberOf, type ObjectOption, type Shape } from "./shape.js";

/** What names mean at a place of a template, and what is known of them there. It never changes: a block has a scope of its own. */
export interface Scope {
  readonly view: ObjectOption;
  readonly names: ReadonlyMap<string, Shape>;
  /** The macros defined above: none can reach itself, so that every template ends. */
  readonly macros: ReadonlyMap<string, MacroStatement>;
  readonly facts: readonly Fact[];
  /** True outside every block, where macros are defined. */
  readonly top: boolean;
}

/** Names to which Nunjucks gives a meaning. */
const reserved: ReadonlySet<string> = new Set([
  "caller",
  "cycler",
  "joiner",
  "kwargs",
  "loop",
  "range",
  "self",
  "super",
  "this",
  "undefined",
]);

/** Names that every object has from its prototype, or that reach it. No view may use them either. */
export function isPrototypeName(name: string): boolean {
  return name.startsWith("__") || name in Object.prototype;
}

export function isReserved(name: string): boolean {
  return reserved.has(name) || isPrototypeName(name);
}

/** `loop` inside a loop, as the schema of a view. */
const loopSchema = {
  type: "object",
  properties: {
    index: { type: "integer" },
    index0: { type: "integer" },
    revindex: { type: "integer" },
    revindex0: { type: "integer" },
    length: { type: "integer" },
    first: { type: "boolean" },
    last: { type: "boolean" },
  },
  required: ["index", "index0", "revindex", "revindex0", "length", "first", "last"],
};
const loopShape: Shape = [{ kind: "object", schema: loopSchema, root: loopSchema }];

export function startScope(view: ObjectOption): Scope {
  return { view, names: new Map(), macros: new Map(), facts: [], top: true };
}

export function withName(scope: Scope, name: string, shape: Shape): Scope {
  return { ...scope, names: new Map(scope.names).set(name, shape) };
}

export function withMacro(scope: Scope, macro: MacroStatement): Scope {
  return { ...scope, macros: new Map(scope.macros).set(macro.name.name, macro) };
}

export function withFacts(scope: Scope, facts: readonly Fact[]): Scope {
  return { ...scope, facts: [...scope.facts, ...facts], top: false };
}

export function loopScope(scope: Scope, variable: string, item: Shape): Scope {
  return { ...withName(withName(scope, variable, item), "loop", loopShape), top: false };
}

/** A macro sees the view, its parameters and the macros above it: neither the variables of its caller nor its loop. */
export function macroScope(scope: Scope, parameters: ReadonlyMap<string, Shape>): Scope {
  return { ...scope, names: parameters, facts: [], top: false };
}

export function lookUp(scope: Scope, name: string): Shape | null {
  return scope.names.get(name) ?? memberOf(scope.view, name);
}

export function knownNames(scope: Scope): readonly string[] {
  return [...scope.names.keys(), ...memberNames(scope.view)];
}

/** Why a name cannot be given here: nothing may hide anything, so that a name means one thing wherever it is read. */
export function nameFault({ name }: NewName, scope: Scope): Fault | null {
  if (isReserved(name)) return invalidName(name, "it is reserved");
  if (scope.macros.has(name)) return invalidName(name, "a macro has it");
  if (scope.names.has(name)) return invalidName(name, "a variable has it");
  return memberOf(scope.view, name) === null ? null : invalidName(name, "the view has a member of this name");
}
