/** An edge as large as they come: 50 nodes, 8 VIPs on one pair of machines, and as many routes as asked, of the kinds that people write. */
export function largeDocument(routes) {
  return {
    apiVersion: "edgewright/v1",
    name: "large",
    clientIp: "proxy-protocol",
    cluster: {
      nodes: list(50, (index) => ({ name: `worker-${index}`, address: `192.0.2.${index + 100}`, weight: 1 + (index % 4) })),
      ingress: { controller: "ingress-nginx", nodePorts: { http: 32080, https: 32443 } },
    },
    loadBalancers: list(2, (index) => ({ name: `lb${index}`, address: `192.0.2.${index + 2}/24`, interface: "ens160" })),
    vips: list(8, (index) => ({
      name: `vip-${index}`,
      address: `192.0.2.${index + 10}`,
      virtualRouterId: index + 50,
      primary: `lb${index % 2}`,
      backup: `lb${(index + 1) % 2}`,
    })),
    routes: list(routes, route),
  };
}

const list = (length, of) => Array.from({ length }, (_, index) => of(index));

/** In turn: a host with TLS, one of several paths, one with options, and a second route of the host before it. */
function route(index) {
  const host = `app-${index}.team-${index % 97}.example.com`;
  const namespace = `team-${index % 97}`;
  const service = { name: `app-${index}`, port: 8080 };
  if (index % 4 === 0) return { host, namespace, service, tls: { secretName: `app-${index}` } };
  if (index % 4 === 1) {
    const paths = ["/", "/api", "/static"].map((path, place) => ({
      path,
      pathType: "Prefix",
      service: { name: `app-${index}-${place}`, port: 80 },
    }));
    return { host, namespace, paths };
  }
  const options = { redirectToHttps: false, maxBodySize: "8m", timeouts: { read: "90s" }, allowedSources: ["198.51.100.0/24"] };
  if (index % 4 === 2) return { host, namespace, service, options };
  const sibling = `app-${index - 1}.team-${(index - 1) % 97}.example.com`;
  return { host: sibling, namespace: `team-${(index - 1) % 97}`, paths: [{ path: "/admin", pathType: "Exact", service }], options };
}
