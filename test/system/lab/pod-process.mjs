// Pods of one node: HTTP servers on 127.0.0.1 that answer with who they are and what reached them.
//   node pod-process.mjs NODE POD=PORT…
import { createServer } from "node:http";

const [node, ...pods] = process.argv.slice(2);

for (const [pod, port] of pods.map((argument) => argument.split("="))) {
  const server = createServer({ keepAliveTimeout: 1000 }, (request, response) => {
    const { host, "x-forwarded-for": forwardedFor, "x-forwarded-proto": forwardedProto, "x-real-ip": client } = request.headers;
    const body = JSON.stringify({ pod, node, client, forwardedFor, forwardedProto, host, path: request.url, headers: request.headers });
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) }).end(body);
  });
  server.listen(Number(port), "127.0.0.1");
}
