import { documentJsonSchema } from "@edgewright/core";
import type { Command } from "../command.js";
import { UsageError } from "../errors.js";

/** The file beside a document that its first line points to. */
export const schemaFile = "edgewright.schema.json";

/** The text of the schema, as `schema` prints it and `init` writes it. */
export const schemaText = (): string => `${JSON.stringify({ $id: schemaFile, ...documentJsonSchema() }, null, 2)}\n`;

export const schema: Command = {
  name: "schema",
  usage: "schema",
  summary: "Prints the JSON Schema of the document (draft 2020-12), with which an editor completes and checks it.",
  options: {},
  examples: [[`edgewright schema > ${schemaFile}`, `then, first in edge.yaml: "# yaml-language-server: $schema=${schemaFile}"`]],
  run: async (given, terminal) => {
    if (given.files.length > 0) throw new UsageError("schema takes no FILE: it is the same for all", `edgewright schema > ${schemaFile}`);
    terminal.out(schemaText());
    return 0;
  },
};
