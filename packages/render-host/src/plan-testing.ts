import { compile, type Diagnostic, formatPath, loadText, type Plan, type Renderer, type Rule } from "@edgewright/core";

/** The smallest useful document. */
const smallest = `
apiVersion: edgewright/v1
name: on-prem
cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22 }
    - { name: worker-3, address: 192.168.103.23 }
  ingress: { controller: ingress-nginx, nodePorts: { http: 32729, https: 32366 } }
loadBalancers:
  - { name: hapxy1, address: 192.168.103.11/24, interface: ens160 }
  - { name: hapxy2, address: 192.168.103.12/24, interface: ens160 }
vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2 }
routes:
  - { host: shop.example.com, service: { name: shop, port: 80 } }
`;

function read(text: string): object {
  const loaded = loadText(text, { file: "edge.yaml", format: "yaml" });
  if (!loaded.ok || typeof loaded.value !== "object" || loaded.value === null) throw new Error(`the test's YAML is none: ${text}`);
  return loaded.value;
}

const run = (fields: string, renderer: Renderer) =>
  compile(
    { ...read(smallest), ...(fields === "" ? {} : read(fields)) },
    { renderers: [renderer], secrets: { VRRP: "s3cret", BRACE: "a}b" } },
  );

const renderer = (rules: readonly Rule[], render: Renderer["render"]): Renderer => ({
  name: "test",
  rules,
  pages: [],
  templates: [],
  render,
});

/** The plan of the smallest document with some of its top-level fields replaced. */
export function planWith(fields = ""): Plan {
  const plans: Plan[] = [];
  const { diagnostics } = run(
    fields,
    renderer([], (plan) => {
      plans.push(plan);
      return [];
    }),
  );
  const [plan] = plans;
  if (plan === undefined) throw new Error(`the test's document: ${JSON.stringify(diagnostics.map(({ message }) => message))}`);
  return plan;
}

const shown = (rule: Rule, { message, path, severity, related, fix }: Diagnostic) => ({
  message,
  path: formatPath(path),
  ...(severity === rule.severity ? {} : { severity }),
  ...(related.length === 0 ? {} : { related: related.map((each) => `${each.message}: ${formatPath(each.path)}`) }),
  ...(fix === rule.fix ? {} : { fix }),
});

/** What one rule says of such a document, without what its own page says: its severity and fix, where they are the usual ones. */
export const violations = (rule: Rule, fields: string) =>
  run(
    fields,
    renderer([rule], () => []),
  )
    .diagnostics.filter(({ code }) => code === rule.id)
    .map((diagnostic) => shown(rule, diagnostic));
