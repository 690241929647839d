// Makes docs/document.md from the document's JSON Schema, so that every field of the model is on the page and none that is not.

/** The part of JSON Schema that the model uses. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
}

const code = (value: unknown): string => `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;

function kindOf(schema: Schema): string {
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(", ");
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(kindOf))].join(" or ");
  if (schema.type === "array") return `list of ${schema.items === undefined ? "values" : kindOf(schema.items)}`;
  if (schema.type === "object") return "mapping";
  const range = schema.minimum === undefined || schema.maximum === undefined ? "" : ` ${schema.minimum}–${schema.maximum}`;
  return `${schema.type ?? "value"}${range}`;
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

interface Row {
  readonly path: string;
  readonly schema: Schema;
  readonly required: boolean;
}

/** Every field below a schema, in the order of the model; the branches of a choice one after the other, each field once. */
function rowsOf(schema: Schema, path: string): readonly Row[] {
  const branches = schema.anyOf ?? [schema];
  const rows = branches.flatMap((branch) => {
    if (branch.type === "array" && branch.items !== undefined) return rowsOf(branch.items, `${path}[]`);
    if (typeof branch.additionalProperties === "object" && path !== "") return rowsOf(branch.additionalProperties, `${path}.NAME`);
    return Object.entries(branch.properties ?? {}).flatMap(([name, field]): readonly Row[] => {
      const at = path === "" ? name : `${path}.${name}`;
      return [{ path: at, schema: field, required: branch.required?.includes(name) === true }, ...rowsOf(field, at)];
    });
  });
  return rows.filter((row, index) => rows.findIndex((other) => other.path === row.path) === index);
}

function line({ path, schema, required }: Row): string {
  const fallback = schema.default === undefined ? (required ? "required" : "") : code(schema.default);
  const example = schema.examples?.[0] === undefined ? "" : code(schema.examples[0]);
  return `| \`${path}\` | ${cell(kindOf(schema))} | ${cell(fallback)} | ${cell(schema.description ?? "")} | ${cell(example)} |`;
}

const heading = `# The document, field by field

Generated from the schema (\`edgewright schema\`), which an editor uses to complete and check: the starter's first line points to it.
Durations are strings (\`500ms\`, \`3s\`, \`2m\`). Addresses are compared as addresses, never as text. Versions stand in quotes: an unquoted 3.10 is the number 3.1.
A secret is \`{ env: NAME }\` or \`{ file: PATH }\`, never its value.
`;

/** The page's text. */
export function documentPage(schema: Schema): string {
  const sections = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const rows = [{ path: name, schema: field, required: schema.required?.includes(name) === true }, ...rowsOf(field, name)];
    return `## ${name}\n\n| field | value | default | meaning | example |\n| --- | --- | --- | --- | --- |\n${rows.map(line).join("\n")}\n`;
  });
  return `${heading}\n${sections.join("\n")}`;
}
