/**
 * The fields of a JSON Schema (draft 2020-12, as zod writes it), and which of them a value reaches. A construct that is not known here throws:
 * what the walk does not understand it cannot have seen.
 */
type Schema = Readonly<Record<string, unknown>>;

/** A place in the schema: `vips[]|0.failover.auth.password|1.file`; `|n` is a branch of a union, `*` any key of a record. */
export type Pointer = string;

export interface Field {
  readonly pointer: Pointer;
  /** `key` is a record's key, which is a text of the document too. */
  readonly part: "value" | "key";
  readonly type: "string" | "number" | "boolean" | "null";
}

export interface Reached extends Field {
  readonly path: readonly (string | number)[];
}

const isSchema = (value: unknown): value is Schema => typeof value === "object" && value !== null && !Array.isArray(value);

function asSchema(value: unknown, pointer: Pointer): Schema {
  if (!isSchema(value)) throw new Error(`${pointer} has no schema of its own`);
  return value;
}

const known: ReadonlySet<string> = new Set(
  "$schema title description examples default minLength maxLength pattern minimum maximum minItems maxItems required type const enum anyOf items properties additionalProperties propertyNames".split(
    " ",
  ),
);

function branchesOf(schema: Schema, pointer: Pointer): readonly Schema[] | null {
  const strange = Object.keys(schema).find((key) => !known.has(key));
  if (strange !== undefined) throw new Error(`${pointer}: the walk does not know ${strange}`);
  const { anyOf } = schema;
  if (anyOf === undefined) return null;
  if (!Array.isArray(anyOf)) throw new Error(`${pointer}: anyOf is no list`);
  return anyOf.map((each) => asSchema(each, pointer));
}

const scalarTypes: Readonly<Record<string, Field["type"]>> = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
  null: "null",
};

const scalarType = ({ type }: Schema): Field["type"] | null => (typeof type === "string" ? (scalarTypes[type] ?? null) : null);

interface Parts {
  readonly properties: readonly (readonly [string, Schema])[];
  readonly values: Schema | null;
  readonly keys: Schema | null;
}

function partsOf(schema: Schema, pointer: Pointer): Parts {
  const properties = isSchema(schema["properties"])
    ? Object.entries(schema["properties"]).map(([key, each]) => [key, asSchema(each, `${pointer}.${key}`)] as const)
    : [];
  const { additionalProperties: more, propertyNames } = schema;
  return { properties, values: isSchema(more) ? more : null, keys: isSchema(propertyNames) ? propertyNames : null };
}

const join = (pointer: Pointer, key: string): Pointer => (pointer === "" ? key : `${pointer}.${key}`);

/** Every scalar field and every record's key below a schema. */
export function fieldsOf(schema: Schema, pointer: Pointer = ""): Field[] {
  const branches = branchesOf(schema, pointer);
  if (branches !== null) return branches.flatMap((branch, index) => fieldsOf(branch, `${pointer}|${index}`));
  const type = scalarType(schema);
  if (type !== null) return [{ pointer, part: "value", type }];
  if (schema["type"] === "array") return fieldsOf(asSchema(schema["items"], pointer), `${pointer}[]`);
  if (schema["type"] !== "object") throw new Error(`${pointer}: the walk does not know the type ${String(schema["type"])}`);
  const { properties, values, keys } = partsOf(schema, pointer);
  const named = properties.flatMap(([key, each]) => fieldsOf(each, join(pointer, key)));
  const record = values === null ? [] : fieldsOf(values, join(pointer, "*"));
  return [...named, ...record, ...(keys === null ? [] : [{ pointer: join(pointer, "*"), part: "key" as const, type: "string" as const }])];
}

const typeOf = (value: unknown): string => (value === null ? "null" : typeof value);

/** Whether a value has the form of a schema, as far as it tells the branches of a union apart. */
function fits(schema: Schema, value: unknown): boolean {
  const branches = branchesOf(schema, "");
  if (branches !== null) return branches.some((branch) => fits(branch, value));
  if (schema["const"] !== undefined) return schema["const"] === value;
  const type = scalarType(schema);
  if (type !== null) return typeOf(value) === type;
  if (schema["type"] === "array") return Array.isArray(value) && value.every((each) => fits(asSchema(schema["items"], ""), each));
  if (!isSchema(value)) return false;
  const { properties, values } = partsOf(schema, "");
  const required: readonly unknown[] = Array.isArray(schema["required"]) ? schema["required"] : [];
  const byName = new Map(properties);
  return (
    required.every((key) => Object.hasOwn(value, String(key))) &&
    Object.entries(value).every(([key, each]) => {
      const own = byName.get(key) ?? values;
      return own !== null && fits(own, each);
    })
  );
}

/** Every field that a value reaches, with the place in the value. A value that is not the schema's reaches what it can. */
export function reachedBy(schema: Schema, value: unknown, pointer: Pointer = "", path: Reached["path"] = []): Reached[] {
  const branches = branchesOf(schema, pointer);
  if (branches !== null)
    return branches.flatMap((branch, index) => (fits(branch, value) ? reachedBy(branch, value, `${pointer}|${index}`, path) : []));
  const type = scalarType(schema);
  if (type !== null) return [{ pointer, part: "value", type, path }];
  if (Array.isArray(value))
    return value.flatMap((each, index) => reachedBy(asSchema(schema["items"], pointer), each, `${pointer}[]`, [...path, index]));
  if (!isSchema(value)) return [];
  const { properties, values, keys } = partsOf(schema, pointer);
  const byName = new Map(properties);
  return Object.entries(value).flatMap(([key, each]): Reached[] => {
    const own = byName.get(key);
    if (own !== undefined) return reachedBy(own, each, join(pointer, key), [...path, key]);
    if (values === null) return [];
    const asKey: Reached[] = keys === null ? [] : [{ pointer: join(pointer, "*"), part: "key", type: "string", path: [...path, key] }];
    return [...asKey, ...reachedBy(values, each, join(pointer, "*"), [...path, key])];
  });
}

export const fieldKey = ({ pointer, part }: Field): string => `${pointer}${part === "key" ? " (key)" : ""}`;
