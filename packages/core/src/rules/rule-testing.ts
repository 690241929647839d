import { formatPath } from "../diagnostics/path.js";
import { loadText } from "../load/load.js";
import type { Plan } from "../resolve/plan.js";
import { resolve } from "../resolve/resolve.js";
import { checkRules, type Rule } from "./rule.js";

/** The smallest useful document. */
const smallest = `
apiVersion: edgewright/v1
name: on-prem
cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
    - { name: worker-3, address: 192.168.103.23 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366 }
loadBalancers:
  - { name: hapxy1, address: 192.168.103.11/24, interface: ens160 }
  - { name: hapxy2, address: 192.168.103.12/24, interface: ens160 }
vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }
routes:
  - { host: shop.example.com, service: { name: shop, port: 80 } }
`;

const secrets = { VRRP: "s3cret", OTHER: "0ther", EIGHT: "12345678", NINE: "123456789", UMLAUTS: "äöüäö" };

function read(text: string): object {
  const loaded = loadText(text, { file: "edge.yaml", format: "yaml" });
  if (!loaded.ok || typeof loaded.value !== "object" || loaded.value === null) throw new Error(`the test's YAML is none: ${text}`);
  return loaded.value;
}

/** The smallest document with some of its top-level fields replaced. */
export const documentWith = (fields: string): object => ({ ...read(smallest), ...(fields === "" ? {} : read(fields)) });

/** The plan of the smallest document with other fields. `refused` is how many findings the schema and the references give: none, unless told. */
export function planWith(fields: string, refused = 0): Plan {
  const { plan, findings } = resolve(documentWith(fields), { secrets, explain: () => null });
  if (plan === null || findings.length !== refused)
    throw new Error(`the test's document: ${JSON.stringify(findings.map(({ message }) => message))}`);
  return plan;
}

/** A violation without what the rule's own page says: its severity and fix, where they are the usual ones. */
export interface Shown {
  readonly message: string;
  readonly path: string;
  readonly part?: "key" | "value";
  readonly severity?: string;
  readonly related?: readonly string[];
  readonly fix?: string;
}

const shownPart = (part?: string): string => (part === undefined ? "" : ` (${part})`);

/** What one rule says of the smallest document with some of its top-level fields replaced. */
export const violations = (rule: Rule, fields: string, refused = 0): readonly Shown[] =>
  checkRules([rule], planWith(fields, refused)).map(({ message, path, part, severity, related = [], fix }) => ({
    message,
    path: formatPath(path),
    ...(part === undefined ? {} : { part }),
    ...(severity === rule.severity || severity === undefined ? {} : { severity }),
    ...(related.length === 0
      ? {}
      : { related: related.map((each) => `${each.message}: ${formatPath(each.path ?? [])}${shownPart(each.part)}`) }),
    ...(fix === rule.fix ? {} : { fix }),
  }));

/** The VIP of the smallest document with more fields. */
export const vip = (fields = ""): string => `vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2${fields === "" ? "" : `, ${fields}`} }`;

/** The nodes of a cluster with the smallest document's controller. */
export const nodes = (...entries: readonly string[]): string => `cluster:
  nodes: [${entries.map((entry) => `{ ${entry} }`).join(", ")}]
  ingress: { controller: ingress-nginx, nodePorts: { http: 32729, https: 32366 } }`;
