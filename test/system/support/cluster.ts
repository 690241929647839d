import type { RenderedFile } from "edgewright";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import type { ClientIp, IngressRoute, NodePorts } from "../lab/nginx-conf.js";

/** The parts of the Kubernetes objects that an ingress controller and kube-proxy act upon. */
const Ingress = z.object({
  kind: z.literal("Ingress"),
  metadata: z.object({ annotations: z.record(z.string(), z.string()).default({}) }),
  spec: z.object({
    rules: z.array(
      z.object({
        host: z.string(),
        http: z.object({
          paths: z.array(
            z.object({
              path: z.string(),
              pathType: z.enum(["Prefix", "Exact", "ImplementationSpecific"]),
              backend: z.object({ service: z.object({ name: z.string() }) }),
            }),
          ),
        }),
      }),
    ),
  }),
});
const Service = z.object({
  kind: z.literal("Service"),
  spec: z.object({ type: z.literal("NodePort"), ports: z.array(z.object({ name: z.string(), nodePort: z.int() })) }),
});
const ConfigMap = z.object({ kind: z.literal("ConfigMap"), data: z.record(z.string(), z.string()) });
const ClusterObject = z.discriminatedUnion("kind", [Ingress, Service, ConfigMap]);

export type ClusterObject = z.infer<typeof ClusterObject>;

/** Reads the rendered `kubernetes/*.yaml` back, as `kubectl apply` would. */
export const parseCluster = (files: readonly RenderedFile[]): readonly ClusterObject[] =>
  files
    .filter(({ path }) => path.startsWith("kubernetes/"))
    .flatMap(({ text }) => parseAllDocuments(text).map((document) => ClusterObject.parse(document.toJS())));

/** The Service's ports, by name: what kube-proxy opens on every node. `undefined` where no Service was rendered. */
export const nodePortsOf = (objects: readonly ClusterObject[]): NodePorts | undefined => {
  const ports = objects.flatMap((object) => (object.kind === "Service" ? object.spec.ports : []));
  const portOf = (name: string): number | undefined => ports.find((port) => port.name === name)?.nodePort;
  if (ports.length === 0) return undefined;
  const [http, https, health] = [portOf("http"), portOf("https"), portOf("health")];
  if (http === undefined || https === undefined) throw new Error("the rendered Service has no http and https port");
  return { http, https, ...(health === undefined ? {} : { health }) };
};

const annotation = "nginx.ingress.kubernetes.io";

/** Every host and path of every Ingress; the service's name is the name of the pod that answers. */
export const routesOf = (objects: readonly ClusterObject[]): readonly IngressRoute[] =>
  objects
    .flatMap((object) => (object.kind === "Ingress" ? [object] : []))
    .flatMap(({ metadata: { annotations }, spec: { rules } }) =>
      rules.flatMap(({ host, http }) => http.paths.map((path) => ({ host, ...path, annotations }))),
    )
    .map(({ host, path, pathType, backend, annotations }) => {
      const rewriteTarget = annotations[`${annotation}/rewrite-target`];
      const regex = annotations[`${annotation}/use-regex`] === "true";
      return { host, path, pathType, pod: backend.service.name, regex, ...(rewriteTarget === undefined ? {} : { rewriteTarget }) };
    });

/** What ingress-nginx's ConfigMap tells the controller about the client's address. */
export const clientIpOf = (objects: readonly ClusterObject[]): ClientIp => {
  const data = Object.assign({}, ...objects.map((object) => (object.kind === "ConfigMap" ? object.data : {})));
  if (data["use-proxy-protocol"] === "true") return "proxy-protocol";
  return data["use-forwarded-headers"] === "true" ? "forwarded-for" : "none";
};
