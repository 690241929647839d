import { documentJsonSchema } from "@edgewright/core";
import type { Command } from "../command.js";

/** The text of the schema, as `schema` prints it and `init` writes it. */
export const schemaText = (): string => `${JSON.stringify({ $id: "edgewright.schema.json", ...documentJsonSchema() }, null, 2)}\n`;

export const schema: Command = {
  name: "schema",
  usage: "schema",
  summary: "Prints the JSON Schema of the document (draft 2020-12), with which an editor completes and checks it.",
  options: {},
  examples: [
    ["edgewright schema > edgewright.schema.json", 'then, first in edge.yaml: "# yaml-language-server: $schema=edgewright.schema.json"'],
  ],
  run: async (_given, terminal) => {
    terminal.out(schemaText());
    return 0;
  },
};
