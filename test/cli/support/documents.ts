import { example } from "./folder.js";

/** The document of the README: every test that needs a sound one takes this. */
export const smallest = example("on-prem").replace(/^#.*\n/, "");

/** The same with one thing changed, which must be there. */
export function change(from: string, to: string): string {
  if (!smallest.includes(from)) throw new Error(`the document has no ${from}`);
  return smallest.replace(from, to);
}

/** A document as that of another edge of the same cluster: its own name, machines, address and router ID on one segment. */
export const asWest = (document: string): string =>
  document
    .replace("name: on-prem", "name: west")
    .replaceAll("hapxy1", "hapxy3")
    .replaceAll("hapxy2", "hapxy4")
    .replace("192.168.103.11/", "192.168.103.13/")
    .replace("192.168.103.12/", "192.168.103.14/")
    .replace("192.168.103.10", "192.168.103.9")
    .replace("virtualRouterId: 51", "virtualRouterId: 52");

/** The same as the source of a module: `return` it, export it, or hand it on. */
export const asModule = `{
  apiVersion: "edgewright/v1",
  name: "on-prem",
  cluster: {
    nodes: [1, 2, 3].map((each) => ({ name: "worker-" + each, address: "192.168.103.2" + each })),
    ingress: { controller: "ingress-nginx", nodePorts: { http: 32729, https: 32366 } },
  },
  loadBalancers: [
    { name: "hapxy1", address: "192.168.103.11/24", interface: "ens160" },
    { name: "hapxy2", address: "192.168.103.12/24", interface: "ens160" },
  ],
  vips: [{ name: "public", address: "192.168.103.10", virtualRouterId: 51, primary: "hapxy1", backup: "hapxy2" }],
  routes: [{ host: "shop.example.com", service: { name: "shop", port: 80 }, tls: { secretName: "shop-tls" } }],
}`;

/** A document whose keepalived.conf and haproxy.cfg hold secrets. */
export const withSecrets = (password: string, stats: string): string =>
  `${change("backup: hapxy2 }", `backup: hapxy2, failover: { max: 8s, auth: { password: ${password} } } }`)}observability:\n  stats: { port: 8404, auth: { username: ops, password: ${stats} } }\n`;
