import { familyOf, type Plan, type PlanIngress, trustsForwardedHeaders } from "@edgewright/core";
import { quoteScalar } from "../quote.js";
import type { ConfigMapView, ServiceView } from "../view.js";
import { entries, metadata } from "./metadata.js";

/** The name that ingress-nginx's own manifests and chart give to the controller's Service and ConfigMap. */
const controllerName = "ingress-nginx-controller";
const healthPort = 10254;

const selector = {
  "app.kubernetes.io/component": "controller",
  "app.kubernetes.io/instance": "ingress-nginx",
  "app.kubernetes.io/name": "ingress-nginx",
};

function lowerPorts({ nodePorts }: PlanIngress): ServiceView["ports"] {
  const traffic = (name: "http" | "https", port: number, nodePort: number) => ({
    name: quoteScalar(name),
    port,
    targetPort: quoteScalar(name),
    targetPortNumber: null,
    nodePort,
  });
  const ports = [traffic("http", 80, nodePorts.http), traffic("https", 443, nodePorts.https)];
  if (nodePorts.health === null) return ports;
  return [
    ...ports,
    { name: quoteScalar("health"), port: healthPort, targetPort: null, targetPortNumber: healthPort, nodePort: nodePorts.health },
  ];
}

/** The NodePort Service of the controller, with the ports that HAProxy sends to. */
export function lowerService(plan: Plan, ingress: PlanIngress): ServiceView {
  const families = new Set(plan.nodes.flatMap((node) => node.addresses.map(familyOf)));
  return {
    metadata: metadata(plan, controllerName, ingress.namespace),
    externalTrafficPolicy: ingress.externalTrafficPolicy,
    dualStack: families.size > 1,
    selector: entries(selector),
    ports: lowerPorts(ingress),
  };
}

/**
 * The controller's half of `clientIp`. Both keys are always said: `kubectl apply` deletes no object that is no longer rendered, so a
 * switch that was on would stay on when HAProxy's half is gone, and the controller would refuse every connection or trust every header.
 */
export function lowerConfigMap(plan: Plan, ingress: PlanIngress): ConfigMapView {
  const data = {
    "use-forwarded-headers": String(trustsForwardedHeaders(plan)),
    "use-proxy-protocol": String(plan.clientIp === "proxy-protocol"),
  };
  return { metadata: metadata(plan, controllerName, ingress.namespace), data: entries(data) };
}
