import type { ViewSchema } from "./template.js";

/** What a value may be. A shape is the list of what it may be: `null` among them means that it may be absent; an empty one cannot occur. */
export type Shape = readonly Option[];

export type Option =
  | { readonly kind: "number" | "boolean" | "null" }
  /** Text that `quote.ts` made. */
  | { readonly kind: "quoted" }
  /** Text that the template put together of what it may print. */
  | { readonly kind: "text" }
  /** A word that is known when the template is compiled: from an enum of the view, or written in the template itself. */
  | { readonly kind: "word"; readonly value: string; readonly own: boolean }
  /** Any other string: anyone may have written it. */
  | { readonly kind: "string" }
  | { readonly kind: "list"; readonly items: Shape }
  | ObjectOption
  /** A value that its schema says nothing about. */
  | { readonly kind: "opaque" }
  /** What a mistake that is reported already leaves: nothing more is said about it. */
  | { readonly kind: "mistake" };

export interface ObjectOption {
  readonly kind: "object";
  readonly schema: ViewSchema;
  /** The whole document, where references lead. */
  readonly root: ViewSchema;
}

export type Kind = Option["kind"];

export const aNumber: Shape = [{ kind: "number" }];
export const aBoolean: Shape = [{ kind: "boolean" }];
export const text: Shape = [{ kind: "text" }];
export const absent: Shape = [{ kind: "null" }];
export const mistake: Shape = [{ kind: "mistake" }];

export function has(shape: Shape, kind: Kind): boolean {
  return shape.some((option) => option.kind === kind);
}

/** True when the shape is one of these kinds whatever happens. A mistake passes for anything. */
export function isOnly(shape: Shape, ...kinds: readonly Kind[]): boolean {
  return shape.every(({ kind }) => kind === "mistake" || kinds.includes(kind));
}

/** The shape that a node of a JSON Schema (draft 2020-12, as zod writes it) describes. */
export function shapeOf(schema: unknown, root: ViewSchema): Shape {
  if (!isRecord(schema)) return [{ kind: "opaque" }];
  const reference = schema["$ref"];
  if (typeof reference === "string") return shapeOf(follow(reference, root), root);
  if (schema["quoted"] === true) return [{ kind: "quoted" }];
  if (Object.hasOwn(schema, "const")) return constant(schema["const"]);
  if (Array.isArray(schema["enum"])) return union(schema["enum"].map(constant));
  const alternatives = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(alternatives)) return union(alternatives.map((alternative) => shapeOf(alternative, root)));
  const type = schema["type"];
  if (Array.isArray(type)) return union(type.map((one) => typed(one, schema, root)));
  return typed(type, schema, root);
}

function typed(type: unknown, schema: ViewSchema, root: ViewSchema): Shape {
  switch (type) {
    case "number":
    case "integer":
      return aNumber;
    case "string":
    case "boolean":
    case "null":
      return [{ kind: type }];
    case "array":
      return [{ kind: "list", items: itemsOf(schema, root) }];
    case "object":
      return [{ kind: "object", schema, root }];
    default:
      return [{ kind: "opaque" }];
  }
}

function itemsOf(schema: ViewSchema, root: ViewSchema): Shape {
  const first = Array.isArray(schema["prefixItems"]) ? schema["prefixItems"] : [];
  const rest = schema["items"] === false ? [] : [schema["items"]];
  return union([...first, ...rest].map((item) => shapeOf(item, root)));
}

function constant(value: unknown): Shape {
  if (typeof value === "string") return [{ kind: "word", value, own: false }];
  if (typeof value === "number") return aNumber;
  if (typeof value === "boolean") return aBoolean;
  return value === null ? absent : [{ kind: "opaque" }];
}

/** What may be one or the other, each option once. */
export function union(shapes: readonly Shape[]): Shape {
  const options = new Map(shapes.flat().map((option) => [shapeKey([option]), option]));
  return [...options.values()];
}

/** Equal for equal shapes of one view. */
export function shapeKey(shape: Shape): string {
  return JSON.stringify(shape, (key, value: unknown) => (key === "root" ? undefined : value));
}

/** The members that an object of the view has. */
export function memberNames(option: ObjectOption): readonly string[] {
  return Object.keys(propertiesOf(option));
}

/** The shape of a member, or null when the view has none of that name. Only the schema's own names count: `constructor` is no member. */
export function memberOf(option: ObjectOption, name: string): Shape | null {
  const properties = propertiesOf(option);
  if (!Object.hasOwn(properties, name)) return null;
  const required = option.schema["required"];
  const shape = shapeOf(properties[name], option.root);
  return Array.isArray(required) && required.includes(name) ? shape : union([shape, absent]);
}

function propertiesOf(option: ObjectOption): ViewSchema {
  const properties = option.schema["properties"];
  return isRecord(properties) ? properties : {};
}

/** Follows `#/$defs/NAME` and `#` (a view that holds itself), by RFC 6901. */
function follow(reference: string, root: ViewSchema): unknown {
  const keys = reference
    .split("/")
    .slice(1)
    .map((key) => decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~"));
  return keys.reduce<unknown>((node, key) => (isRecord(node) && Object.hasOwn(node, key) ? node[key] : undefined), root);
}

function isRecord(value: unknown): value is ViewSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
