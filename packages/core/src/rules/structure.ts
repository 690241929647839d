import type { RulePage } from "./rule.js";

/** What the loader, the schema and `resolve` say: each code has a page as a rule has. */
const page = (id: string, law: string, why: string, breaks: string, keeps: string, fix: string): RulePage => ({
  id,
  law,
  why,
  source: "model",
  severity: "error",
  safety: true,
  breaks,
  keeps,
  fix,
});

const node = (fields: string): string => `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
    - { name: worker-2, address: 192.168.103.22${fields} }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366 }`;
const oneNode = `cluster:
  nodes:
    - { name: worker-1, address: 192.168.103.21 }
  ingress:
    controller: ingress-nginx
    nodePorts: { http: 32729, https: 32366 }`;
const vip = (fields: string): string => `vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, ${fields} }`;
const route = (options: string): string => `routes:
  - { host: shop.example.com, service: { name: shop, port: 80 }, options: { ${options} } }`;

export const structurePages: readonly RulePage[] = [
  page(
    "field-unknown",
    "every field is one of the model's",
    "a field that nobody reads is a setting that is not made",
    vip("bakcup: hapxy2, backup: hapxy2"),
    vip("backup: hapxy2"),
    "write the field's name as edgewright schema has it",
  ),
  page(
    "field-missing",
    "a field without a default is there",
    "nothing can be derived in its place",
    `vips:
  - { name: public, address: 192.168.103.10, primary: hapxy1, backup: hapxy2 }`,
    vip("backup: hapxy2"),
    "add the field",
  ),
  page(
    "type-wrong",
    "a value is of its field's kind",
    "a daemon reads text, and 3.10 read as a number is 3.1",
    "targets: { keepalived: 2.2 }",
    'targets: { keepalived: "2.2" }',
    "write the value in quotes, or as the kind that the message names",
  ),
  page(
    "value-unknown",
    "a word is one of those that the field knows",
    "only these have a meaning",
    "balance: round-robin",
    "balance: roundrobin",
    "one of the words that the message lists",
  ),
  page(
    "length-wrong",
    "a list has as many entries as make sense",
    "an empty list says nothing",
    `routes:
  - { host: shop.example.com, paths: [] }`,
    `routes:
  - { host: shop.example.com, service: { name: shop, port: 80 } }`,
    "add an entry, or leave the field out",
  ),
  page(
    "name-invalid",
    "a name is a word in every target",
    "it becomes a folder, a section of haproxy.cfg and a Kubernetes object",
    "name: On Prem",
    "name: on-prem",
    "lower-case letters, digits and dashes",
  ),
  page(
    "label-invalid",
    "labels are what Kubernetes takes for labels",
    "nothing could match another",
    node(', labels: { "a b": c }'),
    node(", labels: { zone: a }"),
    "letters, digits and . _ -",
  ),
  page(
    "address-invalid",
    "an address is one that a machine can have",
    "the daemons find out only when they start",
    `observability: { syslog: { address: 192.168.103.300 } }`,
    `observability: { syslog: { address: 192.168.103.30 } }`,
    "an IPv4 or IPv6 address",
  ),
  page(
    "duration-invalid",
    "a duration says its unit",
    "HAProxy reads a bare number as milliseconds and keepalived as seconds",
    `timeouts: { client: "60" }`,
    "timeouts: { client: 60s }",
    "a whole number and ms, s, m or h",
  ),
  page(
    "size-invalid",
    "a size says its unit",
    "controllers read sizes with different units",
    route("maxBodySize: 8MB!"),
    route("maxBodySize: 8m"),
    "a whole number and k, m or g",
  ),
  page(
    "version-invalid",
    "a version is two numbers, quoted",
    "features are switched by version",
    'targets: { haproxy: "latest" }',
    'targets: { haproxy: "2.6" }',
    'a version as "2.6"',
  ),
  page(
    "port-invalid",
    "a port is 1 to 65535",
    "TCP has no others",
    "observability: { stats: { port: 70000 } }",
    "observability: { stats: { port: 8404 } }",
    "a whole number from 1 to 65535",
  ),
  page(
    "number-out-of-range",
    "a number is within what the daemons take",
    "they refuse others, or cut them off in silence",
    node(", weight: 300"),
    node(", weight: 3"),
    "a number within the range that the message names",
  ),
  page(
    "path-not-absolute",
    "a file on a load balancer has an absolute path",
    "systemd starts the daemons in /, through no shell",
    `vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2, failover: { notify: notify.sh } }`,
    `vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2, failover: { notify: /usr/local/bin/notify.sh } }`,
    "a path that begins with /",
  ),
  page(
    "reference-unknown",
    "a name that refers to something is that thing's name",
    "the pair, stream or selector would be without it",
    vip("backup: hapxy3"),
    vip("backup: hapxy2"),
    "the name of something that the document declares",
  ),
  page(
    "selector-matches-nothing",
    "a selector chooses at least one node",
    "a backend without nodes answers every client with an error",
    `streams:
  - { name: kube-api, vip: public, port: 6443, nodes: { matchLabels: { role: control } } }`,
    `streams:
  - { name: kube-api, vip: public, port: 6443, nodes: [worker-1] }`,
    "name the nodes, or give them the labels",
  ),
  page(
    "secret-missing",
    "a secret is where the document says",
    "the file that needs it cannot be written without it",
    `vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2, failover: { auth: { password: { env: NOT_SET } } } }`,
    vip("backup: hapxy2"),
    "set the variable, or create the file",
  ),
  page(
    "secret-invalid",
    "a secret is one line of printable characters",
    "it could end the line that it is written to",
    `vips:
  - { name: public, address: 192.168.103.10, virtualRouterId: 51, primary: hapxy1, backup: hapxy2, failover: { auth: { password: { env: TWO_LINES } } } }`,
    vip("backup: hapxy2"),
    "one line",
  ),
  page(
    "not-supported-yet",
    "what is in the document is in the files",
    "a setting that is rendered nowhere would be believed to work",
    "vips:\n  - { name: public, address: 192.168.103.10, heldBy: metallb }",
    vip("backup: hapxy2"),
    "what the message names instead",
  ),
  page(
    "document-not-mapping",
    "a document is a mapping of fields",
    "a list or a word is no edge",
    "",
    "",
    "begin with apiVersion: edgewright/v1",
  ),
  page(
    "rule-reason",
    "a rule's severity is changed with a reason",
    "whoever reads the document next must know whether the reason still holds",
    "rules: { some-node-active: off }",
    'rules: { some-node-active: { severity: off, reason: "the second node comes in March" } }',
    "give the severity and the reason",
  ),
  page(
    "rule-unknown",
    "an entry of rules is a rule of core or of a renderer in use",
    "a setting of a rule that is not there changes nothing, and is believed to",
    'rules: { some-nodes-active: { severity: off, reason: "the second node comes in March" } }',
    'rules: { some-node-active: { severity: off, reason: "the second node comes in March" } }',
    "an id that edgewright rule lists",
  ),
  page(
    "rule-guards-safety",
    "a rule that guards safety cannot be switched off or lowered, and what is no rule cannot be changed",
    "broken, the address is lost or held twice, a daemon refuses its file, or a value does harm where it stands",
    'rules: { vrid-unique-on-segment: { severity: warning, reason: "the neighbour is quiet" } }',
    'rules: { vrid-unique-on-segment: { severity: error, reason: "it is one already" } }',
    "take the entry out, and mend what the rule reports",
  ),
  {
    ...page(
      "rule-off",
      "a rule that is switched off is shown, with the reason and with what it hides",
      "what is hidden and forgotten is found again at night",
      `${oneNode}\nrules: { some-node-active: { severity: off, reason: "the second node comes in March" } }`,
      `${oneNode}\nrules: { some-node-active: { severity: info, reason: "the second node comes in March" } }`,
      "take the entry out when the reason is gone",
    ),
    severity: "info",
  },
  page(
    "document-twice",
    "of several documents each is given once",
    "everything in it would be claimed twice, and its folder written twice",
    "",
    "",
    "name it once",
  ),
  page(
    "document-too-deep",
    "a document is at most 32 levels deep",
    "no field is deeper; an object that contains itself is",
    "",
    "",
    "take the nested value out",
  ),
];
