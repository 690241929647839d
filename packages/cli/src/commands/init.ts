import type { Command } from "../command.js";
import { UsageError } from "../errors.js";
import { createNewFile, readInput } from "../files.js";
import { nodesFromKubectl } from "../init/kubectl-nodes.js";
import { exampleNodes, starter } from "../init/starter.js";
import { schemaText } from "./schema.js";

const schemaFile = "edgewright.schema.json";

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
    const [file = "edge.yaml", ...more] = given.files;
    if (more.length > 0) throw new UsageError("init writes one FILE", "name one");
    const from = given.one("nodes");
    const nodes = from === null ? exampleNodes : nodesFromKubectl(await readInput(from), from === "-" ? "standard input" : from);
    const schemaPath = file.replace(/[^/]*$/, schemaFile);
    if (!(await createNewFile(file, starter(nodes, schemaFile))))
      throw new UsageError(`${file} is there already`, "init never overwrites: name another FILE, or move it away");
    const schemaIsNew = await createNewFile(schemaPath, schemaText());
    terminal.out(
      `wrote ${file}${schemaIsNew ? ` and ${schemaPath}` : ""}\nnext: change its names and addresses, then\n  edgewright check ${file}\n`,
    );
    return 0;
  },
};
