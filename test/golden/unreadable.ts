import { compileTemplate } from "@edgewright/core/template";
import type { Renderer } from "edgewright";

/** What is wrong before there is a model: texts, modules and templates, each with the code that it must cause. */

/** YAML, or JSON where it begins with a brace. */
export const texts: readonly (readonly [code: string, text: string])[] = [
  ["document-empty", "# nothing yet\n"],
  ["document-not-mapping", "- apiVersion: edgewright/v1\n- name: on-prem\n"],
  ["document-multiple", "apiVersion: edgewright/v1\nname: east\n---\napiVersion: edgewright/v1\nname: west\n"],
  ["document-duplicate-key", "apiVersion: edgewright/v1\nname: on-prem\nbalance: leastconn\nname: on-prem-2\n"],
  ["document-too-deep", `name: ${"[".repeat(101)}${"]".repeat(101)}\n`],
  ["document-too-large", `{"routes":[${"0,".repeat(5_000_000)}0]}`],
  ["yaml-malformed", 'name: on-prem\nroutes:\n  - host: "shop.example.com\n    service: { name: shop, port: 80 }\n'],
  ["yaml-version", "%YAML 1.1\n---\nname: on-prem\n"],
  ["yaml-tag", "name: !env EDGE_NAME\n"],
  ["yaml-key-not-string", "name: on-prem\ncluster:\n  nodes:\n    - { name: worker-1, address: 192.168.103.21, labels: { 1: a } }\n"],
  ["yaml-merge-key", "shared: &shared { backendProtocol: grpc }\nroutes:\n  - host: shop.example.com\n    options:\n      <<: *shared\n"],
  ["yaml-alias-unknown", "name: on-prem\nroutes:\n  - host: *.example.com\n    service: { name: shop, port: 80 }\n"],
  ["yaml-alias-recursive", "name: on-prem\ncluster: &cluster\n  nodes: [*cluster]\n"],
  [
    "yaml-alias-bomb",
    `a: &a [${"0, ".repeat(99)}0]\nb: &b [${"*a, ".repeat(99)}*a]\nc: &c [${"*b, ".repeat(99)}*b]\nd: [${"*c, ".repeat(99)}*c]\n`,
  ],
  ["json-malformed", '{\n  "apiVersion": "edgewright/v1",\n  "name": "on-prem",\n}\n'],
];

/** Documents that are modules. */
export const modules: readonly (readonly [code: string, text: string])[] = [
  ["module-broken", "export default { name: 'on-prem', routes: hosts.map((host) => ({ host })) };\n"],
  ["module-no-document", "export const edge = { apiVersion: 'edgewright/v1', name: 'on-prem' };\n"],
];

/** A renderer of somebody's own, whose view holds text that nobody quoted: those of the built-in ones hold none. */
const schema = { type: "object", properties: { text: { type: "string" } }, required: ["text"], additionalProperties: false };
const banner = compileTemplate<never>({ name: "banner.txt", file: "banner.txt.njk", text: "", schema });
export const bannerRenderer: Renderer = {
  name: "banner",
  rules: [],
  pages: [],
  templates: banner.ok ? [banner.template] : [],
  render: () => [],
};

/** A user's own templates, by the name of the one that each replaces. */
export const templates: readonly (readonly [code: string, name: string, text: string])[] = [
  ["template-syntax", "haproxy.cfg", "global\n{% if syslog %}\n    log {{ syslog }} local0 info\n"],
  ["template-forbidden", "haproxy.cfg", '{% include "tls.njk" %}\n'],
  ["template-unknown-name", "haproxy.cfg", "# haproxy.cfg of {{ machin }}\n"],
  ["template-unknown-filter", "haproxy.cfg", "# haproxy.cfg of {{ machine | uper }}\n"],
  ["template-invalid-name", "haproxy.cfg", "{% set machine = edge %}\n# {{ machine }}\n"],
  ["template-unquoted-hole", "banner.txt", "# {{ text }}\n"],
  ["template-unprintable", "haproxy.cfg", "# TLS ends here: {{ terminatesTls }}\n"],
  ["template-nullable", "haproxy.cfg", "global\n    maxconn {{ maxConnections }}\n"],
  ["template-condition", "haproxy.cfg", "{% if frontends %}\n# There are frontends.\n{% endif %}\n"],
  ["template-type", "haproxy.cfg", "{% for line in machine %}\n    {{ line }}\n{% endfor %}\n"],
];
