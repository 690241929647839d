import { proxiesOf, type Server, serversOf } from "../files/proxies.js";
import type { ControllerFiles, ControllerPort } from "../files/read-kubernetes.js";
import type { FileRule, FileViolation } from "./file-rule.js";

const speaks = (expects: boolean, port: ControllerPort): boolean => expects && port.carriesRequests;

/** What is wrong with the way in which a server line speaks to one of the controller's ports. */
function checkServer(server: Server, where: string, controller: ControllerFiles, report: (violation: FileViolation) => void): void {
  const portOf = (nodePort: number | null) => controller.ports.find((port) => port.nodePort === nodePort) ?? null;
  const traffic = portOf(server.port);
  const { expectsProxyProtocol: expects, at } = controller;
  const related = [{ message: `the controller ${expects ? "expects it" : "does not expect it"}`, at }];
  if (traffic !== null && server.sendsProxy !== speaks(expects, traffic)) {
    report({
      message: `${where} ${server.sendsProxy ? "sends" : "does not send"} PROXY protocol to node port ${server.port}`,
      at: server.at,
      related,
      fix: server.sendsProxy ? 'take send-proxy-v2 out, or use-proxy-protocol: "true"' : "send-proxy-v2",
    });
    return;
  }
  const checked = server.checked ? portOf(server.checkPort ?? server.port) : null;
  if (checked === null || server.checkSendsProxy === speaks(expects, checked)) return;
  report({
    message: `${where} ${server.checkSendsProxy ? "sends" : "does not send"} PROXY protocol with its checks of node port ${checked.nodePort}`,
    at: server.at,
    related: checked.carriesRequests ? related : [{ message: "the health port speaks plain HTTP", at: checked.at }],
    fix: server.checkSendsProxy ? "take check-send-proxy out" : "check-send-proxy",
  });
}

/** Both ends say it, or neither. */
export const proxyProtocolBothEnds: FileRule = {
  id: "proxy-protocol-both-ends",
  law: "HAProxy sends PROXY protocol to the controller's node ports, with checks too, exactly when the controller's ConfigMap expects it",
  why: "said at one end only, every request fails: the controller reads the header as a request, or waits for one that never comes",
  source: "HAProxy configuration manual, send-proxy-v2 and check-send-proxy; ingress-nginx, ConfigMap, use-proxy-protocol",
  severity: "error",
  safety: true,
  breaks: `--- kubernetes/ingress-nginx.yaml
-  use-proxy-protocol: "false"
+  use-proxy-protocol: "true"`,
  keeps: `--- kubernetes/ingress-nginx.yaml
-  use-proxy-protocol: "false"
+  use-proxy-protocol: "no"`,
  fix: 'send-proxy-v2 on the server lines and use-proxy-protocol: "true", or neither',
  check: ({ machines, controller }, report) => {
    if (controller === null) return;
    for (const { name, haproxy } of machines)
      for (const proxy of haproxy === null ? [] : proxiesOf(haproxy))
        for (const server of serversOf(proxy))
          checkServer(server, `${proxy.kind} ${proxy.name} on ${name}: ${server.name}`, controller, report);
  },
  unjudged: ({ controller }) => {
    if (controller === null) return ["no ConfigMap in kubernetes/ says use-proxy-protocol"];
    return controller.ports.length === 0 ? ["no Service beside the controller's ConfigMap has node ports"] : [];
  },
};
