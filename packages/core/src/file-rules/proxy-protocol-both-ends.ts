import { type HaproxyProxy, proxiesOf, type Server, serversOf } from "../files/proxies.js";
import type { ControllerFiles, ControllerPort } from "../files/read-kubernetes.js";
import type { FileRule, FileViolation } from "./file-rule.js";

const speaks = (expects: boolean, port: ControllerPort): boolean => expects && port.carriesRequests;

interface Trouble {
  readonly what: string;
  readonly at: ControllerPort["at"] | null;
  readonly fix: string;
}

/** What is wrong with the way in which a server line speaks to one of the controller's ports; null where both ends agree. */
function troubleOf(server: Server, { ports, expectsProxyProtocol: expects }: ControllerFiles): Trouble | null {
  const portOf = (nodePort: number | null) => ports.find((port) => port.nodePort === nodePort) ?? null;
  const traffic = portOf(server.port);
  if (traffic !== null && server.sendsProxy !== speaks(expects, traffic)) {
    const [does, fix] = server.sendsProxy
      ? ["sends", 'take send-proxy-v2 out, or use-proxy-protocol: "true"']
      : ["does not send", "send-proxy-v2"];
    return { what: `${does} PROXY protocol to node port ${server.port}`, at: null, fix };
  }
  const checked = server.checked ? portOf(server.checkPort ?? server.port) : null;
  if (checked === null || server.checkSendsProxy === speaks(expects, checked)) return null;
  const [does, fix] = server.checkSendsProxy ? ["sends", "take check-send-proxy out"] : ["does not send", "check-send-proxy"];
  return {
    what: `${does} PROXY protocol with its checks of node port ${checked.nodePort}`,
    at: checked.carriesRequests ? null : checked.at,
    fix,
  };
}

/** One violation for each proxy: its servers are written alike, and are mended alike. */
function checkProxy(proxy: HaproxyProxy, machine: string, controller: ControllerFiles, report: (violation: FileViolation) => void): void {
  const troubled = serversOf(proxy).flatMap((server) => {
    const trouble = troubleOf(server, controller);
    return trouble === null ? [] : [{ server, trouble }];
  });
  const [first] = troubled;
  if (first === undefined) return;
  const { what, at, fix } = first.trouble;
  const more = troubled.length === 1 ? "" : ` (and ${troubled.length - 1} more)`;
  const expects = `the controller ${controller.expectsProxyProtocol ? "expects it" : "does not expect it"}`;
  report({
    message: `${proxy.kind} ${proxy.name} on ${machine}: ${first.server.name}${more} ${what}`,
    at: first.server.at,
    related: [at === null ? { message: expects, at: controller.at } : { message: "the health port speaks plain HTTP", at }],
    fix,
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
      for (const proxy of haproxy === null ? [] : proxiesOf(haproxy)) checkProxy(proxy, name, controller, report);
  },
  unjudged: ({ controller }) => {
    if (controller === null) return ["no ConfigMap in kubernetes/ says use-proxy-protocol"];
    return controller.ports.length === 0 ? ["no Service beside the controller's ConfigMap has node ports"] : [];
  },
};
