// What compiled templates run on. Nunjucks' own runtime does more than the templates may ask for: its member lookup walks prototypes and
// its calls reach any function. This one reaches a view's own data and nothing else, so it is a second wall behind the check.
import { runFilter } from "./runtime-filters.js";

/** The function that Nunjucks' compiler makes of a template. */
export type CompiledRoot = (
  env: TemplateEnvironment,
  context: TemplateContext,
  frame: Frame,
  runtime: TemplateRuntime,
  done: (error: unknown, text?: string) => void,
) => void;

export interface TemplateEnvironment {
  readonly opts: { readonly autoescape: false };
  readonly getFilter: (name: string) => (...values: readonly unknown[]) => unknown;
}

/** The view's own members and what the template set at its top level. */
export interface TemplateContext {
  readonly lookup: (name: string) => unknown;
  readonly setVariable: (name: string, value: unknown) => void;
  readonly addExport: () => void;
}

export interface TemplateRuntime {
  readonly SafeString: typeof PrintedText;
  readonly Frame: typeof Frame;
  readonly contextOrFrameLookup: (context: TemplateContext, frame: Frame, name: string) => unknown;
  readonly memberLookup: (target: unknown, name: unknown) => unknown;
  readonly ensureDefined: (value: unknown, line: number, column: number) => string;
  readonly suppressValue: (text: string) => string;
  readonly fromIterator: (list: unknown) => readonly unknown[];
  readonly makeMacro: (names: readonly string[], keywords: readonly string[], body: MacroBody) => Macro;
  readonly callWrap: (macro: unknown, name: string, context: TemplateContext, values: readonly unknown[]) => string;
  readonly handleError: (error: unknown) => unknown;
}

type MacroBody = (...values: readonly unknown[]) => PrintedText;

/** The scope of a loop, of a macro or of the whole template. `loop.index` is set as one name with a dot, and read as a member of `loop`. */
export class Frame {
  topLevel = false;
  readonly #variables = new Map<string, unknown>();
  #loop: Record<string, unknown> | null = null;
  readonly #parent: Frame | null;

  constructor(parent: Frame | null = null) {
    this.#parent = parent;
  }

  push(): Frame {
    return new Frame(this);
  }

  pop(): Frame | null {
    return this.#parent;
  }

  set(name: string, value: unknown, resolveUp = false): void {
    if (resolveUp && this.#parent !== null && !this.#variables.has(name) && this.#parent.lookup(name) !== undefined) {
      this.#parent.set(name, value, true);
    } else if (name.startsWith("loop.")) {
      this.#loop ??= {};
      this.#loop[name.slice("loop.".length)] = value;
    } else {
      this.#variables.set(name, value);
    }
  }

  lookup(name: string): unknown {
    const value = name === "loop" && this.#loop !== null ? this.#loop : this.#variables.get(name);
    return value === undefined ? this.#parent?.lookup(name) : value;
  }
}

/** What a macro printed. Generated code makes it by this name. */
class PrintedText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

class Macro {
  readonly names: readonly string[];
  readonly body: MacroBody;

  constructor(names: readonly string[], body: MacroBody) {
    this.names = names;
    this.body = body;
  }
}

const environment: TemplateEnvironment = {
  opts: { autoescape: false },
  getFilter:
    (name) =>
    (...values) =>
      runFilter(name, values),
};

const runtime: TemplateRuntime = {
  SafeString: PrintedText,
  Frame,
  contextOrFrameLookup: (context, frame, name) => {
    const value = frame.lookup(name);
    return value === undefined ? context.lookup(name) : value;
  },
  memberLookup: (target, name) => (typeof name === "string" ? ownMember(target, name) : null),
  ensureDefined: (value, line, column) => {
    if (typeof value === "string" || (typeof value === "number" && Number.isFinite(value))) return String(value);
    throw new Error(`the hole at ${line + 1}:${column + 1} would print ${value === null ? "null" : typeof value}`);
  },
  suppressValue: (text) => text,
  fromIterator: (list) => {
    if (Array.isArray(list)) return list;
    throw new Error("a loop has no list to walk");
  },
  makeMacro: (names, _keywords, body) => new Macro(names, body),
  callWrap: (macro, name, _context, values) => {
    if (macro instanceof Macro && macro.names.length === values.length) return macro.body(...values).text;
    throw new Error(`${name} is no macro of ${values.length} arguments`);
  },
  handleError: (error) => error,
};

/** What is absent is null, so that a missing member and a null one are the same to a template. */
function ownMember(target: unknown, name: string): unknown {
  if (typeof target !== "object" || target === null || Array.isArray(target)) return null;
  const value: unknown = Object.hasOwn(target, name) ? Reflect.get(target, name) : null;
  return typeof value === "function" ? null : (value ?? null);
}

function contextOf(view: unknown): TemplateContext {
  const variables = new Map<string, unknown>();
  return {
    lookup: (name) => variables.get(name) ?? ownMember(view, name),
    setVariable: (name, value) => variables.set(name, value),
    addExport: () => undefined,
  };
}

export function printRoot(name: string, root: CompiledRoot, view: unknown): string {
  const frame = new Frame();
  frame.topLevel = true;
  let outcome: { readonly error: unknown; readonly text: string | undefined } = { error: "it did not end", text: undefined };
  root(environment, contextOf(view), frame, runtime, (error, text) => {
    outcome = { error, text };
  });
  if (outcome.text !== undefined) return outcome.text;
  throw new Error(`Template ${name}: ${outcome.error instanceof Error ? outcome.error.message : String(outcome.error)}.`, {
    cause: outcome.error,
  });
}
