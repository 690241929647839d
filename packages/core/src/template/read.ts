import type * as nodes from "nunjucks/src/nodes.js";
import { type BinaryExpression, type Expression, isIdentifier, type NewName, type Statement } from "./ast.js";
import { refusal } from "./messages.js";
import type { Fault, Place, Problems } from "./problems.js";

/** Deeper templates are refused, so that neither the check nor Nunjucks' compiler can run out of stack. */
const maxDepth = 100;

/** Operators that bind no tighter in JavaScript, to which Nunjucks copies operands without parentheses, than in the template. */
const atoms: ReadonlySet<nodes.Node["typename"]> = new Set(["Literal", "Symbol", "LookupVal", "Group", "Filter", "FunCall"]);

const binary: Readonly<Record<nodes.Binary["typename"], BinaryExpression["kind"]>> = {
  And: "and",
  Or: "or",
  Add: "arithmetic",
  Sub: "arithmetic",
  Mul: "arithmetic",
  Concat: "concat",
};

const comparisons: ReadonlyMap<string, BinaryExpression["kind"]> = new Map([
  ["==", "equal"],
  ["!=", "unequal"],
  ["<", "order"],
  [">", "order"],
  ["<=", "order"],
  [">=", "order"],
]);

/** Turns Nunjucks' tree into ours. It is a whitelist: every node that has no case here is reported, wherever it stands. */
export class Reader {
  readonly #problems: Problems;
  #depth = 0;

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  statements(node: nodes.Node): readonly Statement[] {
    if (node.typename !== "NodeList" && node.typename !== "Root") return this.#nested(node, [], () => this.#statement(node));
    return this.#nested(node, [], () => node.children.flatMap((child) => this.statements(child)));
  }

  #statement(node: nodes.Node): readonly Statement[] {
    switch (node.typename) {
      case "Output":
        return node.children.flatMap((child) =>
          child.typename === "TemplateData" ? [] : [{ kind: "hole", expression: this.#expression(child) }],
        );
      case "If":
        return [
          { kind: "if", condition: this.#expression(node.cond), body: this.statements(node.body), otherwise: this.#optional(node.else_) },
        ];
      case "For":
        return this.#loop(node);
      case "Set":
        return this.#set(node);
      case "Macro":
        return this.#macro(node);
      case "Block":
        this.#refuse(placeOf(node), refusal(node.typename));
        return this.statements(node.body);
      default:
        this.#refuse(placeOf(node), refusal(node.typename));
        return [];
    }
  }

  #optional(node: nodes.Node | null): readonly Statement[] {
    return node === null ? [] : this.statements(node);
  }

  #loop(node: nodes.For): readonly Statement[] {
    const list = this.#expression(node.arr);
    const variable = this.#newName(node.name, "LoopNames");
    const body = this.statements(node.body);
    const otherwise = this.#optional(node.else_);
    return variable === null ? [...body, ...otherwise] : [{ kind: "for", variable, list, body, otherwise }];
  }

  #set(node: nodes.SetTag): readonly Statement[] {
    const [target, ...others] = node.targets;
    if (node.value === null || target === undefined || others.length > 0) {
      this.#refuse(placeOf(node), refusal(node.value === null ? "SetBody" : "SetNames"));
      return [];
    }
    const value = this.#expression(node.value);
    const name = this.#newName(target, "SetNames");
    return name === null ? [] : [{ kind: "set", name, value }];
  }

  #macro(node: nodes.Macro): readonly Statement[] {
    const name = this.#newName(node.name, "MacroNames");
    const parameters = node.args.children.map((child) => this.#newName(child, "MacroNames"));
    const body = this.statements(node.body);
    const known = parameters.filter((parameter) => parameter !== null);
    return name === null || known.length < parameters.length ? [] : [{ kind: "macro", name, parameters: known, body }];
  }

  /** Nunjucks pastes a name between quotes into the code that it makes, and its lexer lets quotes into names: only identifiers pass. */
  #newName(node: nodes.Node, otherwise: string): NewName | null {
    if (node.typename === "Symbol" && isIdentifier(node.value)) return { name: node.value, place: placeOf(node) };
    this.#refuse(placeOf(node), refusal(node.typename === "Symbol" ? "Identifier" : otherwise));
    return null;
  }

  #expression(node: nodes.Node): Expression {
    return this.#nested(node, refused(node), () => this.#expressionOf(node));
  }

  #expressionOf(node: nodes.Node): Expression {
    const place = placeOf(node);
    switch (node.typename) {
      case "Literal":
        return this.#literal(node);
      case "Symbol":
        return isIdentifier(node.value) ? { kind: "name", name: node.value, place } : this.#refusedAs(node, "Identifier");
      case "Group":
        return this.#only(node);
      case "LookupVal":
        return this.#member(node);
      case "FunCall":
      case "Filter":
        return this.#call(node);
      case "InlineIf":
        return this.#choice(node);
      case "Not":
      case "Neg":
        if (!atoms.has(node.target.typename) && !(node.typename === "Not" && node.target.typename === "Not"))
          return this.#refusedAs(node, "Parentheses");
        return { kind: node.typename === "Not" ? "not" : "negative", operand: this.#expression(node.target), place };
      case "And":
      case "Or":
      case "Add":
      case "Sub":
      case "Mul":
      case "Concat":
        return this.#binary(node);
      case "Compare":
        return this.#comparison(node);
      default:
        return this.#refusedAs(node, node.typename);
    }
  }

  #literal(node: nodes.Literal): Expression {
    const { value } = node;
    if (typeof value === "object" && value !== null) return this.#refusedAs(node, "RegExp");
    if (typeof value === "number" && !Number.isFinite(value)) return this.#refusedAs(node, "Infinity");
    const length = typeof value === "string" ? value.length + 2 : String(value).length;
    return { kind: "literal", value, place: { ...placeOf(node), length } };
  }

  #only(node: nodes.Group): Expression {
    const [inner, ...others] = node.children;
    return inner === undefined || others.length > 0 ? this.#refusedAs(node, "Group") : this.#expression(inner);
  }

  #member(node: nodes.LookupVal): Expression {
    if (node.target === null) return this.#refusedAs(node, "Nothing");
    const target = this.#expression(node.target);
    if (node.val?.typename === "Literal" && typeof node.val.value === "string") {
      return { kind: "member", target, name: node.val.value, place: placeOf(node.val) };
    }
    return this.#refusedAs(node, "Computed");
  }

  #call(node: nodes.Call): Expression {
    if (node.name === null) return this.#refusedAs(node, "Nothing");
    // A {% call %} block comes as a keyword argument that has no place of its own.
    if (node.args.children.some(({ typename }) => typename === "KeywordArgs")) return this.#refusedAs(node.name, "KeywordArgs");
    const values = node.args.children.map((value) => this.#expression(value));
    if (node.name.typename !== "Symbol") return this.#refusedAs(node, "FunCall");
    const { value: name } = node.name;
    const place = placeOf(node.name);
    if (node.typename === "FunCall") return { kind: "call", name, values, place };
    const [input, ...rest] = values;
    return input === undefined ? this.#refusedAs(node, "Filter") : { kind: "filter", name, input, values: rest, place };
  }

  #choice(node: nodes.InlineIf): Expression {
    const [condition, then] = [this.#expression(node.cond), this.#expression(node.body)];
    if (node.else_ === null) return this.#refusedAs(node, "InlineIf");
    return { kind: "choice", condition, then, otherwise: this.#expression(node.else_), place: then.place };
  }

  #binary(node: nodes.Binary): Expression {
    const operands = [node.left, node.right];
    if (node.typename === "Concat" && !operands.every(({ typename }) => atoms.has(typename) || typename === "Concat"))
      return this.#refusedAs(node, "Parentheses");
    const [left, right] = [this.#expression(node.left), this.#expression(node.right)];
    return { kind: binary[node.typename], left, right, place: left.place };
  }

  #comparison(node: nodes.Compare): Expression {
    const [operand, ...others] = node.ops;
    const kind = comparisons.get(operand?.type ?? "");
    if (operand === undefined || others.length > 0) return this.#refusedAs(node, "CompareChain");
    const [left, right] = [this.#expression(node.expr), this.#expression(operand.expr)];
    const place = { ...placeOf(operand), length: operand.type.length };
    if (kind !== undefined) return { kind, left, right, place };
    this.#refuse(place, refusal("Strict"));
    return { kind: "refused", place };
  }

  #refusedAs(node: nodes.Node, why: string): Expression {
    this.#refuse(placeOf(node), refusal(why));
    return refused(node);
  }

  #refuse(place: Place, fault: Fault): void {
    this.#problems.add(place, fault);
  }

  #nested<Result>(node: nodes.Node, otherwise: Result, read: () => Result): Result {
    if (this.#depth >= maxDepth) {
      this.#refuse(placeOf(node), refusal("Depth"));
      return otherwise;
    }
    this.#depth += 1;
    const result = read();
    this.#depth -= 1;
    return result;
  }
}

function refused(node: nodes.Node): Expression {
  return { kind: "refused", place: placeOf(node) };
}

/** Nunjucks counts from 0. */
function placeOf(node: nodes.Node | nodes.Place): Place {
  const name = "value" in node && typeof node.value === "string" ? node.value : "";
  return { line: node.lineno + 1, column: node.colno + 1, length: Math.max(1, name.length) };
}
