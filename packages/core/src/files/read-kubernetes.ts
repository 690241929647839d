import type { SourceSpan } from "../diagnostics/diagnostic.js";
import { loadText } from "../load/load.js";
import type { EdgeFile } from "./text.js";

/** A port of the controller's Service on every node. */
export interface ControllerPort {
  readonly nodePort: number;
  /** Whether PROXY protocol is spoken there when the controller expects it: on the ports of requests, not on the health port. */
  readonly carriesRequests: boolean;
  readonly at: SourceSpan;
}

/** What the cluster's manifests say of the ingress controller. */
export interface ControllerFiles {
  readonly expectsProxyProtocol: boolean;
  /** The ConfigMap's line that says so, or its name where it says nothing. */
  readonly at: SourceSpan;
  readonly ports: readonly ControllerPort[];
}

/** The key of ingress-nginx and haproxy-ingress. */
const key = "use-proxy-protocol";

interface Manifest {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly get: (...path: readonly (string | number)[]) => unknown;
  readonly at: (...path: readonly (string | number)[]) => SourceSpan;
}

/** Only these are parsed, and so many of them: beside them may stand ten thousand Ingresses. */
const mostManifests = 200;
const wanted = /^kind: *["']?(ConfigMap|Service)["']?[ \t\r]*$/m;

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? Object.entries(at).find(([name]) => name === String(key))?.[1] : undefined),
    value,
  );
}

const textAt = (value: unknown, ...path: readonly (string | number)[]): string => {
  const found = valueAt(value, path);
  return typeof found === "string" ? found : "";
};

function readManifest(name: string, text: string, line: number): Manifest | null {
  const loaded = loadText(text, { file: name, format: "yaml" });
  if (!loaded.ok) return null;
  const { value, source } = loaded;
  return {
    kind: textAt(value, "kind"),
    namespace: textAt(value, "metadata", "namespace"),
    name: textAt(value, "metadata", "name"),
    get: (...path) => valueAt(value, path),
    at: (...path) => {
      const span = source.locate(path) ?? { file: name, line: 1, column: 1, length: 1 };
      return { ...span, line: span.line + line };
    },
  };
}

interface Part {
  readonly text: string;
  /** Lines before it. */
  readonly line: number;
}

/** The documents of a file that may tell of the controller: the others are not even cut out. */
function telling(text: string): readonly Part[] {
  const parts: Part[] = [];
  const mention = /use-proxy-protocol|nodePort/g;
  let [line, counted] = [0, 0];
  for (let found = mention.exec(text); found !== null && parts.length < mostManifests; found = mention.exec(text)) {
    const start = text.lastIndexOf("\n---", found.index) + 1;
    const next = text.indexOf("\n---", found.index);
    const end = next === -1 ? text.length : next + 1;
    for (let at = text.indexOf("\n", counted); at !== -1 && at < start; at = text.indexOf("\n", at + 1)) line += 1;
    counted = start;
    parts.push({ text: text.slice(start, end), line });
    mention.lastIndex = end;
  }
  return parts;
}

/** A manifest that may tell of the controller and is no YAML: what it says is not known. */
export interface BrokenManifest {
  readonly message: string;
  readonly at: SourceSpan;
}

/** The manifests that cannot be read, each by the first thing that is wrong with it. */
export const brokenManifests = (files: readonly EdgeFile[]): readonly BrokenManifest[] =>
  files.flatMap(({ name, text }) =>
    telling(text).flatMap((part): readonly BrokenManifest[] => {
      if (!wanted.test(part.text)) return [];
      const loaded = loadText(part.text, { file: name, format: "yaml" });
      const [first] = loaded.ok ? [] : loaded.diagnostics;
      if (first === undefined) return [];
      const { line, column, length } = first.source ?? { line: 1, column: 1, length: 1 };
      return [{ message: `this manifest is not read: ${first.message}`, at: { file: name, line: line + part.line, column, length } }];
    }),
  );

/** The ConfigMaps and Services of a file; what is no YAML is left out, and told by `brokenManifests`. */
const manifestsOf = ({ name, text }: EdgeFile): readonly Manifest[] =>
  telling(text).flatMap((part) => (wanted.test(part.text) ? (readManifest(name, part.text, part.line) ?? []) : []));

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

function portsOf(service: Manifest): readonly ControllerPort[] {
  const ports = service.get("spec", "ports");
  if (!isList(ports)) return [];
  return ports.flatMap((port, index) => {
    const nodePort = valueAt(port, ["nodePort"]);
    if (typeof nodePort !== "number") return [];
    const named = [valueAt(port, ["name"]), valueAt(port, ["targetPort"])].map(String);
    const carriesRequests = named.some((each) => /^(https?|web|websecure|80|443|8080|8443)$/.test(each));
    return [{ nodePort, carriesRequests, at: service.at("spec", "ports", index, "nodePort") }];
  });
}

/**
 * The ingress controller, from the ConfigMap that tells it about PROXY protocol and the Services with node ports in the ConfigMap's namespace. Null where
 * no ConfigMap has the key: an absent one means `false` to the controller, but which ConfigMap is the controller's cannot be known then.
 */
export function readController(files: readonly EdgeFile[]): ControllerFiles | null {
  const manifests = files.flatMap(manifestsOf);
  const settings = manifests.find(({ kind, get }) => kind === "ConfigMap" && get("data", key) !== undefined);
  if (settings === undefined) return null;
  return {
    expectsProxyProtocol: String(settings.get("data", key)) === "true",
    at: settings.at("data", key),
    ports: manifests.filter(({ kind, namespace }) => kind === "Service" && namespace === settings.namespace).flatMap(portsOf),
  };
}
