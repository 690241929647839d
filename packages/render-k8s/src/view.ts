import { z } from "zod";
import { YamlComment, YamlScalar } from "./quote.js";

const Entry = z.object({ key: YamlScalar, value: YamlScalar });

const Metadata = z.object({
  name: YamlScalar,
  namespace: YamlScalar,
  labels: z.array(Entry),
  annotations: z.array(Entry),
});

/** A Service's port: by number, or by name. */
const Backend = z.object({ service: YamlScalar, portNumber: z.int().nullable(), portName: YamlScalar.nullable() });

export const FileView = z.object({ comments: z.array(YamlComment) });

export const IngressView = z.object({
  metadata: Metadata,
  className: YamlScalar,
  tlsSecret: YamlScalar.nullable(),
  host: YamlScalar,
  paths: z.array(z.object({ path: YamlScalar, pathType: z.enum(["Prefix", "Exact", "ImplementationSpecific"]), backend: Backend })),
});

export const ServiceView = z.object({
  metadata: Metadata,
  externalTrafficPolicy: z.enum(["Cluster", "Local"]),
  dualStack: z.boolean(),
  selector: z.array(Entry),
  ports: z.array(
    z.object({
      name: YamlScalar,
      port: z.int(),
      targetPort: YamlScalar.nullable(),
      targetPortNumber: z.int().nullable(),
      nodePort: z.int(),
    }),
  ),
});

export const ConfigMapView = z.object({ metadata: Metadata, data: z.array(Entry) });

export type EntryView = z.infer<typeof Entry>;
export type MetadataView = z.infer<typeof Metadata>;
export type FileView = z.infer<typeof FileView>;
export type IngressView = z.infer<typeof IngressView>;
export type ServiceView = z.infer<typeof ServiceView>;
export type ConfigMapView = z.infer<typeof ConfigMapView>;

/** The views by the name of their template. */
export const views = { "file.yaml": FileView, "ingress.yaml": IngressView, "service.yaml": ServiceView, "configmap.yaml": ConfigMapView };
