// Stands for many nodes at once: on each address an HTTP server that says the node's name.
//   node named-servers-process.mjs PORT NODE=ADDRESS…; { stop: NODE } closes one, { start: NODE } opens it again
import { createServer } from "node:http";

const [port, ...nodes] = process.argv.slice(2);
const addresses = new Map(nodes.map((argument) => argument.split("=")));
const servers = new Map();

const start = (node) => {
  const body = JSON.stringify({ node });
  const server = createServer((_, response) => response.writeHead(200, { connection: "close" }).end(body));
  servers.set(node, server.listen(Number(port), addresses.get(node)));
};

for (const node of addresses.keys()) start(node);
process.on("message", ({ stop: stopped, start: started }) => {
  if (stopped !== undefined) servers.get(stopped).close();
  if (started !== undefined) start(started);
});
process.on("disconnect", () => process.exit(0));
