import { describe, expect, it } from "vitest";
import { planWith } from "../plan-testing.js";
import { lowerConfigMap, lowerService } from "./controller.js";

function on(fields: string) {
  const plan = planWith(fields);
  if (plan.ingress === null) throw new Error("no controller");
  return [plan, plan.ingress] as const;
}

const cluster = (ingress: string, address = "192.168.103.21"): string =>
  `cluster: { nodes: [{ name: worker-1, address: ${address} }, { name: worker-2, address: 192.168.103.22 }], ingress: { controller: ingress-nginx, ${ingress} } }\n`;
const ports = "nodePorts: { http: 32729, https: 32366 }";
const http = { name: "http", port: 80, targetPort: "http", targetPortNumber: null, nodePort: 32729 };
const https = { name: "https", port: 443, targetPort: "https", targetPortNumber: null, nodePort: 32366 };

describe("the controller's Service", () => {
  it("opens the node ports that HAProxy sends to", () => {
    expect(lowerService(...on(""))).toMatchObject({
      metadata: { name: "ingress-nginx-controller", namespace: "ingress-nginx", annotations: [] },
      externalTrafficPolicy: "Cluster",
      dualStack: false,
      selector: [
        { key: "app.kubernetes.io/component", value: "controller" },
        { key: "app.kubernetes.io/instance", value: "ingress-nginx" },
        { key: "app.kubernetes.io/name", value: "ingress-nginx" },
      ],
      ports: [http, https],
    });
  });

  it("opens the health port too, by its number: the controller's own manifests do not name it", () => {
    expect(lowerService(...on(cluster("nodePorts: { http: 32729, https: 32366, health: 32254 }"))).ports).toEqual([
      http,
      https,
      { name: "health", port: 10_254, targetPort: null, targetPortNumber: 10_254, nodePort: 32_254 },
    ]);
  });

  it("has the policy and the namespace that the document names", () => {
    const service = lowerService(...on(cluster(`${ports}, externalTrafficPolicy: Local, namespace: edge`)));
    expect([service.externalTrafficPolicy, service.metadata.namespace]).toEqual(["Local", "edge"]);
  });

  it.each([
    ["192.168.103.21", false],
    ["[192.168.103.21, '2001:db8::21']", true],
    ["'2001:db8::21'", true],
  ])("wants both families where the nodes have both: %s", (address, dualStack) => {
    expect(lowerService(...on(cluster(ports, address))).dualStack).toBe(dualStack);
  });
});

const data = (forwarded: string, proxy: string) => [
  { key: "use-forwarded-headers", value: `"${forwarded}"` },
  { key: "use-proxy-protocol", value: `"${proxy}"` },
];

describe("the controller's ConfigMap is the other half of clientIp", () => {
  const listeners = (https: string): string =>
    `vips: [{ name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2, listeners: { https: { ${https} } } }]\n`;
  const terminate = listeners("mode: terminate, certificate: /etc/haproxy/certs/shop.pem");

  it.each<[string, string, readonly object[] | null]>([
    ["nothing to be trusted, said so that what was on before is off", "", data("false", "false")],
    ["PROXY protocol", "clientIp: proxy-protocol", data("false", "true")],
    ["forwarded-for", `clientIp: forwarded-for\n${listeners("mode: 'off'")}`, data("true", "false")],
    ["termination at HAProxy", terminate, data("true", "false")],
    ["termination behind PROXY protocol", `clientIp: proxy-protocol\n${terminate}`, data("true", "true")],
  ])("%s", (_, fields, expected) => {
    expect(lowerConfigMap(...on(fields)).data).toEqual(expected);
  });
});
