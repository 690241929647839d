import type { DraftFile, IpAddress, Plan, PlanIngress, Print, Renderer } from "@edgewright/core";
import { lowerConfigMap, lowerService } from "./lower/controller.js";
import { groupRoutes, lowerIngress } from "./lower/ingresses.js";
import { commentLine } from "./quote.js";
import { controllerRendered } from "./rules/controller-rendered.js";
import { ingressNameUnique } from "./rules/ingress-name-unique.js";
import { regexSpreads } from "./rules/regex-spreads.js";
import { rewriteGroups } from "./rules/rewrite-groups.js";
import { configmapYaml, fileYaml, ingressYaml, serviceYaml } from "./templates.generated.js";

function controllerObjects(plan: Plan, ingress: PlanIngress, print: Print): readonly string[] {
  return [print(serviceYaml, lowerService(plan, ingress)), print(configmapYaml, lowerConfigMap(plan, ingress))];
}

/** Objects by namespace: the controller's first, then the Ingresses in the order of the document. */
function objectsByNamespace(plan: Plan, ingress: PlanIngress, print: Print): ReadonlyMap<string, readonly string[]> {
  const objects = new Map<string, string[]>([[ingress.namespace, [...controllerObjects(plan, ingress, print)]]]);
  for (const group of groupRoutes(plan.routes)) {
    const list = objects.get(group.namespace) ?? [];
    objects.set(group.namespace, list);
    list.push(print(ingressYaml, lowerIngress(plan, ingress, group)));
  }
  return objects;
}

function manifestFile(plan: Plan, namespace: string, objects: readonly string[], hints: readonly string[], print: Print): DraftFile {
  const comments = [
    `Namespace ${namespace}, written by edgewright from the document "${plan.name}".`,
    "Change the document and render again: what is changed here is lost. Goes to the cluster: kubectl apply -f",
    ...hints,
  ];
  const head = print(fileYaml, { comments: comments.map(commentLine) });
  return { path: `kubernetes/${namespace}.yaml`, text: head + objects.map((text) => `---\n${text}`).join(""), mode: 0o644 };
}

/** The addresses at which the routes are reached. A VIP of streams alone is none: who takes it from the status would ask the wrong address. */
const statusAddresses = ({ vips }: Plan): readonly IpAddress[] =>
  vips.flatMap(({ listeners, addresses }) => (listeners.http.mode === "off" && listeners.https.mode === "off" ? [] : addresses));

/** Renders the cluster's side: the controller's Service and ConfigMap, and the Ingresses, one file for each namespace. */
export const k8s: Renderer = {
  name: "k8s",
  rules: [controllerRendered, ingressNameUnique, rewriteGroups, regexSpreads],
  pages: [],
  templates: [fileYaml, ingressYaml, serviceYaml, configmapYaml],
  render: (plan, print) => {
    const { ingress } = plan;
    if (ingress === null) return [];
    const addresses = statusAddresses(plan).join(",");
    const hints =
      addresses === ""
        ? []
        : [`kubectl get ingress shows the VIP when the controller is started with --publish-status-address=${addresses}`];
    return [...objectsByNamespace(plan, ingress, print)].map(([namespace, objects]) =>
      manifestFile(plan, namespace, objects, namespace === ingress.namespace ? hints : [], print),
    );
  },
};

export type { ConfigMapView, FileView, IngressView, ServiceView } from "./view.js";
