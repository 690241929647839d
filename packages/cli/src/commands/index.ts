import type { Command } from "../command.js";

/** Every command, loaded only when it is called. The order is that of the help. */
export const commands: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<Command> }>> = {
  init: { summary: "write a commented document to start from", load: async () => (await import("./init.js")).init },
  check: { summary: "report what is wrong with a document; write nothing", load: async () => (await import("./check.js")).check },
  render: { summary: "write the files of every machine and of the cluster", load: async () => (await import("./render.js")).render },
  prove: {
    summary: "print what is proved of each VIP's failover, and how long it takes",
    load: async () => (await import("./prove.js")).prove,
  },
  explain: { summary: "tell the way of one request through the edge", load: async () => (await import("./explain.js")).explain },
  rule: { summary: "explain a diagnostic: the law, why, an example, the fix", load: async () => (await import("./rule.js")).rule },
  schema: { summary: "print the document's JSON Schema, for editors", load: async () => (await import("./schema.js")).schema },
};
