// What this folder uses of Nunjucks 3.2.4's own modules, which have no types of their own. Lines and columns count from 0 there.
// Only files that the public types do not reach may import these modules: a .d.ts among the sources is not shipped.

declare module "nunjucks/src/nodes.js" {
  export interface Place {
    readonly lineno: number;
    readonly colno: number;
  }
  export interface List extends Place {
    readonly typename: "NodeList" | "Root";
    readonly children: readonly Node[];
  }
  export interface Literal extends Place {
    readonly typename: "Literal";
    readonly value: string | number | boolean | null | RegExp;
  }
  export interface TemplateData extends Place {
    readonly typename: "TemplateData";
    readonly value: string;
  }
  /** A name. The lexer ends it only at white space and delimiters, so it may hold quotes and backticks. */
  export interface Name extends Place {
    readonly typename: "Symbol";
    readonly value: string;
  }
  export interface Group extends Place {
    readonly typename: "Group";
    readonly children: readonly Node[];
  }
  export interface LookupVal extends Place {
    readonly typename: "LookupVal";
    /** `null` where the text has nothing before the dot: `).x`. */
    readonly target: Node | null;
    /** `null` for `x[]`. The place of a member's name is here; the node's own is that of the dot. */
    readonly val: Node | null;
  }
  export interface Call extends Place {
    readonly typename: "FunCall" | "Filter";
    /** `null` where the text has nothing before the parenthesis. */
    readonly name: Node | null;
    readonly args: { readonly children: readonly Node[] };
  }
  export interface InlineIf extends Place {
    readonly typename: "InlineIf";
    readonly cond: Node;
    readonly body: Node;
    readonly else_: Node | null;
  }
  export interface Unary extends Place {
    readonly typename: "Not" | "Neg";
    readonly target: Node;
  }
  export interface Binary extends Place {
    readonly typename: "And" | "Or" | "Add" | "Sub" | "Mul" | "Concat";
    readonly left: Node;
    readonly right: Node;
  }
  export interface Compare extends Place {
    readonly typename: "Compare";
    readonly expr: Node;
    readonly ops: readonly (Place & { readonly expr: Node; readonly type: string })[];
  }
  export interface Output extends Place {
    readonly typename: "Output";
    readonly children: readonly Node[];
  }
  export interface If extends Place {
    readonly typename: "If";
    readonly cond: Node;
    readonly body: Node;
    readonly else_: Node | null;
  }
  export interface For extends Place {
    readonly typename: "For";
    readonly arr: Node;
    readonly name: Node;
    readonly body: Node;
    readonly else_: Node | null;
  }
  export interface SetTag extends Place {
    readonly typename: "Set";
    readonly targets: readonly Node[];
    /** `null` for the form with a body. */
    readonly value: Node | null;
  }
  export interface Macro extends Place {
    readonly typename: "Macro";
    readonly name: Node;
    readonly args: { readonly children: readonly Node[] };
    readonly body: Node;
  }
  export interface Block extends Place {
    readonly typename: "Block";
    readonly body: Node;
  }
  /** The nodes that no template may hold. A node that a later Nunjucks adds is refused like them. */
  export interface Refused extends Place {
    readonly typename:
      | "Array"
      | "AsyncAll"
      | "AsyncEach"
      | "CallExtension"
      | "CallExtensionAsync"
      | "Caller"
      | "Capture"
      | "Case"
      | "Dict"
      | "Div"
      | "Extends"
      | "FilterAsync"
      | "FloorDiv"
      | "FromImport"
      | "IfAsync"
      | "Import"
      | "In"
      | "Include"
      | "Is"
      | "KeywordArgs"
      | "Mod"
      | "Pair"
      | "Pos"
      | "Pow"
      | "Super"
      | "Switch";
  }
  export type Node =
    | List
    | Literal
    | TemplateData
    | Name
    | Group
    | LookupVal
    | Call
    | InlineIf
    | Unary
    | Binary
    | Compare
    | Output
    | If
    | For
    | SetTag
    | Macro
    | Block
    | Refused;
}

declare module "nunjucks/src/lexer.js" {
  export interface Tokenizer {
    readonly lineno: number;
    readonly colno: number;
  }
  const lexer: { lex(text: string, options: { readonly trimBlocks: boolean; readonly lstripBlocks: boolean }): Tokenizer };
  export default lexer;
}

declare module "nunjucks/src/parser.js" {
  import type { Tokenizer } from "nunjucks/src/lexer.js";
  import type { List } from "nunjucks/src/nodes.js";
  export interface Parsing {
    parseAsRoot(): List;
    /** Reads {% raw %} and {% verbatim %}. */
    parseRaw: (tag?: string) => never;
    /** Throws an error that holds the place of the token that comes next. */
    fail(message: string): never;
  }
  const parser: { readonly Parser: new (tokens: Tokenizer) => Parsing };
  export default parser;
}

declare module "nunjucks/src/compiler.js" {
  import type { List } from "nunjucks/src/nodes.js";

  const compiler: {
    readonly Compiler: new (templateName: string, throwOnUndefined: boolean) => { compile(root: List): void; getCode(): string };
  };
  export default compiler;
}
