// Stands for a Kubernetes API server: TLS, /readyz, and an answer like a pod's for everything else.
//   node api-server-process.mjs NODE PORT CERTIFICATE KEY; SIGUSR1 turns readiness off and on
import { readFileSync } from "node:fs";
import { createServer } from "node:https";

const [node, port, certificate, key] = process.argv.slice(2);
let ready = true;
process.on("SIGUSR1", () => {
  ready = !ready;
});

const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) => {
  const isProbe = request.url === "/readyz";
  const body = isProbe
    ? "ok"
    : JSON.stringify({ pod: "kube-apiserver", node, client: request.socket.remoteAddress, path: request.url, headers: request.headers });
  response.writeHead(isProbe && !ready ? 500 : 200, { "content-length": Buffer.byteLength(body) }).end(body);
});
server.listen(Number(port));
