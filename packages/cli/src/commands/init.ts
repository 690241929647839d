import type { Command, Given } from "../command.js";
import { UsageError } from "../errors.js";
import { createNewFile } from "../files.js";
import { nodesFromKubectl, type StarterNode } from "../init/kubectl-nodes.js";
import { exampleNodes, starter } from "../init/starter.js";
import { readArgument } from "../input.js";
import type { Terminal } from "../terminal.js";
import { schemaFile, schemaText } from "./schema.js";

/** The document to write: it is YAML, and its name must say so for whoever reads it later. */
function targetOf({ files }: Given): string {
  const [file = "edge.yaml", ...more] = files;
  if (more.length > 0) throw new UsageError("init writes one FILE", `edgewright init ${file}`);
  if (!/\.ya?ml$/i.test(file)) throw new UsageError(`init writes YAML, and ${file} is not a name for it`, "edgewright init edge.yaml");
  return file;
}

async function nodesOf(from: string | null, terminal: Terminal): Promise<readonly StarterNode[]> {
  if (from === null) return exampleNodes;
  return nodesFromKubectl(await readArgument(from, terminal), from === "-" ? "standard input" : from);
}

export const init: Command = {
  name: "init",
  usage: "init [FILE] [--nodes FILE]",
  summary:
    "Writes a commented document for two load balancers before a cluster, and its JSON Schema beside it. Never overwrites; asks nothing.",
  options: { nodes: { value: "FILE", help: "take the nodes from the output of `kubectl get nodes -o json`; - is standard input" } },
  examples: [
    ["edgewright init", "writes edge.yaml"],
    ["kubectl get nodes -o json | edgewright init --nodes -", "the same with your cluster's nodes in it"],
  ],
  run: async (given, terminal) => {
    const file = targetOf(given);
    const nodes = await nodesOf(given.one("nodes"), terminal);
    if (!(await createNewFile(file, starter(nodes, schemaFile))))
      throw new UsageError(`${file} is there already, and init never overwrites`, `edgewright check ${file}, or init another FILE`);
    const schemaPath = file.replace(/[^/]*$/, schemaFile);
    const schemaIsNew = await createNewFile(schemaPath, schemaText());
    terminal.out(
      `wrote ${file}${schemaIsNew ? ` and ${schemaPath}` : ""}\nnext: change its names and addresses, then\n  edgewright check ${file}\n`,
    );
    return 0;
  },
};
